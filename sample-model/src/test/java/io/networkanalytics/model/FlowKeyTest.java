package io.networkanalytics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowKeyTest {

    private static PacketSample.Builder tcp(int sourcePort, int destinationPort) {
        return PacketSample.newBuilder()
                .setSourceAddress(Samples.v4(198, 51, 100, 7))
                .setDestinationAddress(Samples.v4(203, 0, 113, 9))
                .setIpProtocol(6)
                .setSourcePort(sourcePort)
                .setDestinationPort(destinationPort);
    }

    @Test
    void bothDirectionsOfAConnectionAreAlike() {
        PacketSample.Builder back =
                tcp(443, 50000)
                        .setSourceAddress(Samples.v4(203, 0, 113, 9))
                        .setDestinationAddress(Samples.v4(198, 51, 100, 7));

        assertEquals(FlowKey.hash(tcp(50000, 443)), FlowKey.hash(back));
    }

    @Test
    void theHashIsPartOfTheContractAndNeverChanges() {
        assertEquals(0xCEF4706ACEF893F2L, FlowKey.hash(tcp(50000, 443)));
    }

    @Test
    void portsCountForConnectionsButNotForFragments() {
        assertNotEquals(FlowKey.hash(tcp(50000, 443)), FlowKey.hash(tcp(50001, 443)));
        assertEquals(
                FlowKey.hash(tcp(50000, 443).setIpMoreFragments(true)),
                FlowKey.hash(tcp(0, 0).setIpFragmentOffset(185)));
    }

    @Test
    void partitionsAreFilledEvenly() {
        int[] counts = new int[8];
        for (int port = 1; port <= 8000; port++) {
            counts[FlowKey.partition(FlowKey.hash(tcp(port, 443)), counts.length)]++;
        }
        for (int count : counts) {
            // Binomial: mean 1000, sigma 30.
            assertTrue(Math.abs(count - 1000) < 150, () -> "a partition has " + count + " of 8000");
        }
    }
}
