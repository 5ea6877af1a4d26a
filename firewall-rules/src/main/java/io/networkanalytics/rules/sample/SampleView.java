package io.networkanalytics.rules.sample;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;

/**
 * A sample as rules read it: what nearly every rule asks for is unpacked once a sample and not once
 * a rule. Reused from sample to sample, so for one thread.
 */
public final class SampleView {

    /** What a number reads where the sample does not have it. No literal has this value. */
    public static final long MISSING = Long.MIN_VALUE;

    private static final int ADDRESS_BYTES = 16;

    private AnnotatedSample annotated;
    private PacketSample sample;
    private boolean ip;
    private boolean hasSource;
    private boolean hasDestination;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int protocol;
    private boolean transport;
    private long sourcePort;
    private long destinationPort;

    /** Reads a sample; until the next call everything is about it. */
    public SampleView of(AnnotatedSample next) {
        annotated = next;
        sample = next.sample();
        ByteString source = sample.getSourceAddress();
        ByteString destination = sample.getDestinationAddress();
        hasSource = source.size() == ADDRESS_BYTES;
        hasDestination = destination.size() == ADDRESS_BYTES;
        sourceHigh = hasSource ? IpAddresses.high(source) : 0;
        sourceLow = hasSource ? IpAddresses.low(source) : 0;
        destinationHigh = hasDestination ? IpAddresses.high(destination) : 0;
        destinationLow = hasDestination ? IpAddresses.low(destination) : 0;
        ip = hasSource || hasDestination;
        protocol = ip ? sample.getIpProtocol() : -1;
        transport = sample.getIpFragmentOffset() == 0;
        boolean ports = transport && (protocol == Protocol.TCP || protocol == Protocol.UDP);
        sourcePort = ports ? sample.getSourcePort() : MISSING;
        destinationPort = ports ? sample.getDestinationPort() : MISSING;
        return this;
    }

    /** The sample. */
    public PacketSample sample() {
        return sample;
    }

    /** The sample with the facts that were added to it. */
    public AnnotatedSample annotated() {
        return annotated;
    }

    /** Whether it has an IP header. */
    public boolean isIp() {
        return ip;
    }

    /** Number of the IP protocol, -1 where the packet is not IP. */
    public int protocol() {
        return protocol;
    }

    /** Whether the protocol is this one and its header is here: not in a later fragment. */
    public boolean hasHeaderOf(int number) {
        return transport && protocol == number;
    }

    /** Whether an ICMP or ICMPv6 header is here. */
    public boolean hasIcmpHeader() {
        return transport && (protocol == Protocol.ICMP || protocol == Protocol.ICMPV6);
    }

    /** Of TCP and UDP, {@link #MISSING} elsewhere. */
    public long sourcePort() {
        return sourcePort;
    }

    /** Of TCP and UDP, {@link #MISSING} elsewhere. */
    public long destinationPort() {
        return destinationPort;
    }

    /** Whether the source, or else the destination, is known. */
    public boolean hasAddress(boolean source) {
        return source ? hasSource : hasDestination;
    }

    /** First eight bytes of the source, or else of the destination. */
    public long addressHigh(boolean source) {
        return source ? sourceHigh : destinationHigh;
    }

    /** Last eight bytes of the source, or else of the destination. */
    public long addressLow(boolean source) {
        return source ? sourceLow : destinationLow;
    }
}
