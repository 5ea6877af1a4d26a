package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of the table, each with every base of the numbers, both families, both ends. */
class TransitionTableTest {

    /** Packets of one end that lead to a state. The next number is 1001 or 5001, or 1101, 5101. */
    private static final Map<String, String> SETUPS = new HashMap<>();

    static {
        SETUPS.put("none", "");
        SETUPS.put("NEW syn", "S 1000 0 0");
        SETUPS.put("NEW synack", "SA 5000 1001 0");
        SETUPS.put("OPEN syn", "S 1000 0 0; A 1001 5001 0; PA 1001 5001 100");
        SETUPS.put("OPEN synack", "SA 5000 1001 0; A 5001 1001 0; PA 5001 1001 100");
        SETUPS.put("CLOSING syn", "S 1000 0 0; PA 1001 5001 99; FA 1100 5001 0");
        SETUPS.put("CLOSING synack", "SA 5000 1001 0; PA 5001 1001 99; FA 5100 1001 0");
        SETUPS.put("CLOSED syn", "S 1000 0 0; PA 1001 5001 99; FA 1100 5001 0; RA 1101 5001 0");
        SETUPS.put("CLOSED synack", "SA 5000 1001 0; PA 5001 1001 100; RA 5101 1001 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # state        | packet                     | finding
                    none           | S 1000 0 0                 | NEW/NONE
                    none           | SEC 1000 0 0               | NEW/NONE
                    none           | S 1000 0 300               | NEW/NONE
                    none           | SA 5000 1001 0             | NEW/NONE
                    none           | SAE 5000 1001 0            | NEW/NONE
                    none           | A 1001 5001 0              | -/NOT_FOUND
                    none           | PA 1001 5001 10            | -/NOT_FOUND
                    none           | FA 1001 5001 0             | -/NOT_FOUND
                    none           | R 1001 0 0                 | -/NOT_FOUND
                    none           | RA 1001 5001 0             | -/REFUSED

                    # a SYN again, with another number, with data
                    NEW syn        | S 1000 0 0                 | NEW/NONE
                    NEW syn        | S 900000000 0 0            | NEW/NONE
                    NEW syn        | SU 1000 0 0                | NEW/NONE
                    NEW syn        | S 1000 0 500               | NEW/NONE
                    NEW syn        | SA 1000 5001 0             | NEW/UNEXPECTED
                    NEW syn        | SA 7000 5001 0             | NEW/UNEXPECTED
                    NEW syn        | A 1001 5001 0              | OPEN/NONE
                    NEW syn        | A 1001 777777777 0         | OPEN/NONE
                    NEW syn        | PA 1001 5001 1460          | OPEN/NONE
                    NEW syn        | A 1049577 5001 0           | OPEN/NONE
                    NEW syn        | A 1049578 5001 0           | NEW/OUT_OF_SEQUENCE
                    NEW syn        | A -1047575 5001 0          | OPEN/NONE
                    NEW syn        | A -1047576 5001 0          | NEW/OUT_OF_SEQUENCE
                    NEW syn        | FA 1001 5001 0             | CLOSING/NONE
                    NEW syn        | FA 1001 5001 20            | CLOSING/NONE
                    NEW syn        | FA 1049578 5001 0          | NEW/OUT_OF_SEQUENCE
                    NEW syn        | R 1001 0 0                 | CLOSED/NONE
                    NEW syn        | RA 1001 5001 0             | CLOSED/NONE
                    NEW syn        | R =0 0 0                   | CLOSED/NONE
                    NEW syn        | R 1049577 0 0              | CLOSED/NONE
                    NEW syn        | R 1049578 0 0              | NEW/OUT_OF_SEQUENCE
                    NEW syn        | R -1047576 0 0             | NEW/OUT_OF_SEQUENCE

                    NEW synack     | S 5000 0 0                 | NEW/UNEXPECTED
                    NEW synack     | S 800000 0 0               | NEW/UNEXPECTED
                    NEW synack     | SA 5000 1001 0             | NEW/NONE
                    NEW synack     | SA 60000000 4001 0         | NEW/NONE
                    NEW synack     | A 5001 1001 0              | OPEN/NONE
                    NEW synack     | PA 5001 1001 1000          | OPEN/NONE
                    NEW synack     | A 2000000000 1001 0        | OPEN/NONE
                    NEW synack     | FA 5001 1001 0             | CLOSING/NONE
                    NEW synack     | FA 2000000000 1001 0       | CLOSING/NONE
                    NEW synack     | RA 5001 1001 0             | CLOSED/NONE
                    NEW synack     | R 1053577 0 0              | CLOSED/NONE
                    NEW synack     | R 1053578 0 0              | NEW/OUT_OF_SEQUENCE

                    # the end of what a SYN or SYN-ACK takes is at most 1101
                    OPEN syn       | S 1000 0 0                 | OPEN/NONE
                    OPEN syn       | S 1100 0 0                 | OPEN/NONE
                    OPEN syn       | S 1101 0 0                 | OPEN/UNEXPECTED
                    OPEN syn       | S 1100 0 1                 | OPEN/UNEXPECTED
                    OPEN syn       | SA 1000 5001 0             | OPEN/NONE
                    OPEN syn       | SA 1101 5001 0             | OPEN/UNEXPECTED
                    OPEN syn       | A 1101 5001 0              | OPEN/NONE
                    OPEN syn       | A 1100 5001 0              | OPEN/NONE
                    OPEN syn       | A 1100 5001 1              | OPEN/NONE
                    OPEN syn       | PA 1101 5001 65000         | OPEN/NONE
                    OPEN syn       | UPA 1101 5001 1            | OPEN/NONE
                    OPEN syn       | PA 1001 5001 100           | OPEN/NONE
                    OPEN syn       | A 1049677 5001 0           | OPEN/NONE
                    OPEN syn       | A 1049678 5001 0           | OPEN/OUT_OF_SEQUENCE
                    OPEN syn       | A -1047475 5001 0          | OPEN/NONE
                    OPEN syn       | A -1047476 5001 0          | OPEN/OUT_OF_SEQUENCE
                    OPEN syn       | A 1101 71001 0             | OPEN/NONE
                    OPEN syn       | A 1101 71002 0             | OPEN/OUT_OF_SEQUENCE
                    OPEN syn       | A 1101 -60999 0            | OPEN/NONE
                    OPEN syn       | A 1101 -61000 0            | OPEN/OUT_OF_SEQUENCE
                    OPEN syn       | FA 1101 5001 0             | CLOSING/NONE
                    OPEN syn       | FA 1101 5001 10            | CLOSING/NONE
                    OPEN syn       | FA 1049678 5001 0          | OPEN/OUT_OF_SEQUENCE
                    OPEN syn       | FA 1101 71002 0            | OPEN/OUT_OF_SEQUENCE
                    OPEN syn       | R 1101 0 0                 | CLOSED/NONE
                    OPEN syn       | RA 1101 5001 0             | CLOSED/NONE
                    OPEN syn       | RA =0 5001 0               | CLOSED/NONE
                    OPEN syn       | R 1049677 0 0              | CLOSED/NONE
                    OPEN syn       | R 1049678 0 0              | OPEN/OUT_OF_SEQUENCE

                    OPEN synack    | S 5000 0 0                 | OPEN/NONE
                    OPEN synack    | S 9000 0 0                 | OPEN/UNEXPECTED
                    OPEN synack    | SA 5000 1001 0             | OPEN/NONE
                    OPEN synack    | SA 9000 1001 0             | OPEN/UNEXPECTED
                    OPEN synack    | A 5101 1001 0              | OPEN/NONE
                    OPEN synack    | PA 5101 1500 1460          | OPEN/NONE
                    OPEN synack    | A 5101 100001 0            | OPEN/OUT_OF_SEQUENCE
                    OPEN synack    | A 2000000000 1001 0        | OPEN/OUT_OF_SEQUENCE
                    OPEN synack    | FA 5101 1001 0             | CLOSING/NONE
                    OPEN synack    | R 5101 0 0                 | CLOSED/NONE
                    OPEN synack    | R 2000000000 0 0           | OPEN/OUT_OF_SEQUENCE

                    # behind the FIN is 1101 or 5101
                    CLOSING syn    | S 800000 0 0               | NEW/NONE
                    CLOSING syn    | SA 800000 77 0             | NEW/NONE
                    CLOSING syn    | A 1101 5001 0              | CLOSING/NONE
                    CLOSING syn    | A 1101 9999 0              | CLOSING/NONE
                    CLOSING syn    | A 1100 5001 0              | CLOSING/NONE
                    CLOSING syn    | PA 1001 5001 99            | CLOSING/NONE
                    CLOSING syn    | A 1101 5001 1              | CLOSING/OUT_OF_SEQUENCE
                    CLOSING syn    | PA 1001 5001 101           | CLOSING/OUT_OF_SEQUENCE
                    CLOSING syn    | FA 1100 5001 0             | CLOSING/NONE
                    CLOSING syn    | FA 1001 5001 99            | CLOSING/NONE
                    CLOSING syn    | FA 1101 5001 0             | CLOSING/OUT_OF_SEQUENCE
                    CLOSING syn    | R 1101 0 0                 | CLOSED/NONE
                    CLOSING syn    | RA 777777 5001 0           | CLOSED/NONE
                    CLOSING synack | S 800000 0 0               | NEW/NONE
                    CLOSING synack | SA 800000 77 0             | NEW/NONE
                    CLOSING synack | A 5101 1001 0              | CLOSING/NONE
                    CLOSING synack | PA 5101 1001 1             | CLOSING/OUT_OF_SEQUENCE
                    CLOSING synack | FA 5100 1001 0             | CLOSING/NONE
                    CLOSING synack | R 5101 0 0                 | CLOSED/NONE

                    CLOSED syn     | S 800000 0 0               | NEW/NONE
                    CLOSED syn     | SA 800000 77 0             | NEW/NONE
                    CLOSED syn     | A 1101 5001 0              | CLOSED/NONE
                    CLOSED syn     | PA 1001 5001 99            | CLOSED/NONE
                    CLOSED syn     | A 1102 5001 0              | CLOSED/ALREADY_CLOSED
                    CLOSED syn     | PA 1101 5001 1             | CLOSED/ALREADY_CLOSED
                    CLOSED syn     | FA 1100 5001 0             | CLOSED/NONE
                    CLOSED syn     | FA 1101 5001 0             | CLOSED/ALREADY_CLOSED
                    CLOSED syn     | R 1101 0 0                 | CLOSED/NONE
                    CLOSED syn     | RA 55555555 5001 0         | CLOSED/NONE
                    CLOSED synack  | S 800000 0 0               | NEW/NONE
                    CLOSED synack  | SA 800000 77 0             | NEW/NONE
                    CLOSED synack  | A 5101 1001 0              | CLOSED/NONE
                    CLOSED synack  | PA 5101 1001 10            | CLOSED/ALREADY_CLOSED
                    CLOSED synack  | FA 5101 1001 0             | CLOSED/ALREADY_CLOSED
                    CLOSED synack  | R 5101 0 0                 | CLOSED/NONE
                    """)
    void cell(String state, String packet, String finding) {
        for (int base : Conversation.BASES) {
            for (boolean v6 : new boolean[] {false, true}) {
                for (boolean low : new boolean[] {false, true}) {
                    Conversation end = new Conversation(base, v6, low);
                    end.play(SETUPS.get(state));
                    assertEquals(finding, end.play(packet), "base " + base + ", v6 " + v6);
                }
            }
        }
    }

    @Test
    void everySetOfFlagsInEveryState() {
        Set<String> valid = Set.of("S", "SU", "SA", "R", "RA", "FA", "FAU", "A", "AU");
        Set<Integer> validFlags = new TreeSet<>();
        valid.forEach(letters -> validFlags.add(Conversation.flags(letters)));
        for (String setup : SETUPS.keySet()) {
            for (int flags = 0; flags < 64; flags++) {
                Conversation end = new Conversation();
                end.play(SETUPS.get(setup));
                String before = bytes(end);
                TcpFinding finding = end.track(end.sample("A 1050 5050 0").setTcpFlags(flags));
                boolean invalid = !validFlags.contains(flags & ~Conversation.flags("P"));
                String state = setup.split(" ", -1)[0].replace("none", "-");
                if (invalid) {
                    assertEquals(state + "/UNEXPECTED", finding.toString(), setup + " " + flags);
                    assertEquals(before, bytes(end), setup + " " + flags);
                }
                boolean sameAsWithoutEcn =
                        finding == again(setup, flags | Conversation.flags("EC"));
                assertTrue(sameAsWithoutEcn, setup + " " + flags);
            }
        }
    }

    private static TcpFinding again(String setup, int flags) {
        Conversation end = new Conversation();
        end.play(SETUPS.get(setup));
        return end.track(end.sample("A 1050 5050 0").setTcpFlags(flags));
    }

    private static String bytes(Conversation end) {
        return end.connection.isEmpty() ? "" : StoredBytes.hex(end.connection);
    }
}
