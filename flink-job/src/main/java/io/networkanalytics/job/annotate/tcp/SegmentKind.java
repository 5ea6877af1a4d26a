package io.networkanalytics.job.annotate.tcp;

/**
 * What a TCP segment is for, by its flags. PSH, ECE and CWR say nothing about that and are ignored;
 * URG may come with SYN, ACK and FIN-ACK. Whatever else is set together no stack sends.
 */
public enum SegmentKind {
    SYN,
    SYN_ACK,
    /** With or without data. */
    ACK,
    FIN_ACK,
    /** With or without ACK. */
    RST,
    /** A set of flags that is wrong in every state: none, SYN-FIN, FIN alone and their like. */
    INVALID;

    static final int FIN_BIT = 0x01;
    static final int SYN_BIT = 0x02;
    static final int RST_BIT = 0x04;
    static final int ACK_BIT = 0x10;
    static final int URG_BIT = 0x20;

    private static final int MEANING = FIN_BIT | SYN_BIT | RST_BIT | ACK_BIT | URG_BIT;

    /**
     * Classes the flags of a segment.
     *
     * @param flags as on the wire: CWR ECE URG ACK PSH RST SYN FIN from bit 7 to bit 0
     * @return what the segment is for
     */
    public static SegmentKind of(int flags) {
        return switch (flags & MEANING) {
            case SYN_BIT, SYN_BIT | URG_BIT -> SYN;
            case SYN_BIT | ACK_BIT -> SYN_ACK;
            case ACK_BIT, ACK_BIT | URG_BIT -> ACK;
            case FIN_BIT | ACK_BIT, FIN_BIT | ACK_BIT | URG_BIT -> FIN_ACK;
            case RST_BIT, RST_BIT | ACK_BIT -> RST;
            default -> INVALID;
        };
    }
}
