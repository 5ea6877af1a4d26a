package io.networkanalytics.job.annotate.place;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.testkit.mmdb.MmdbWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** MMDB files for tests. */
final class GeoDatabases {

    static final Instant BUILT = Instant.ofEpochSecond(1_780_000_000);

    private GeoDatabases() {}

    static MmdbWriter writer(int ipVersion) {
        return new MmdbWriter("Test", ipVersion, BUILT);
    }

    static Path write(Path file, MmdbWriter writer) {
        try {
            writer.writeTo(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As in databases of countries and cities. */
    static Map<String, Object> country(String code) {
        return Map.of("country", Map.of("iso_code", code, "geoname_id", 6252001L));
    }

    /** As in databases of autonomous systems. */
    static Map<String, Object> network(long asn, String name) {
        return Map.of("autonomous_system_number", asn, "autonomous_system_organization", name);
    }

    /** As a sample has it: 16 bytes, IPv4 mapped. */
    static ByteString bytes(String address) throws IOException {
        byte[] raw = InetAddress.getByName(address).getAddress();
        return raw.length == 16
                ? ByteString.copyFrom(raw)
                : ByteString.fromHex("00000000000000000000ffff").concat(ByteString.copyFrom(raw));
    }

    static AddressFacts facts(GeoDatabase database, String address) throws IOException {
        return database.find(InetAddress.getByAddress(bytes(address).toByteArray())).facts();
    }
}
