package io.networkanalytics.job.annotate.tcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;

/** State as the codecs write it. */
final class StoredBytes {

    private StoredBytes() {}

    static String hex(TcpConnection connection) {
        return HexFormat.of().formatHex(TcpConnectionCodec.encode(connection, null));
    }

    static TcpConnection connection(String hex) throws IOException {
        TcpConnection connection = new TcpConnection();
        TcpConnectionCodec.decode(HexFormat.of().parseHex(hex), connection);
        return connection;
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
