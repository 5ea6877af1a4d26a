package io.networkanalytics.job.attack;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Weight;
import io.networkanalytics.model.attack.AttackPreference;
import io.networkanalytics.rules.sample.HeaderBits;
import io.networkanalytics.rules.sample.HeaderBits.Header;
import io.networkanalytics.rules.sample.Protocol;
import io.networkanalytics.rules.sample.SampleView;

/**
 * What the detector looks at of one sample. Whatever is unknown is -1.
 *
 * @param hash of the sample's identity, alike wherever and whenever it is computed
 * @param destinationHigh first eight bytes of the destination (IPv4 mapped)
 * @param destinationLow last eight bytes
 * @param sourceHigh first eight bytes of the source
 * @param sourceLow last eight bytes
 * @param country two letters of the source's country, 0 if unknown
 * @param asn autonomous system of the source, 0 if unknown
 * @param protocol IP protocol
 * @param sourcePort of TCP and UDP
 * @param destinationPort of TCP and UDP
 * @param flags of TCP
 * @param length bytes of the IP packet
 * @param ttl TTL or hop limit
 * @param fragment bit 0: more fragments follow; bit 1: not the first one
 * @param icmp type in the upper, code in the lower eight bits
 * @param inner EtherType of what GRE carries
 * @param payload first four bytes of what follows a UDP header, unsigned
 * @param quotedPort destination port of the UDP packet that an ICMP error quotes
 * @param interval the sample interval
 * @param packets represented packets, at least 1
 * @param bits represented bits
 * @param dropped whether a system dropped it
 * @param block whether the account wants rules to block what is sent to this address
 */
record PacketDigest(
        long hash,
        long destinationHigh,
        long destinationLow,
        long sourceHigh,
        long sourceLow,
        int country,
        long asn,
        int protocol,
        int sourcePort,
        int destinationPort,
        int flags,
        int length,
        int ttl,
        int fragment,
        int icmp,
        int inner,
        long payload,
        int quotedPort,
        long interval,
        long packets,
        long bits,
        boolean dropped,
        boolean block) {

    static final int MORE_FRAGMENTS = 1;
    static final int LATER_FRAGMENT = 2;

    private static final int UNKNOWN = -1;
    private static final int IPV4_WITHOUT_OPTIONS = 0x45;

    /** The digest of a sample with both addresses. */
    static PacketDigest of(AnnotatedSample annotated) {
        PacketSample s = annotated.sample();
        int protocol = s.getIpProtocol();
        boolean whole = s.getIpFragmentOffset() == 0;
        boolean tcp = whole && protocol == Protocol.TCP;
        boolean udp = whole && protocol == Protocol.UDP;
        boolean icmp = whole && (protocol == Protocol.ICMP || protocol == Protocol.ICMPV6);
        ByteString source = s.getSourceAddress();
        ByteString destination = s.getDestinationAddress();
        return new PacketDigest(
                identity(s),
                IpAddresses.high(destination),
                IpAddresses.low(destination),
                source.size() == 16 ? IpAddresses.high(source) : 0,
                source.size() == 16 ? IpAddresses.low(source) : 0,
                country(annotated.source().country()),
                annotated.source().asn(),
                protocol,
                tcp || udp ? s.getSourcePort() : UNKNOWN,
                tcp || udp ? s.getDestinationPort() : UNKNOWN,
                tcp && s.getTcpFlags() + s.getTcpDataOffset() != 0 ? s.getTcpFlags() : UNKNOWN,
                s.getIpTotalLength() == 0 ? UNKNOWN : s.getIpTotalLength(),
                s.getIpTtl() + s.getIpHeaderLength() == 0 ? UNKNOWN : s.getIpTtl(),
                (s.getIpMoreFragments() ? MORE_FRAGMENTS : 0) | (whole ? 0 : LATER_FRAGMENT),
                icmp ? s.getIcmpType() << 8 | s.getIcmpCode() : UNKNOWN,
                whole && protocol == Protocol.GRE && s.getGreEthertype() != 0
                        ? s.getGreEthertype()
                        : UNKNOWN,
                udp ? payload(new SampleView().of(annotated)) : UNKNOWN,
                icmp ? quotedPort(new SampleView().of(annotated)) : UNKNOWN,
                Weight.interval(s),
                Weight.packets(s),
                Weight.bits(s),
                annotated.decision().outcome().equals(Decision.DROP),
                AttackPreference.blocks(annotated.account().attackPreference()));
    }

    /** Uniform in (0, 1], the same for the same sample and round. */
    double uniform(long round) {
        return ((mix(hash + round * 0x9E3779B97F4A7C15L) >>> 11) + 1) * 0x1.0p-53;
    }

    /** Packets that the exporter counted in the sample itself. */
    double sampledPackets() {
        return (double) packets / interval;
    }

    /** Identity of a sample as a number. */
    static long identity(PacketSample s) {
        long h = mix(s.getExporterId().hashCode() + 0x9E3779B97F4A7C15L);
        h = mix(h ^ s.getEpochMicros());
        return mix(h ^ s.getSequence());
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    private static int country(String code) {
        return code.length() == 2 ? code.charAt(0) << 8 | code.charAt(1) : 0;
    }

    /** Read as rules read it, so that a rule against an attack means the same packets. */
    private static long payload(SampleView view) {
        return Math.max(UNKNOWN, HeaderBits.read(view, Header.UDP, 64, 96));
    }

    /** Of an error (RFC 792) that quotes an IPv4 header without options and a UDP header. */
    private static int quotedPort(SampleView view) {
        boolean quotes =
                HeaderBits.read(view, Header.ICMP, 64, 72) == IPV4_WITHOUT_OPTIONS
                        && HeaderBits.read(view, Header.ICMP, 136, 144) == Protocol.UDP;
        return quotes
                ? (int) Math.max(UNKNOWN, HeaderBits.read(view, Header.ICMP, 240, 256))
                : UNKNOWN;
    }
}
