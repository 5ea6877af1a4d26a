package io.networkanalytics.forwarder.sflow;

import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.udp.DatagramHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.zip.CRC32C;

/**
 * Reads sFlow version 5 datagrams (sFlow.org, July 2004): flow samples in both forms and discarded
 * packets become samples, counter samples are counted. For one thread; what is known of agents is
 * shared through {@link AgentTable}.
 *
 * <p>A sample that cannot be read costs itself alone, since its length is known: those before and
 * behind it are kept. The datagram is rejected once, with the first reason.
 */
public final class SflowDecoder implements DatagramHandler {

    private static final int VERSION = 5;
    private static final int ADDRESS_V4 = 1;
    private static final int ADDRESS_V6 = 2;
    private static final long V4_MAPPED = 0xFFFF_0000_0000L;

    private static final int FLOW = 1;
    private static final int COUNTERS = 2;
    private static final int FLOW_EXPANDED = 3;
    private static final int COUNTERS_EXPANDED = 4;
    private static final int DISCARDED = 5;

    static final MalformedDatagramException VERSION_UNSUPPORTED =
            new MalformedDatagramException("unsupported_version");
    static final MalformedDatagramException BAD_AGENT_ADDRESS =
            new MalformedDatagramException("bad_agent_address");

    private final AgentTable agents;
    private final SampleSink sink;
    private final FlowSampleReader samples;
    private final XdrCursor datagram = new XdrCursor();
    private final XdrCursor sample = new XdrCursor();
    private final CRC32C checksum = new CRC32C();

    // Where decoding stands, for the rejection.
    private long sampleCount;
    private long sampleNumber;
    private MalformedDatagramException firstFault;
    private long firstFaultSample;

    /**
     * @param agents of the input
     * @param withHeaderBytes whether samples carry {@code header_bytes}
     * @param sink takes samples and rejections
     */
    public SflowDecoder(AgentTable agents, boolean withHeaderBytes, SampleSink sink) {
        this.agents = agents;
        this.sink = sink;
        this.samples = new FlowSampleReader(withHeaderBytes, sink);
    }

    @Override
    public void handle(
            byte[] buffer, int offset, int length, InetSocketAddress from, long receivedAtNanos)
            throws InterruptedException {
        InetAddress sender = from.getAddress();
        datagram.window(buffer, offset, length);
        sampleCount = 0;
        sampleNumber = 0;
        firstFault = null;
        Exporter exporter = null;
        try {
            Agent agent = readAgent(sender);
            exporter = agent.exporter();
            checksum.reset();
            checksum.update(buffer, offset, length);
            synchronized (agent) {
                readDatagram(agent, (int) checksum.getValue(), receivedAtNanos);
            }
        } catch (MalformedDatagramException e) {
            note(e);
        }
        if (firstFault != null) {
            Exporter source = exporter == null ? agents.exporterOf(sender) : exporter;
            String position =
                    sampleCount == 0 ? "" : "sample " + firstFaultSample + " of " + sampleCount;
            String detail = "datagram of " + length + " bytes from " + AddressText.of(sender);
            sink.reject(
                    source,
                    new Rejection(
                            firstFault.reason(),
                            detail,
                            position,
                            receivedAtNanos,
                            buffer,
                            offset,
                            length));
        }
    }

    private void note(MalformedDatagramException fault) {
        if (firstFault == null) {
            firstFault = fault;
            firstFaultSample = sampleNumber;
        }
    }

    private Agent readAgent(InetAddress sender) throws MalformedDatagramException {
        if (datagram.int32() != VERSION) {
            throw VERSION_UNSUPPORTED;
        }
        long high = 0;
        long low;
        switch (datagram.int32()) {
            case ADDRESS_V4 -> low = V4_MAPPED | datagram.unsigned32();
            case ADDRESS_V6 -> {
                high = datagram.unsigned32() << 32 | datagram.unsigned32();
                low = datagram.unsigned32() << 32 | datagram.unsigned32();
            }
            default -> throw BAD_AGENT_ADDRESS;
        }
        return agents.agent(sender, high, low, datagram.int32());
    }

    private void readDatagram(Agent agent, int bytesChecksum, long receivedAtNanos)
            throws MalformedDatagramException, InterruptedException {
        int sequence = datagram.int32();
        int uptimeMillis = datagram.int32();
        sampleCount = datagram.unsigned32();
        if (agent.arrived(sequence, uptimeMillis, bytesChecksum) == Agent.Arrival.REPEATED) {
            agent.exporter().meters().skipped("repeated_datagram");
            return;
        }
        // Each sample takes at least eight bytes, so a false count ends with the bytes.
        for (sampleNumber = 1; sampleNumber <= sampleCount; sampleNumber++) {
            int format = datagram.int32();
            sample.take(datagram, datagram.length());
            try {
                readSample(agent, format, receivedAtNanos);
            } catch (MalformedDatagramException e) {
                note(e);
            }
        }
    }

    private void readSample(Agent agent, int format, long receivedAtNanos)
            throws MalformedDatagramException, InterruptedException {
        switch (format) {
            case FLOW -> samples.readFlow(agent, sample, false, receivedAtNanos);
            case FLOW_EXPANDED -> samples.readFlow(agent, sample, true, receivedAtNanos);
            case DISCARDED -> samples.readDiscarded(agent, sample, receivedAtNanos);
            case COUNTERS, COUNTERS_EXPANDED -> agent.exporter().meters().skipped("counter_sample");
            default -> agent.exporter().meters().skipped("unknown_sample");
        }
    }
}
