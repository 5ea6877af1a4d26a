package io.networkanalytics.forwarder.intake;

/**
 * How an input learns what became of something that it handed in. Exactly one of the two methods is
 * called, once, on any thread; they return quickly and throw nothing.
 *
 * <p>An input whose sender waits for an answer (gRPC, HTTP) passes one of its own; what came over
 * UDP has nobody to answer and passes {@link #NONE}.
 */
public interface Acknowledgement {

    /** Nobody waits. */
    Acknowledgement NONE =
            new Acknowledgement() {
                @Override
                public void acknowledged() {}

                @Override
                public void failed(String reason) {}
            };

    /** It is safe: in Kafka on all in-sync replicas, or on disk in the spool. */
    void acknowledged();

    /**
     * It will never be shipped.
     *
     * @param reason why, for people
     */
    void failed(String reason);
}
