package io.networkanalytics.forwarder.nflog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes that netfilter takes: header in the host's byte order, values in the network's. */
class NflogRequestsTest {

    private static final String HEADER = "01040500" + "00000000" + "00000000" + "00000105";

    private final NflogRequests requests = new NflogRequests(0x105, ByteOrder.LITTLE_ENDIAN);

    @Test
    void requests() {
        assertRequest("1c000000" + HEADER + "05000100" + "01000000", requests.bind());
        assertRequest("1c000000" + HEADER + "05000100" + "02000000", requests.unbind());
        assertRequest(
                "20000000" + HEADER + "0a000200" + "00000080" + "02000000",
                requests.copyPackets(128));
        assertRequest("1c000000" + HEADER + "08000300" + "00010000", requests.bufferSize(65536));
        assertRequest("1c000000" + HEADER + "08000400" + "00000001", requests.timeout(10));
        assertRequest("1c000000" + HEADER + "08000400" + "00000003", requests.timeout(21));
        assertRequest("1c000000" + HEADER + "08000500" + "00000040", requests.queueThreshold(64));
        assertRequest("1c000000" + HEADER + "06000600" + "00010000", requests.numberMessages());
    }

    private static void assertRequest(String expected, byte[] request) {
        assertEquals(expected, HexFormat.of().formatHex(request));
    }
}
