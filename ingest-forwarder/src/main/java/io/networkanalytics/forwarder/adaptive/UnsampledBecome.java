package io.networkanalytics.forwarder.adaptive;

/** How samples of which every packet was there are thinned. */
public enum UnsampledBecome {
    /** Each packet alone. */
    RANDOM,
    /** Whole flows. */
    FLOW_CONSISTENT
}
