package io.networkanalytics.forwarder.netflow;

/** The first fault of a datagram and where it is: a datagram is rejected once. */
final class Faults {

    private MalformedMessageException first;
    private String position = "";

    void begin() {
        first = null;
        position = "";
    }

    void note(MalformedMessageException fault, String unit, int number) {
        if (first == null) {
            first = fault;
            position = number == 0 ? "" : unit + " " + number;
        }
    }

    MalformedMessageException first() {
        return first;
    }

    String position() {
        return position;
    }
}
