package io.networkanalytics.job.annotate.tcp;

import java.util.HashMap;
import java.util.Map;

/**
 * The table once more, read from text: numbers do not wrap here, a state is a word, and a line says
 * under which condition a packet leads where. Written apart from the tracker, to be compared.
 */
final class TableModel {

    /**
     * state, kind, condition, reason or "-", next state or "=", effects. The first match counts.
     */
    private static final String TABLE =
            """
            none    SYN     always    -               syn     open
            none    SYN_ACK always    -               synack  open una
            none    RST     ack       REFUSED         =
            none    *       always    NOT_FOUND       =

            syn     SYN     always    -               syn     open
            syn     SYN_ACK always    UNEXPECTED      =
            syn     ACK     window    -               open    slide
            syn     FIN_ACK window    -               closing slide end
            syn     RST     zero      -               closed  stop
            syn     RST     window    -               closed  stop
            syn     *       always    OUT_OF_SEQUENCE =

            synack  SYN     always    UNEXPECTED      =
            synack  SYN_ACK always    -               synack  open una
            synack  ACK     fits      -               open    slide
            synack  ACK     always    -               open
            synack  FIN_ACK fits      -               closing slide end
            synack  FIN_ACK always    -               closing end
            synack  RST     window    -               closed  stop
            synack  *       always    OUT_OF_SEQUENCE =

            open    SYN     late      -               =
            open    SYN     always    UNEXPECTED      =       candidate
            open    SYN_ACK late      -               =
            open    SYN_ACK always    UNEXPECTED      =       candidate
            open    ACK     fits      -               =       slide
            open    ACK     candidate -               open    again
            open    FIN_ACK fits      -               closing slide end
            open    FIN_ACK candidate -               closing again end
            open    RST     zeroack   -               closed  stop
            open    RST     window    -               closed  stop
            open    *       always    OUT_OF_SEQUENCE =

            closing SYN     always    -               syn     open
            closing SYN_ACK always    -               synack  open una
            closing ACK     empty     -               =       listen
            closing ACK     before    -               =       listen
            closing FIN_ACK before    -               =       listen
            closing RST     always    -               closed  stoplater
            closing *       always    OUT_OF_SEQUENCE =

            closed  SYN     always    -               syn     open
            closed  SYN_ACK always    -               synack  open una
            closed  RST     always    -               =
            closed  *       before    -               =
            closed  *       always    ALREADY_CLOSED  =
            """;

    private static final Map<String, String> SHOWN =
            Map.of(
                    "none", "-", "syn", "NEW", "synack", "NEW", "open", "OPEN", "closing",
                    "CLOSING", "closed", "CLOSED");
    private static final Map<String, Integer> SECONDS =
            Map.of(
                    "none", 0, "syn", 120, "synack", 120, "open", 3600, "closing", 120, "closed",
                    10);

    /** A packet with numbers that do not wrap. */
    record Segment(
            SegmentKind kind, boolean ack, long seq, long ackNumber, int payload, int window) {

        long end() {
            boolean control =
                    kind == SegmentKind.SYN
                            || kind == SegmentKind.SYN_ACK
                            || kind == SegmentKind.FIN_ACK;
            return seq + payload + (control ? 1 : 0);
        }
    }

    private static final long MEGA = 1 << 20;

    private String state = "none";
    private final Map<String, Long> kept = new HashMap<>();

    String state() {
        return state;
    }

    long kept(String name, long otherwise) {
        return kept.getOrDefault(name, otherwise);
    }

    /** Interprets the table. */
    String step(Segment p, long now, int scale) {
        if (now - kept("seen", now) >= SECONDS.get(state)) {
            state = "none";
            kept.clear();
        }
        if (p.kind() == SegmentKind.INVALID) {
            return SHOWN.get(state) + "/UNEXPECTED";
        }
        for (String line : TABLE.lines().filter(l -> l.startsWith(state + " ")).toList()) {
            String[] cell = line.split(" +", -1);
            boolean kind = cell[1].equals("*") || cell[1].equals(p.kind().name());
            if (kind && holds(cell[2], p)) {
                state = cell[4].equals("=") ? state : cell[4];
                for (int i = 5; i < cell.length; i++) {
                    effect(cell[i], p, scale);
                }
                if (cell[3].equals("-")) {
                    kept.put("seen", Math.max(now, kept("seen", now)));
                }
                return SHOWN.get(state) + "/" + (cell[3].equals("-") ? "NONE" : cell[3]);
            }
        }
        throw new AssertionError("no line for " + p + " in " + state);
    }

    private boolean holds(String condition, Segment p) {
        return switch (condition) {
            case "always" -> true;
            case "ack" -> p.ack();
            case "zero" -> (int) p.seq() == 0;
            case "zeroack" -> (int) p.seq() == 0 && p.ack();
            case "window" -> Math.abs(p.seq() - kept("next", 0)) <= MEGA;
            case "fits" -> holds("window", p) && holds("ackwindow", p);
            case "ackwindow" -> {
                long w = kept("window", 0);
                long lead = p.ackNumber() - kept("una", 0);
                yield lead >= -Math.max(66_000, w) && lead <= Math.max(66_000, w + 1);
            }
            case "late" -> p.end() <= kept("next", 0);
            case "candidate" -> kept.containsKey("candidate") && p.seq() == kept("candidate", 0);
            case "before" -> p.end() <= kept("mark", 0);
            case "empty" -> p.payload() == 0;
            default -> throw new AssertionError(condition);
        };
    }

    private void effect(String effect, Segment p, int scale) {
        long window = (long) p.window() << kept("scale", 0);
        switch (effect) {
            case "open" -> {
                long seen = kept("seen", 0);
                kept.clear();
                kept.put("seen", seen);
                kept.put("next", p.end());
                kept.put("window", (long) p.window());
                kept.put("scale", (long) scale);
            }
            case "una" -> kept.put("una", p.ackNumber());
            case "slide" -> {
                kept.put("next", Math.max(p.end(), kept("next", 0)));
                kept.put("una", Math.max(p.ackNumber(), kept("una", p.ackNumber())));
                kept.put("window", Math.max(window, kept("window", 0)));
            }
            case "listen" -> {
                if (holds("ackwindow", p)) {
                    kept.put("una", Math.max(p.ackNumber(), kept("una", 0)));
                    kept.put("window", Math.max(window, kept("window", 0)));
                }
            }
            case "again" -> {
                kept.put("next", p.end());
                kept.put("una", p.ackNumber());
                kept.put("window", window);
                kept.remove("candidate");
            }
            case "candidate" -> kept.put("candidate", p.end());
            case "end" -> kept.put("mark", kept("next", 0));
            case "stop" -> kept.put("mark", (int) p.seq() == 0 ? kept("next", 0) : p.seq());
            case "stoplater" -> {
                long mark = kept("mark", 0);
                effect("stop", p, scale);
                kept.put("mark", Math.max(mark, kept("mark", 0)));
            }
            default -> throw new AssertionError(effect);
        }
    }
}
