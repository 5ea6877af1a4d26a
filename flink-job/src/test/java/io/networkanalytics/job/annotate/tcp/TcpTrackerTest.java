package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to connections in the field, one direction seen. */
class TcpTrackerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    S 1000 0 0; A 1001 5001 0; PA 1001 5001 1; A 1001 5001 1              | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; PA 1001 5001 50; A 1050 5001 0             | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; A 1000 5001 1                              | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; A 3000 5001 500; A 1001 5001 1999          | OPEN/NONE
                    S 1000 0 0; S 44000 0 0; A 44001 5001 0                               | OPEN/NONE
                    S 1000 0 400; A 1001 5001 400                                         | OPEN/NONE
                    S 1000 0 400; A 1401 5001 0                                           | OPEN/NONE
                    SEC 1000 0 0; A 1001 5001 0                                           | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; UPA 1001 5001 3                            | OPEN/NONE
                    S 1000 0 0; PA 1001 5001 9; FA 1010 5001 0; FA 1001 5001 9            | CLOSING/NONE
                    S 1000 0 0; FA 1001 5001 9; A 1011 7001 0; A 1011 90001 0             | CLOSING/NONE
                    S 1000 0 0; FA 1001 5001 9; A 1010 5001 1                             | CLOSING/NONE
                    S 1000 0 0; FA 1001 5001 0; S 70000 0 0; A 70001 9001 0               | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; R 1001 0 0; R 1001 0 0; R 1001 0 0         | CLOSED/NONE
                    # behind a SYN that did not fit the connection that it opened is found again
                    S 1000 0 0; A 1001 5001 0; S 50000000 0 0                             | OPEN/UNEXPECTED
                    S 1000 0 0; A 1001 5001 0; S 50000000 0 0; A 50000001 9001 0          | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; S 50000000 0 0; A 50000002 9001 0          | OPEN/OUT_OF_SEQUENCE
                    S 1000 0 0; A 1001 5001 0; S 50000000 0 0; A 1001 5001 0              | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; S 50000000 0 0; A 50000001 9001 0; PA 50000001 9001 9 | OPEN/NONE
                    S 1000 0 0; A 1001 5001 0; S 50000000 0 0; FA 50000001 9001 0         | CLOSING/NONE
                    # windows are scaled, but not that of the SYN
                    S 1000 0 0 scale=8 w=65535; A 1001 5001 0 w=2000; A 1001 517002 0     | OPEN/NONE
                    S 1000 0 0 scale=8 w=65535; A 1001 5001 0 w=2000; A 1001 517003 0     | OPEN/OUT_OF_SEQUENCE
                    S 1000 0 0 scale=8 w=65535; A 1001 5001 0 w=9; A 1001 71002 0         | OPEN/OUT_OF_SEQUENCE
                    """)
    void clientToServer(String script, String finding) {
        for (int base : Conversation.BASES) {
            assertEquals(finding, new Conversation(base, true, false).play(script), "base " + base);
        }
    }

    @Test
    void aPacketThatBelongsByTheTableAloneMovesNothing() {
        Conversation server = new Conversation();
        assertEquals("OPEN/NONE", server.play("SA 5000 1001 0; A 2000000000 1001 0"));
        assertEquals("OPEN/NONE", server.play("PA 5001 1001 1000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    S 1000 0 0                                     | 119 | 120
                    SA 5000 1001 0                                 | 119 | 120
                    S 1000 0 0; A 1001 5001 0                      | 3599 | 3600
                    S 1000 0 0; A 1001 5001 0; FA 1001 5001 0      | 119 | 120
                    S 1000 0 0; A 1001 5001 0; R 1001 0 0          | 9 | 10
                    S 1000 0 0; A 1001 5001 0; R 1001 0 0; R 1001 0 0 wait=9 | 9 | 10
                    S 1000 0 0; SA 5000 1001 0 from=server; A 1001 5001 0 wait=100 | 3599 | 3600
                    """)
    void timeouts(String script, long alive, long gone) throws IOException {
        Conversation talk = new Conversation();
        talk.play(script);
        assertEquals(talk.nowSeconds + gone, talk.connection.expiresAtSeconds(TcpSettings.DEFAULT));
        TcpConnection later = StoredBytes.connection(StoredBytes.hex(talk.connection));
        later.expire(talk.nowSeconds + alive, TcpSettings.DEFAULT);
        assertFalse(later.isEmpty());
        later.expire(talk.nowSeconds + gone, TcpSettings.DEFAULT);
        assertTrue(later.isEmpty());
        assertEquals(0, later.expiresAtSeconds(TcpSettings.DEFAULT));

        talk.nowSeconds += gone;
        assertEquals("-/NOT_FOUND", talk.play("A 1001 5001 0"));
        assertTrue(talk.connection.isEmpty());
        assertTrue(talk.tracker.changed(), "the stored state is to be removed");
    }

    @Test
    void timeDoesNotRunBackwards() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; A 1001 5001 0");
        long expires = talk.connection.expiresAtSeconds(TcpSettings.DEFAULT);
        talk.nowSeconds -= 50;
        assertEquals("OPEN/NONE", talk.play("A 1001 5001 0"));
        assertEquals(expires, talk.connection.expiresAtSeconds(TcpSettings.DEFAULT));
    }

    @Test
    void whoOnlyListensIsNotGone() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; SA 5000 1001 0 from=server; FA 1001 5001 0");
        for (int i = 0; i < 10; i++) {
            talk.play("A 5001 1002 0 from=server wait=60");
        }
        assertEquals("CLOSING/NONE", talk.play("A 1002 5001 0"));
    }

    @Test
    void whatDoesNotBelongKeepsNothingAlive() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0");
        assertEquals("NEW/OUT_OF_SEQUENCE", talk.play("A 90000001 5001 0 wait=119"));
        assertFalse(talk.tracker.changed());
        assertEquals("-/NOT_FOUND", talk.play("A 1001 5001 0 wait=1"));
    }

    @Test
    void learningPicksUpWhatBeganBefore() {
        Conversation talk = new Conversation();
        talk.learning = true;
        assertEquals("-/NONE", talk.play("R 1001 0 0"));
        assertEquals("-/NONE", talk.play("RA 1001 5001 0"));
        assertTrue(talk.connection.isEmpty());
        assertEquals("-/UNEXPECTED", talk.play("F 1001 0 0"));
        assertEquals("OPEN/NONE", talk.play("A 1001 5001 100"));
        assertEquals(
                talk.nowSeconds + 120,
                talk.connection.expiresAtSeconds(TcpSettings.DEFAULT),
                "one packet proves little");
        assertEquals("OPEN/NONE", talk.play("A 1101 5001 100"));
        assertEquals(talk.nowSeconds + 3600, talk.connection.expiresAtSeconds(TcpSettings.DEFAULT));
        assertEquals("OPEN/OUT_OF_SEQUENCE", talk.play("A 90000001 5001 100"));
        talk.learning = false;
        assertEquals("CLOSING/NONE", talk.play("FA 1201 5001 0"));
    }

    @Test
    void learningDoesNotTrustASinglePacket() {
        Conversation talk = new Conversation();
        talk.learning = true;
        talk.play("A 777000001 5001 0");
        assertEquals("OPEN/NONE", talk.play("A 1001 5001 0"));
        talk.learning = false;
        assertEquals("-/NOT_FOUND", talk.play("A 777000001 5001 0"));
        assertEquals("-/REFUSED", talk.play("RA 777000001 5001 0"));
        assertEquals("OPEN/NONE", talk.play("A 1001 5001 0"));
        talk.connection.clear();
        talk.learning = true;
        assertEquals("CLOSING/NONE", talk.play("FA 1001 5001 0"));
        assertEquals("NEW/NONE", talk.play("S 1001 5001 0"));
    }

    @Test
    void onlyWholeSamplesAreTracked() {
        PacketSample.Builder sample = new Conversation().sample("A 1001 5001 100");
        assertEquals(SampleFitness.TRACKABLE, TcpPacket.fitness(sample));
        assertFitness(SampleFitness.NOT_TCP, sample.clone().setIpProtocol(17));
        assertFitness(
                SampleFitness.TRACKABLE,
                sample.clone().setSamplingMode(SamplingMode.FLOW_CONSISTENT).setSampleInterval(10));
        assertFitness(SampleFitness.NOT_WHOLE, sample.clone().setSamplingMode(SamplingMode.RANDOM));
        assertFitness(
                SampleFitness.NOT_WHOLE, sample.clone().setSamplingMode(SamplingMode.NOTIFICATION));
        assertFitness(
                SampleFitness.NOT_WHOLE,
                sample.clone().setSamplingMode(SamplingMode.SAMPLING_MODE_UNSPECIFIED));
        assertFitness(SampleFitness.FRAGMENT, sample.clone().setIpFragmentOffset(1));
        assertFitness(SampleFitness.FRAGMENT, sample.clone().setIpMoreFragments(true));
        assertFitness(SampleFitness.NO_HEADER, sample.clone().setTcpDataOffset(0));
        assertFitness(SampleFitness.NO_HEADER, sample.clone().setTcpDataOffset(16));
        assertFitness(SampleFitness.NO_HEADER, sample.clone().setIpTotalLength(39));
        assertFitness(SampleFitness.NO_HEADER, sample.clone().setPackets(7));
        assertFitness(SampleFitness.NO_HEADER, sample.clone().clearSourceAddress());
    }

    private static void assertFitness(SampleFitness expected, PacketSample.Builder sample) {
        assertEquals(expected, TcpPacket.fitness(sample));
    }

    @Test
    void ofACutHeaderTheScaleIsTheLargest() {
        Conversation talk = new Conversation();
        talk.track(talk.sample("S 1000 0 0").setTcpDataOffset(40).setIpTotalLength(60));
        talk.play("A 1001 5001 0 w=1000");
        assertEquals("OPEN/NONE", talk.play("A 1001 16000000 0"));
        talk.connection.clear();
        talk.track(
                talk.sample("S 1000 0 0")
                        .setTcpDataOffset(24)
                        .setIpTotalLength(44)
                        .setTcpOptions("2"));
        talk.play("A 1001 5001 0 w=1000");
        assertEquals("OPEN/OUT_OF_SEQUENCE", talk.play("A 1001 16000000 0"));
    }

    @Test
    void settingsSayWhatTheyAccept() {
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new TcpSettings(120, 0, 120, 10, 1, 1));
        assertTrue(e.getMessage().contains("openSeconds is 0"), e.getMessage());
        e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new TcpSettings(120, 1, 120, 10, 1, -1));
        assertTrue(e.getMessage().contains("forwardWindow is -1"), e.getMessage());
    }
}
