package io.networkanalytics.forwarder.ship;

import java.util.Arrays;

/**
 * Lets one record alone into each partition until Kafka has it, and then all.
 *
 * <p>A broker takes any batch from a producer of which it knows nothing yet, not only the first. If
 * the first one fails in passing (a broker that has just come up leads nothing yet) and the next,
 * already on its way, does not, then the next is in, and the first can never follow it
 * (KAFKA-15591) : what a sender or the spool brings again later has lower sequences than what is
 * there, and the job would take samples that were never stored for repeats. Where only one is on
 * its way there is no next one. It costs a linger and a round trip for each partition after the
 * start.
 */
final class PartitionOpening {

    private enum State {
        SHUT,
        FIRST_UNDER_WAY,
        OPEN
    }

    private final State[] states;
    // Read without the monitor; only ever becomes true.
    private volatile boolean allOpen;
    private boolean closed;

    PartitionOpening(int partitions) {
        states = new State[partitions];
        Arrays.fill(states, State.SHUT);
    }

    /**
     * Waits until a record may go to a partition.
     *
     * @throws ShippingStoppedException once {@link #close} was called
     */
    void enter(int partition, String closedMessage) throws InterruptedException {
        if (allOpen) {
            return;
        }
        synchronized (this) {
            while (!closed && states[partition] == State.FIRST_UNDER_WAY) {
                wait();
            }
            if (closed) {
                throw new ShippingStoppedException(closedMessage, null);
            }
            tryEnter(partition);
        }
    }

    /** Whether a record may go to a partition now. */
    boolean tryEnter(int partition) {
        if (allOpen) {
            return true;
        }
        synchronized (this) {
            if (states[partition] == State.FIRST_UNDER_WAY) {
                return false;
            }
            if (states[partition] == State.SHUT) {
                states[partition] = State.FIRST_UNDER_WAY;
            }
            return true;
        }
    }

    /** Kafka has a record of a partition. */
    void delivered(int partition) {
        if (!allOpen) {
            change(partition, State.OPEN);
        }
    }

    /** A record that entered is not in Kafka: if it was the first, the next one is. */
    synchronized void failed(int partition) {
        if (states[partition] == State.FIRST_UNDER_WAY) {
            change(partition, State.SHUT);
        }
    }

    private synchronized void change(int partition, State state) {
        states[partition] = state;
        allOpen = Arrays.stream(states).allMatch(s -> s == State.OPEN);
        notifyAll();
    }

    /** Wakes all that wait. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
