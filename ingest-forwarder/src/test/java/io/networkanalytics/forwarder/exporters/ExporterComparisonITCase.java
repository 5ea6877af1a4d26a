package io.networkanalytics.forwarder.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.testkit.exporters.ExporterComparison;
import io.networkanalytics.testkit.exporters.ExporterReport;
import io.networkanalytics.testkit.tshark.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record of every datagram of real exporters, each field against what tshark reads. */
@Tag("decode")
class ExporterComparisonITCase {

    /** tshark tells at least this many fields of a record, on average. */
    private static final int MIN_FIELDS_PER_RECORD = 8;

    @ParameterizedTest
    @ValueSource(strings = {"exporters", "flows"})
    void decodesAsTsharkDoes(String folder) throws IOException {
        Path captures =
                Path.of(System.getProperty("repository.root"), "../shared/captures", folder);
        assumeTrue(Files.isDirectory(captures), "no captures at " + captures);
        assumeTrue(
                Tshark.installed().isPresent(), "tshark is not installed: apt-get install tshark");

        ExporterReport report =
                new ExporterComparison(TestingExporterDecoder::new)
                        .compareFolder(captures, System.out::println);

        System.out.print(report);
        assertEquals(List.of(), report.differences(), report::toString);
        assertEquals(Map.of(), report.malformed());
        assertTrue(
                report.records() > 0 && report.fields() > MIN_FIELDS_PER_RECORD * report.records(),
                () -> "too little was compared to mean anything: " + report);
    }
}
