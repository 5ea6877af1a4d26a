package io.networkanalytics.model.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PacketSampleCodecTest {

    @Test
    void theGoldenSampleHasEveryFieldSet() {
        for (FieldDescriptor field : PacketSample.getDescriptor().getFields()) {
            boolean set =
                    field.isRepeated()
                            ? Samples.full().getRepeatedFieldCount(field) > 0
                            : Samples.full().hasField(field);
            assertTrue(set, field.getName());
        }
    }

    @Test
    void theBytesOfVersionOneStayReadable() throws Exception {
        assertEquals(
                Samples.full(), PacketSampleCodec.decode(golden("packet-sample-v1.hex")).sample());
    }

    @Test
    void theBytesOfVersionOneStayTheSame() throws Exception {
        String written = HexFormat.of().formatHex(Samples.full().toByteArray());

        assertEquals(HexFormat.of().formatHex(golden("packet-sample-v1.hex")), written);
    }

    @Test
    void anIntervalThatIsAbsentMeansOne() throws Exception {
        byte[] bytes = Samples.full().toBuilder().setSampleInterval(0).build().toByteArray();

        assertEquals(1, PacketSampleCodec.decode(bytes).sample().getSampleInterval());
    }

    @Test
    void fieldsOfANewerReleaseAreKept() throws Exception {
        byte[] newer =
                Samples.full()
                        .toByteString()
                        .concat(ByteString.copyFrom(new byte[] {(byte) 0xF8, 0x7F, 1}))
                        .toByteArray();

        PacketSample read = PacketSampleCodec.decode(newer).sample();

        assertEquals(HexFormat.of().formatHex(newer), HexFormat.of().formatHex(read.toByteArray()));
        assertNotEquals(Samples.full(), read);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("missing_version", b -> b.setVersion(0)),
                refused("unknown_version", b -> b.setVersion(2)),
                refused("missing_identity", b -> b.setExporterId("")),
                refused("missing_identity", b -> b.setEpochMicros(0)),
                refused("missing_identity", b -> b.setSequence(0)),
                refused("impossible_time", b -> b.setObservedAtNanos(0).setReceivedAtNanos(0)),
                refused("impossible_time", b -> b.setObservedAtNanos(-1).setReceivedAtNanos(-1)),
                refused("unknown_sampling_mode", b -> b.setSamplingModeValue(99)),
                refused("bad_address", b -> b.setSourceAddress(ByteString.copyFromUtf8("1234"))),
                refused("bad_address", b -> b.setDestinationAddress(ByteString.copyFromUtf8("1"))),
                refused("bad_verdict", b -> b.setVerdict("maybe")),
                refused("bad_outcome", b -> b.setOutcome("DROP")),
                refused("out_of_range", b -> b.setDestinationPort(65536)),
                refused("out_of_range", b -> b.setIpTtl(256)),
                refused("out_of_range", b -> b.setTcpFlags(-1)),
                refused("out_of_range", b -> b.setGreHeaderLength(70000)));
    }

    private static Arguments refused(String reason, UnaryOperator<PacketSample.Builder> change) {
        return Arguments.of(reason, change.apply(Samples.full().toBuilder()).build().toByteArray());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatBreaksTheContractIsRefusedWithItsReason(String reason, byte[] bytes) {
        MalformedRecordException e =
                assertThrows(MalformedRecordException.class, () -> PacketSampleCodec.decode(bytes));

        assertEquals(reason, e.reason());
    }

    @Test
    void bytesThatAreNoProtobufAreUndecodable() {
        MalformedRecordException e =
                assertThrows(
                        MalformedRecordException.class,
                        () -> PacketSampleCodec.decode(new byte[] {(byte) 0xFF, 1, 2}));

        assertEquals("undecodable", e.reason());
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = PacketSampleCodecTest.class.getResourceAsStream("/golden/" + name)) {
            return HexFormat.of()
                    .parseHex(new String(in.readAllBytes(), US_ASCII).replace("\n", ""));
        }
    }
}
