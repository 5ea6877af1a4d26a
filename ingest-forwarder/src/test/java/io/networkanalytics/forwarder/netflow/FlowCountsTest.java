package io.networkanalytics.forwarder.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Weight;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a flow record stands for, whichever elements tell it. */
class FlowCountsTest {

    private static final String OF = " exporter=192.0.2.1 input=nf";

    private final NetflowFixture netflow = new NetflowFixture();

    /** Elements of four bytes with their values; packets, bytes, packets and bytes in reverse. */
    @ParameterizedTest
    @CsvSource({
        "'2=5 1=500', 5, 500, '', ''",
        // Delta before total, in whichever order, also where nothing was added.
        "'86=50 85=5000 2=5 1=500', 5, 500, '', ''",
        "'2=0 1=0 86=50 85=5000', 0, 0, '', ''",
        "'86=50 85=5000', 50, 5000, '', ''",
        // Behind the device, where nothing else is told.
        "'24=6 23=600', 6, 600, '', ''",
        "'172=6 171=600', 6, 600, '', ''",
        "'2=5 1=500 24=6 23=600', 5, 500, '', ''",
        "'2=0 1=0 24=6 23=600', 0, 0, '', ''",
        // Firewalls: initiator and responder.
        "'298=7 231=700 299=3 232=300', 7, 700, 3, 300",
        "'298=0 231=0 299=3 232=300', 0, 0, 3, 300",
        // Frames, where IP's bytes are not told.
        "'2=5 352=570', 5, 570, '', ''",
        "'2=5 1=500 352=570', 5, 500, '', ''",
        // What is told to be nothing is nothing.
        "'2=0 1=0', 0, 0, '', ''",
        "'2=0 1=500', 0, 500, '', ''",
    })
    void counts(
            String elements, long packets, long bytes, String reversePackets, String reverseBytes) {
        PacketSample sample = netflow.receive(record(elements)).only();
        assertEquals(
                List.of(packets, bytes),
                List.of(sample.getPackets(), sample.getBytes()),
                sample::toString);
        assertEquals(packets, Weight.packets(sample));
        assertEquals(reversePackets, sample.getMetadataOrDefault("reverse_packets", ""));
        assertEquals(reverseBytes, sample.getMetadataOrDefault("reverse_bytes", ""));
        assertEquals(Map.of(), netflow.metrics());
    }

    @Test
    void packetsThatAreNotToldAreOneAndCounted() {
        PacketSample sample = netflow.receive(record("1=500")).only();
        assertEquals(List.of(1L, 500L), List.of(sample.getPackets(), sample.getBytes()));
        assertEquals(Map.of("forwarder.packets.defaulted" + OF, 1L), netflow.metrics());
    }

    @Test
    void reverseOfBiflow() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .set(
                                2,
                                set ->
                                        set.u16(256, 6, 8, 4, 12, 4, 2, 4, 1, 4)
                                                .u16(0x8000 | 2, 4)
                                                .u32(29305)
                                                .u16(0x8000 | 1, 4)
                                                .u32(29305))
                        .set(256, set -> set.u32(1, 2, 5, 500, 3, 300)));
        PacketSample sample = netflow.only();
        assertEquals(List.of(5L, 500L), List.of(sample.getPackets(), sample.getBytes()));
        assertEquals(
                Map.of("reverse_packets", "3", "reverse_bytes", "300"), sample.getMetadataMap());
    }

    /** A flow's begin, as a firewall tells it: with counts, which are zero. */
    @Test
    void eventWithCountsOfZeroHasNoVolume() {
        netflow.receive(
                TestingMessage.v9(2, 1)
                        .template(256, 8, 4, 12, 4, 4, 1, 233, 1, 231, 4, 232, 4)
                        .set(256, s -> s.u32(1, 2).u8(6, 1).u32(0, 0)));
        PacketSample sample = netflow.only();
        assertEquals(SamplingMode.NOTIFICATION, sample.getSamplingMode());
        assertEquals("flow_created", sample.getMetadataOrThrow("firewall_event"));
        assertEquals(List.of(0L, 0L), List.of(sample.getPackets(), sample.getBytes()));
    }

    @Test
    void translationWithCountsOfZeroIsNoFlow() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(257, 8, 4, 12, 4, 225, 4, 230, 1, 2, 4)
                        .set(257, s -> s.u32(1, 2, 3).u8(1).u32(0)));
        assertEquals(Map.of("forwarder.skipped" + OF + " what=nat_event", 1L), netflow.metrics());
    }

    /** Addresses before the translation are those of the flow. */
    @Test
    void translatedFlowIsTheOneThatCameIn() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(257, 8, 4, 12, 4, 225, 4, 226, 4, 7, 2, 227, 2, 4, 1, 2, 4)
                        .set(257, s -> s.u32(1, 2, 3, 4).u16(1000, 2000).u8(17).u32(9)));
        PacketSample sample = netflow.only();
        assertEquals(1, sample.getSourceAddress().byteAt(15));
        assertEquals(2, sample.getDestinationAddress().byteAt(15));
        assertEquals(1000, sample.getSourcePort());
    }

    /** Repeated elements: the outermost header comes first. */
    @Test
    void firstOfRepeatedElementsCounts() {
        netflow.receive(
                TestingMessage.ipfix(0)
                        .template(257, 8, 4, 12, 4, 4, 1, 8, 4, 12, 4, 4, 1, 2, 4)
                        .set(257, s -> s.u32(1, 2).u8(47).u32(3, 4).u8(6).u32(9)));
        PacketSample sample = netflow.only();
        assertEquals(1, sample.getSourceAddress().byteAt(15));
        assertEquals(2, sample.getDestinationAddress().byteAt(15));
        assertEquals(47, sample.getIpProtocol());
    }

    private static TestingMessage record(String elements) {
        String[] pairs = elements.split(" ", -1);
        int[] template = new int[4 + 2 * pairs.length];
        template[0] = 8;
        template[1] = 4;
        template[2] = 12;
        template[3] = 4;
        for (int i = 0; i < pairs.length; i++) {
            template[4 + 2 * i] = Integer.parseInt(pairs[i].split("=", -1)[0]);
            template[5 + 2 * i] = 4;
        }
        return TestingMessage.ipfix(0)
                .template(256, template)
                .set(
                        256,
                        set -> {
                            set.u32(1, 2);
                            for (String pair : pairs) {
                                set.u32(Long.parseLong(pair.split("=", -1)[1]));
                            }
                        });
    }
}
