package io.networkanalytics.job.annotate.place;

import static io.networkanalytics.job.annotate.place.GeoDatabases.BUILT;
import static io.networkanalytics.job.annotate.place.GeoDatabases.network;
import static io.networkanalytics.job.annotate.place.GeoDatabases.write;
import static io.networkanalytics.job.annotate.place.GeoDatabases.writer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.job.TestingMetrics;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Site;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceFunctionTest {

    private static final Site LAB = new Site("Laboratory", "Berlin", "eu", "DE", "u33d");

    private final TestingMetrics metrics = new TestingMetrics();

    @TempDir private Path dir;

    @Test
    void addsCountryNetworkAndSite() throws Exception {
        try (var harness = harness(List.of(networks().toString()))) {
            harness.open();

            AnnotatedSample known = annotate(harness, TestSamples.tcp(1, 0).setColo("lab"));
            assertEquals(new AddressFacts(64500, "Example", "AT"), known.source());
            assertEquals(AddressFacts.UNKNOWN, known.destination());
            assertEquals(LAB, known.site());

            AnnotatedSample unknown =
                    annotate(
                            harness,
                            TestSamples.tcp(2, 0)
                                    .setSourceAddress(TestSamples.v4(192, 0, 2, 1))
                                    .setColo("bar"));
            assertEquals(AddressFacts.UNKNOWN, unknown.source());
            assertEquals(Site.UNKNOWN, unknown.site());

            assertEquals(
                    Map.of(
                            "geoLookupErrors", 0L,
                            "geoLookups", 3L,
                            "geoOldestBuildSeconds", BUILT.getEpochSecond(),
                            "geoReloads", 0L,
                            "geoReloadsFailed", 0L,
                            "siteUnknown", 1L,
                            "sourceCountryKnown", 1L,
                            "sourceCountryUnknown", 1L),
                    metrics.values());
        }
    }

    @Test
    void aNetworkThatTheExporterSaidStays() throws Exception {
        try (var harness = harness(List.of(networks().toString()))) {
            harness.open();

            assertEquals(
                    new AddressFacts(64500, "Example", "AT"),
                    annotate(harness, TestSamples.tcp(1, 0).setSourceAsn(64500)).source(),
                    "the number that the file has too");
            assertEquals(
                    new AddressFacts(64999, "", "AT"),
                    annotate(harness, TestSamples.tcp(2, 0).setSourceAsn(64999)).source(),
                    "another number: the file's name is not its name");
            assertEquals(
                    new AddressFacts(4_200_000_000L, "", ""),
                    annotate(harness, TestSamples.tcp(3, 0).setDestinationAsn((int) 4_200_000_000L))
                            .destination(),
                    "an address that the file does not know");
        }
    }

    @Test
    void withoutFilesASampleStaysAsItIs() throws Exception {
        try (var harness = harness(List.of())) {
            harness.open();
            PacketSample.Builder sample = TestSamples.tcp(1, 0).setSourceAsn(7);

            assertEquals(row(sample), annotate(harness, sample));
        }
    }

    @Test
    void aFileThatIsNotThereFailsTheStart() throws Exception {
        try (var harness = harness(List.of(dir.resolve("missing").toString()))) {
            assertThrows(GeoDatabaseException.class, harness::open);
        }
    }

    private Path networks() {
        Map<String, Object> record = new TreeMap<>(network(64500, "Example"));
        record.put("country_code", "AT");
        return write(dir.resolve("networks.mmdb"), writer(6).put("198.51.100.0/24", record));
    }

    private static AnnotatedSample row(PacketSample.Builder sample) {
        return AnnotatedSample.of(sample.build(), 1, Account.UNASSIGNED);
    }

    private static AnnotatedSample annotate(
            OneInputStreamOperatorTestHarness<AnnotatedSample, AnnotatedSample> harness,
            PacketSample.Builder sample)
            throws Exception {
        harness.processElement(new StreamRecord<>(row(sample)));
        @SuppressWarnings("unchecked")
        StreamRecord<AnnotatedSample> out =
                (StreamRecord<AnnotatedSample>) harness.getOutput().poll();
        return out.getValue();
    }

    private OneInputStreamOperatorTestHarness<AnnotatedSample, AnnotatedSample> harness(
            List<String> files) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new StreamMap<>(new PlaceFunction(files, Map.of("lab", LAB), Clock.systemUTC())),
                metrics.environment());
    }
}
