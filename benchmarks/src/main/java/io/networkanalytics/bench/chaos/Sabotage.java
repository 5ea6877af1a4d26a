package io.networkanalytics.bench.chaos;

/** A mistake that the sink must not make; the harness has to notice each. */
public enum Sabotage {
    /** Each insert has a token of its own, so that nothing is recognised. */
    NO_TOKEN("no-token"),
    /** The token is made of subtask and checkpoint, and the job goes back to an older savepoint. */
    CHECKPOINT_TOKEN("checkpoint-token"),
    /** ClickHouse remembers one token. */
    WINDOW_OF_ONE("window-of-1");

    private final String title;

    Sabotage(String title) {
        this.title = title;
    }

    /** As the command line calls it. */
    @Override
    public String toString() {
        return title;
    }

    /** Whether the job is another one for it. */
    boolean inTheJob() {
        return this != WINDOW_OF_ONE;
    }

    /**
     * Whether a ledger shows what this must lead to.
     *
     * @param ids the entry of different ids
     * @param samples the entry of samples
     */
    boolean shows(Ledger.Entry ids, Ledger.Entry samples) {
        return this == CHECKPOINT_TOKEN
                ? ids.difference() < 0
                : ids.difference() == 0 && samples.difference() > 0;
    }
}
