package io.networkanalytics.job.annotate.tcp;

/** Whether a sample can be tracked, and if not, why: one counter each. */
public enum SampleFitness {
    TRACKABLE,
    /** No TCP: no finding is wanted. */
    NOT_TCP,
    /**
     * Chosen alone, not with its whole connection, or a notification: most packets of a legitimate
     * connection would not be found.
     */
    NOT_WHOLE,
    /**
     * Any fragment. The first one has the header, but whether it is sampled is decided apart from
     * its connection, as the others of its packet have no ports.
     */
    FRAGMENT,
    /**
     * The TCP header is not there up to its flags, or contradicts the lengths; or a flow record.
     */
    NO_HEADER
}
