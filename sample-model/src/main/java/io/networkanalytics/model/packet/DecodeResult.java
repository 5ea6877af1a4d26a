package io.networkanalytics.model.packet;

/** What became of one packet in {@link PacketDecoder}: decoded, or malformed and why. */
public enum DecodeResult {
    /** The sample holds what the captured bytes hold; frames that are not IP are decoded too. */
    DECODED("decoded"),
    /** The capture ends inside the link-layer header, a tag or a label stack. */
    TRUNCATED_LINK_HEADER("truncated link header"),
    UNSUPPORTED_LINK_TYPE("unsupported link type"),
    /** Tags, labels or encapsulating frames without end: more than 32 headers. */
    TOO_MANY_LINK_HEADERS("too many link headers"),
    /** The capture ends inside the IPv4 header with its options, or the 40 bytes of IPv6. */
    TRUNCATED_IP_HEADER("truncated ip header"),
    /** The version nibble contradicts the EtherType, or is neither 4 nor 6. */
    BAD_IP_VERSION("bad ip version"),
    /** An IPv4 header length below 20 bytes. */
    BAD_IP_HEADER_LENGTH("bad ip header length"),
    /** An IPv4 total length smaller than the header it counts, and not 0 (segmentation offload). */
    BAD_IP_TOTAL_LENGTH("bad ip total length");

    private final String text;

    DecodeResult(String text) {
        this.text = text;
    }

    /** Stable lower-case words: the reason of a dead letter and the value of a metric label. */
    public String text() {
        return text;
    }

    /** Whether the packet could not be decoded; the sample is then untouched. */
    public boolean malformed() {
        return this != DECODED;
    }
}
