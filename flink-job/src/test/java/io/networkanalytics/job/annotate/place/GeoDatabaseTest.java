package io.networkanalytics.job.annotate.place;

import static io.networkanalytics.job.annotate.place.GeoDatabases.BUILT;
import static io.networkanalytics.job.annotate.place.GeoDatabases.country;
import static io.networkanalytics.job.annotate.place.GeoDatabases.facts;
import static io.networkanalytics.job.annotate.place.GeoDatabases.network;
import static io.networkanalytics.job.annotate.place.GeoDatabases.write;
import static io.networkanalytics.job.annotate.place.GeoDatabases.writer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.testkit.mmdb.MmdbWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoDatabaseTest {

    @TempDir private Path dir;

    @Test
    void readsRecordsOfEveryShape() throws IOException {
        GeoDatabase database =
                open(
                        writer(6)
                                .put("203.0.113.0/24", country("DE"))
                                .put("198.51.100.0/24", network(4_200_000_000L, "Example Transit"))
                                .put("192.0.2.0/24", Map.of("country_code", "NL"))
                                .put(
                                        "198.18.0.0/15",
                                        Map.of("registered_country", Map.of("iso_code", "FR")))
                                .put(
                                        "100.64.0.0/10",
                                        Map.of(
                                                "city",
                                                Map.of("names", Map.of("en", "Reykjavik")),
                                                "country",
                                                Map.of(
                                                        "iso_code",
                                                        "IS",
                                                        "names",
                                                        Map.of("en", "Iceland")),
                                                "registered_country",
                                                Map.of("iso_code", "US"),
                                                "subdivisions",
                                                List.of(Map.of("iso_code", "1"))))
                                .put("2001:db8::/32", Map.of("country_code", "JP")));

        assertEquals(new AddressFacts(0, "", "DE"), facts(database, "203.0.113.9"));
        assertEquals(
                new AddressFacts(4_200_000_000L, "Example Transit", ""),
                facts(database, "198.51.100.7"));
        assertEquals(new AddressFacts(0, "", "NL"), facts(database, "192.0.2.255"));
        assertEquals(new AddressFacts(0, "", "FR"), facts(database, "198.19.255.255"));
        assertEquals(new AddressFacts(0, "", "IS"), facts(database, "100.64.0.1"));
        assertEquals(new AddressFacts(0, "", "JP"), facts(database, "2001:db8::1"));
        assertEquals(AddressFacts.UNKNOWN, facts(database, "203.0.112.255"));
        assertEquals(AddressFacts.UNKNOWN, facts(database, "2001:db9::1"));
        assertEquals(BUILT, database.built());
    }

    @Test
    void saysHowFarItIsTrue() throws IOException {
        GeoDatabase database =
                open(
                        writer(6)
                                .put("203.0.113.0/24", country("DE"))
                                .put("203.0.113.128/26", country("AT"))
                                .put("2001:db8::/32", country("JP")));

        assertEquals(25, prefixLength(database, "203.0.113.9"));
        assertEquals(26, prefixLength(database, "203.0.113.130"));
        assertEquals(32, prefixLength(database, "2001:db8::1"));
    }

    @Test
    void aDatabaseOfIpv4KnowsNoIpv6Address() throws IOException {
        // Its first bits are those of 32.1.13.184.
        GeoDatabase database = open(writer(4).put("32.0.0.0/8", country("US")));

        assertEquals("US", facts(database, "32.1.13.184").country());
        assertEquals(AddressFacts.UNKNOWN, facts(database, "2001:db8::1"));
    }

    @Test
    void whatCannotBeUsedIsSaidAtOpening() throws IOException {
        byte[] good = writer(6).put("0.0.0.0/0", country("DE")).bytes();
        refused(dir.resolve("missing.mmdb"), "cannot be read where this task runs");
        refused(dir, "cannot be read where this task runs");
        refused(file("empty.mmdb", new byte[0]), "is no MMDB file");
        refused(
                file("text.mmdb", "country,DE\n".getBytes(StandardCharsets.UTF_8)),
                "is no MMDB file");
        refused(file("cut.mmdb", Arrays.copyOf(good, good.length - 40)), "is no MMDB file");
        byte[] tree = good.clone();
        // All of the tree points far behind the end.
        Arrays.fill(tree, 0, 96 * 6, (byte) 0xFF);
        refused(file("tree.mmdb", tree), "damaged");
        refused(
                write(
                        dir.resolve("number.mmdb"),
                        writer(6).put("0.0.0.0/0", Map.of("country_code", 49L))),
                "damaged");
    }

    private void refused(Path file, String why) {
        GeoDatabaseException e =
                assertThrows(
                        GeoDatabaseException.class, () -> GeoDatabase.open(file), file.toString());
        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(dir.resolve(name), content);
    }

    private GeoDatabase open(MmdbWriter writer) throws IOException {
        return GeoDatabase.open(write(dir.resolve("test.mmdb"), writer));
    }

    private static int prefixLength(GeoDatabase database, String address) throws IOException {
        return database.find(InetAddress.getByName(address)).prefixLength();
    }
}
