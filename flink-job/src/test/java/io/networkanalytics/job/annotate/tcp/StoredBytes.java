package io.networkanalytics.job.annotate.tcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** State as the codecs write it. */
final class StoredBytes {

    private StoredBytes() {}

    static String hex(TcpConnection connection) {
        var bytes = new ByteArrayOutputStream();
        try {
            TcpConnectionCodec.write(connection, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    static String hex(ConnectionKey key) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ConnectionKeyCodec.write(key, new DataOutputStream(bytes));
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    static DataInputStream of(String hex) {
        return new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }
}
