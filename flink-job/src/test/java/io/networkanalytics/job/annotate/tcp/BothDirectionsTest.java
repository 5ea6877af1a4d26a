package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections of which both directions are seen: the windows of both ends count. */
class BothDirectionsTest {

    private static final String HANDSHAKE =
            "S 1000 0 0 w=8192; SA 5000 1001 0 w=4096 from=server; A 1001 5001 0;";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # the server's window is 4096, the client's 8192
                    PA 5097 5001 1                                        | OPEN/NONE
                    PA 5098 5001 1                                        | OPEN/OUT_OF_SEQUENCE
                    PA 5098 5001 1 by=other                               | OPEN/NONE
                    PA 13193 1001 1 from=server                           | OPEN/NONE
                    PA 13194 1001 1 from=server                           | NEW/OUT_OF_SEQUENCE
                    A -3095 5001 0                                        | OPEN/NONE
                    A -3096 5001 0                                        | OPEN/OUT_OF_SEQUENCE
                    # nobody acknowledges what was not sent; but who goes on exactly is believed
                    A 1000 5002 0                                         | OPEN/OUT_OF_SEQUENCE
                    A 1001 5002 0                                         | OPEN/NONE
                    A 1001 71002 0                                        | OPEN/OUT_OF_SEQUENCE
                    A 1001 5002 0; PA 9000 5002 10                        | OPEN/NONE
                    PA 5001 1001 9 from=server; A 1001 5010 0             | OPEN/NONE
                    PA 5001 1001 9 from=server; A 1000 5011 0             | OPEN/OUT_OF_SEQUENCE
                    A 1001 -60999 0                                       | OPEN/NONE
                    A 1000 -61000 0                                       | OPEN/OUT_OF_SEQUENCE
                    FA 1002 5002 0                                        | OPEN/OUT_OF_SEQUENCE
                    R 5097 0 0                                            | CLOSED/NONE
                    R 5098 0 0                                            | OPEN/OUT_OF_SEQUENCE
                    RA =0 5001 0                                          | CLOSED/NONE
                    # a reset ends both, but what the window allowed may be under way
                    R 1001 0 0; PA 5001 1001 8192 from=server             | CLOSED/NONE
                    R 1001 0 0; PA 5001 1001 8193 from=server             | CLOSED/ALREADY_CLOSED
                    R 1001 0 0; SA 90000 300001 0 from=server             | NEW/NONE
                    # closed by both
                    FA 1001 5001 0; A 5001 1002 0 from=server             | OPEN/NONE
                    FA 1001 5001 0; FA 5001 1002 0 from=server            | CLOSING/NONE
                    FA 1001 5001 0; FA 5001 1002 0 from=server; A 1002 5002 0               | CLOSED/NONE
                    FA 1001 5001 0; FA 5001 1001 0 from=server; A 1002 5002 0               | CLOSING/NONE
                    FA 1001 5001 0; FA 5001 1001 0 from=server; A 1002 5002 0; A 5002 1002 0 from=server | CLOSED/NONE
                    FA 1001 5001 0; FA 5001 1002 0 from=server; A 1002 5002 0; FA 5001 1002 0 from=server | CLOSED/NONE
                    FA 1001 5001 0; FA 5001 1002 0 from=server; A 1002 5002 0; PA 5002 1002 1 from=server | CLOSED/ALREADY_CLOSED
                    # half-closed: the server goes on
                    FA 1001 5001 0; PA 5001 1002 4000 from=server; A 1002 9001 0; PA 9001 1002 8192 from=server | OPEN/NONE
                    FA 1001 5001 0; A 1002 5001 0 w=60000; PA 65000 1002 1 from=server      | OPEN/NONE
                    # a new connection after it; only its own handshake counts
                    R 1001 0 0; S 900000 0 0; A 900001 7777 0             | OPEN/NONE
                    R 1001 0 0; S 900000 0 0; SA 300000 900001 0 from=server; A 900002 300002 0 | NEW/OUT_OF_SEQUENCE
                    # again the same SYN and SYN-ACK: still a pair
                    S 1000 0 0                                            | OPEN/NONE
                    """)
    void windowsOfBothEnds(String script, String finding) {
        for (int base : Conversation.BASES) {
            for (boolean low : new boolean[] {false, true}) {
                Conversation talk = new Conversation(base, false, low);
                assertEquals("OPEN/NONE", talk.play(HANDSHAKE));
                assertEquals(finding, talk.play(script), script + ", base " + base);
            }
        }
    }

    @Test
    void anyOrderOfTheHandshakeMakesAPair() {
        Conversation talk = new Conversation();
        talk.play("SA 5000 1001 0 from=server; S 1000 0 0");
        assertTrue(talk.connection.paired);
        talk.play("S 1000 0 0");
        assertTrue(talk.connection.paired);
    }

    @Test
    void ofTheDataInASynNothingNeedBeAcknowledged() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 500; SA 5000 1001 0 from=server");
        assertTrue(talk.connection.paired);
        assertEquals("OPEN/NONE", talk.play("PA 1001 5001 500"));
        talk.connection.clear();
        talk.play("S 1000 0 500; SA 5000 1501 200 from=server");
        assertEquals("OPEN/NONE", talk.play("A 1501 5201 0"));
    }

    @Test
    void theSynAckOfAnotherConnectionMakesNoPair() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; SA 5000 777001 0 from=server");
        assertFalse(talk.connection.paired);
    }

    @Test
    void observersApartMakeNoPair() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0 by=a; SA 5000 1001 0 from=server by=b");
        assertFalse(talk.connection.paired);
        assertEquals("OPEN/NONE", talk.play("A 1001 5001 0 by=a; PA 500000 5001 1 by=a"));
    }

    @Test
    void onlyAPacketThatBelongsDissolvesAPair() {
        Conversation talk = new Conversation();
        talk.play(HANDSHAKE);
        String before = StoredBytes.hex(talk.connection);
        assertEquals("OPEN/OUT_OF_SEQUENCE", talk.play("PA 90005098 5001 1 by=other"));
        assertFalse(talk.tracker.changed());
        assertEquals(before, StoredBytes.hex(talk.connection));
        assertEquals("OPEN/NONE", talk.play("PA 1001 5001 1 by=other"));
        assertFalse(talk.connection.paired);
    }

    @Test
    void openedAtOnce() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; S 5000 0 0 from=server");
        assertEquals("NEW/UNEXPECTED", talk.play("SA 2000 5001 0"));
        assertEquals("NEW/NONE", talk.play("SA 1000 5001 0"));
        assertEquals("NEW/NONE", talk.play("SA 5000 1001 0 from=server"));
        assertEquals("OPEN/NONE", talk.play("A 1001 5001 0"));
        assertEquals("OPEN/NONE", talk.play("A 5001 1001 0 from=server"));
    }

    @Test
    void refusedWhereBothAreSeen() {
        Conversation talk = new Conversation();
        assertEquals("CLOSED/NONE", talk.play("S 1000 0 0; RA =0 1001 0 from=server"));
        assertEquals("NEW/NONE", talk.play("S 2000 0 0"));
        assertEquals("-/REFUSED", talk.play("RA =0 90002001 0 from=server"));
        assertEquals("CLOSED/NONE", talk.play("S 3000 0 0; A 3001 5001 0; R 5001 0 0 from=server"));
    }

    @Test
    void aDirectionThatComesIntoSightLate() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; A 1001 5001 0; PA 1001 5001 100");
        assertEquals("-/NOT_FOUND", talk.play("A 5001 90001101 0 from=server"));
        assertEquals("OPEN/NONE", talk.play("PA 5001 1101 100 w=500 from=server"));
        assertEquals("OPEN/OUT_OF_SEQUENCE", talk.play("PA 9000001 1101 100 from=server"));
        assertEquals("CLOSING/NONE", talk.play("FA 5101 1101 0 from=server"));
    }

    @Test
    void dataUnderWayToAnEndThatIsGone() {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0; A 1001 5001 0; R 1001 0 0");
        assertEquals("CLOSED/NONE", talk.play("PA 5001 1001 500 from=server"));
    }
}
