package io.networkanalytics.job.annotate.place;

import static io.networkanalytics.job.annotate.place.GeoDatabases.BUILT;
import static io.networkanalytics.job.annotate.place.GeoDatabases.bytes;
import static io.networkanalytics.job.annotate.place.GeoDatabases.country;
import static io.networkanalytics.job.annotate.place.GeoDatabases.network;
import static io.networkanalytics.job.annotate.place.GeoDatabases.write;
import static io.networkanalytics.job.annotate.place.GeoDatabases.writer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.networkanalytics.model.AddressFacts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoTableTest {

    private final TestingClock clock = new TestingClock();

    @TempDir private Path dir;

    @Test
    void theFirstFileThatKnowsAFactWins() throws IOException {
        Path countries =
                write(
                        dir.resolve("countries.mmdb"),
                        writer(6).put("203.0.113.0/24", country("DE")));
        Path networks =
                write(
                        dir.resolve("networks.mmdb"),
                        writer(6)
                                .put("203.0.113.0/24", network(64500, "Example"))
                                .put("198.51.100.0/24", network(64501, "Transit")));
        Path both =
                write(
                        dir.resolve("both.mmdb"),
                        writer(4)
                                .put(
                                        "0.0.0.0/0",
                                        Map.of(
                                                "country_code",
                                                "US",
                                                "autonomous_system_number",
                                                64502L,
                                                "autonomous_system_organization",
                                                "Else")));
        GeoTable table = table(countries, networks, both);

        assertEquals(new AddressFacts(64500, "Example", "DE"), table.find(bytes("203.0.113.9")));
        assertEquals(new AddressFacts(64501, "Transit", "US"), table.find(bytes("198.51.100.7")));
        assertEquals(new AddressFacts(64502, "Else", "US"), table.find(bytes("192.0.2.1")));
        assertEquals(AddressFacts.UNKNOWN, table.find(bytes("2001:db8::1")));
        assertEquals(BUILT.getEpochSecond(), table.oldestBuildSeconds());
    }

    @Test
    void aNameIsOnlyTakenForItsOwnNumber() throws IOException {
        Path numbers =
                write(
                        dir.resolve("numbers.mmdb"),
                        writer(6)
                                .put("203.0.113.0/24", Map.of("autonomous_system_number", 64500L))
                                .put(
                                        "198.51.100.0/24",
                                        Map.of("autonomous_system_number", 64501L)));
        Path names =
                write(dir.resolve("names.mmdb"), writer(6).put("::/0", network(64500, "Example")));
        GeoTable table = table(numbers, names);

        assertEquals(new AddressFacts(64500, "Example", ""), table.find(bytes("203.0.113.9")));
        assertEquals(new AddressFacts(64501, "", ""), table.find(bytes("198.51.100.7")));
    }

    @Test
    void oneLookupServesABlockButNeverItsExceptions() throws IOException {
        Path file =
                write(
                        dir.resolve("test.mmdb"),
                        writer(6)
                                .put("203.0.112.0/24", country("CH"))
                                .put("203.0.113.0/24", country("DE"))
                                .put("203.0.113.128/32", country("AT"))
                                .put("2001:db8::/32", country("JP"))
                                .put("2001:db8:0:1::1/128", country("KR")));
        GeoTable table = table(file);

        for (int round = 0; round < 3; round++) {
            assertEquals("CH", table.find(bytes("203.0.112.0")).country());
            assertEquals("CH", table.find(bytes("203.0.112.255")).country());
            assertEquals("DE", table.find(bytes("203.0.113.127")).country());
            assertEquals("AT", table.find(bytes("203.0.113.128")).country());
            assertEquals("DE", table.find(bytes("203.0.113.129")).country());
            assertEquals("JP", table.find(bytes("2001:db8::1")).country());
            assertEquals("JP", table.find(bytes("2001:db8::2")).country());
            assertEquals("KR", table.find(bytes("2001:db8:0:1::1")).country());
            assertEquals("JP", table.find(bytes("2001:db8:0:1::2")).country());
        }
        // Two blocks, and five addresses in blocks that have exceptions.
        assertEquals(7, table.lookups());
        assertEquals(0, table.lookupErrors());
    }

    @Test
    void whatIsNoAddressIsUnknownAndNotLookedUp() throws IOException {
        GeoTable table = table(write(dir.resolve("a"), writer(6).put("::/0", country("DE"))));

        assertSame(AddressFacts.UNKNOWN, table.find(ByteString.EMPTY));
        assertEquals(0, table.lookups());
    }

    @Test
    void aChangedFileIsTakenIntoUseWithinAMinute() throws IOException {
        Path file = write(dir.resolve("a"), writer(6).put("203.0.113.0/24", country("DE")));
        GeoTable table = table(file);
        assertEquals("DE", table.find(bytes("203.0.113.9")).country());

        write(file, writer(6).put("203.0.113.0/24", country("AT")));
        clock.advance(Duration.ofSeconds(59));
        table.refresh();
        assertEquals("DE", table.find(bytes("203.0.113.9")).country());

        clock.advance(Duration.ofSeconds(1));
        table.refresh();
        assertEquals("AT", table.find(bytes("203.0.113.9")).country());
        assertEquals(1, table.reloads());

        clock.advance(Duration.ofMinutes(1));
        table.refresh();
        assertEquals(1, table.reloads(), "reloads of a file that did not change");
    }

    @Test
    void aFileThatCannotBeUsedIsReportedOnceAndTheOneBeforeStays() throws IOException {
        Path file = write(dir.resolve("a"), writer(6).put("203.0.113.0/24", country("DE")));
        GeoTable table = table(file);

        Files.writeString(file, "half of a copy");
        for (int minute = 0; minute < 3; minute++) {
            clock.advance(Duration.ofMinutes(1));
            table.refresh();
        }
        assertEquals("DE", table.find(bytes("203.0.113.9")).country());
        assertEquals(1, table.reloadsFailed());

        Files.delete(file);
        clock.advance(Duration.ofMinutes(1));
        table.refresh();
        assertEquals("DE", table.find(bytes("203.0.113.10")).country());
        assertEquals(2, table.reloadsFailed());

        write(file, writer(6).put("203.0.113.0/24", country("AT")));
        clock.advance(Duration.ofMinutes(1));
        table.refresh();
        assertEquals("AT", table.find(bytes("203.0.113.9")).country());
        assertEquals(1, table.reloads());
    }

    @Test
    void damageBehindTheProbesIsCountedAndTheOtherFilesStillAnswer() throws IOException {
        Path damaged =
                write(
                        dir.resolve("damaged"),
                        writer(6).put("203.0.113.9/32", Map.of("country_code", 7L)));
        Path good = write(dir.resolve("good"), writer(6).put("203.0.113.0/24", country("DE")));
        GeoTable table = table(damaged, good);

        assertEquals("DE", table.find(bytes("203.0.113.9")).country());
        assertEquals("DE", table.find(bytes("203.0.113.9")).country());
        assertEquals(1, table.lookupErrors());
    }

    @Test
    void aKnownAddressCostsNoMemory() throws IOException {
        GeoTable table =
                table(write(dir.resolve("a"), writer(6).put("203.0.113.0/24", country("DE"))));
        ByteString address = bytes("203.0.113.9");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long found = find(table, address, 20_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        found += find(table, address, 20_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(40_000, found);
        assertTrue(allocated < 20_000, allocated + " bytes for 20,000 addresses");
    }

    private long find(GeoTable table, ByteString address, int times) {
        long found = 0;
        for (int i = 0; i < times; i++) {
            table.refresh();
            found += table.find(address).country().equals("DE") ? 1 : 0;
        }
        return found;
    }

    private GeoTable table(Path... files) throws IOException {
        return new GeoTable(List.of(files), clock);
    }
}
