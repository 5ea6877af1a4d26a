package io.networkanalytics.forwarder.reference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.json.LineError;
import io.networkanalytics.forwarder.json.SampleLines;
import io.networkanalytics.forwarder.netflow.ElementNames;
import io.networkanalytics.forwarder.netflow.NetflowFields;
import io.networkanalytics.forwarder.netflow.NetflowV5Fields;
import io.networkanalytics.forwarder.nflog.NflogFields;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.sflow.SflowFields;
import io.networkanalytics.forwarder.ship.TestingShipper;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/protocols.md shows what the decoders do: its tables are made of what changes in a
 * sample when one field of a message does.
 */
class ProtocolReferenceTest {

    private static final String MARK = "<!-- The rest is what ProtocolReferenceTest finds. -->\n";

    private final SourceFields packet = PacketHeaderFields.observed();
    private final SourceFields sflow = SflowFields.observed();
    private final SourceFields netflow = NetflowFields.observed();

    @Test
    void tablesShowWhatTheDecodersDo() throws IOException {
        Map<String, SourceFields> protocols = new LinkedHashMap<>();
        protocols.put("packet headers", packet);
        protocols.put("sFlow v5", sflow.exceptConstantsOf(packet));
        protocols.put("NetFlow v5", NetflowV5Fields.observed());
        protocols.put("NetFlow v9, IPFIX", netflow);
        protocols.put("NFLOG", NflogFields.observed().exceptConstantsOf(packet));
        String tables = new ReferenceTables(protocols).write();
        Path page =
                Path.of(System.getProperty("repository.root", ".."))
                        .resolve("docs/reference/protocols.md");
        String text = Files.readString(page);
        int from = text.indexOf(MARK);
        assertTrue(from > 0, page + " has no line " + MARK);
        Path found = Files.writeString(Path.of("target", "protocols-tables.md"), tables);
        assertEquals(
                tables,
                text.substring(from + MARK.length()),
                "put " + found.toAbsolutePath() + " behind the mark of " + page);
    }

    @Test
    void everyElementIsReadForSomething() {
        assertEquals(List.of(), ElementNames.notRead(), "elements that are not read");
        List<String> ofRecords =
                netflow.withoutEffect().stream()
                        .filter(source -> Character.isDigit(source.charAt(0)))
                        .toList();
        assertEquals(
                List.of("60 ipVersion", "230 natEvent", "408 dataLinkFrameType"),
                ofRecords,
                "elements that only say how others are meant: the page lists them");
        assertEquals(
                List.of(
                        "104 layer2packetSectionData",
                        "313 ipHeaderPacketSection",
                        "315 dataLinkFrameSection"),
                NetflowFields.packetSections(),
                "elements that hold a packet: the page lists them");
    }

    @Test
    void everyPacketFieldHasAHeaderField() {
        assertEquals(List.of(), packet.withoutEffect());
        Set<String> missing =
                PacketSample.getDescriptor().getFields().stream()
                        .filter(field -> field.getNumber() >= 50 && field.getNumber() <= 141)
                        .map(FieldDescriptor::getName)
                        .filter(name -> packet.sourcesOf(name).isEmpty())
                        .collect(Collectors.toSet());
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyFieldHasAUnit() {
        assertEquals(List.of(), SampleUnits.withoutField(PacketSample.getDescriptor().getFields()));
    }

    /** JSON names each field as the table does, in both spellings, and sets no other. */
    @Test
    void everyFieldIsAKeyOfJson() throws InterruptedException {
        for (FieldDescriptor field : PacketSample.getDescriptor().getFields()) {
            if (field.isMapField()) {
                continue;
            }
            for (String key : List.of(field.getName(), field.getJsonName())) {
                String json = "{\"" + key + "\": " + jsonValue(field) + "}";
                assertEquals(Set.of(field.getName()), fieldsOf(json), json);
            }
        }
        assertEquals(
                Set.of("metadata['dns.query_type']"),
                fieldsOf("{\"dns\": {\"query_type\": \"ANY\"}}"));
    }

    @Test
    void theForwarderCompletesWhatThePageSays() throws Exception {
        TestingShipper shipper = new TestingShipper(1);
        Instant now = Instant.parse("2026-01-02T00:00:00Z");
        new Intake(now, new MetadataBounds(32, 4096), shipper, Clock.fixed(now, ZoneOffset.UTC))
                .accept(
                        new Exporters(1, new ForwarderMetrics(new SimpleMeterRegistry()))
                                .of(new InputSettings("in", "sflow", "ams", 1), "router1"),
                        PacketSample.newBuilder(),
                        Acknowledgement.NONE);
        assertEquals(
                Set.of(
                        "version",
                        "exporter_id",
                        "epoch_micros",
                        "sequence",
                        "observed_at_nanos",
                        "received_at_nanos",
                        "source_system",
                        "colo",
                        "sample_interval"),
                SourceFields.values(shipper.samples().get(0)).keySet());
    }

    private static String jsonValue(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> "\"x\"";
            case BOOL -> "true";
            case ENUM -> "\"RANDOM\"";
            case BYTES -> field.getName().endsWith("_address") ? "\"192.0.2.1\"" : "\"hex:00\"";
            default -> "1";
        };
    }

    private static Set<String> fieldsOf(String json) throws InterruptedException {
        List<PacketSample> samples = new ArrayList<>();
        SampleLines.Receiver receiver =
                new SampleLines.Receiver() {
                    @Override
                    public void sample(
                            PacketSample.Builder sample, long line, byte[] bytes, int at, int n) {
                        samples.add(sample.build());
                    }

                    @Override
                    public void error(LineError error, byte[] bytes, int offset, int length) {
                        throw new AssertionError(json + ": " + error);
                    }
                };
        new SampleLines(json.getBytes(UTF_8), 1_000, receiver).readAny();
        return SourceFields.values(samples.get(0)).keySet();
    }
}
