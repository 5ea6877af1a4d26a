package io.networkanalytics.forwarder.sflow;

import io.micrometer.core.instrument.Counter;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The agents of one input, shared by its receiving threads: the kernel gives one sender's datagrams
 * to one socket, but an agent may send from several ports. Bounded: the agent that was silent for
 * longest is forgotten first, which costs no more than the sight of one gap.
 */
public final class AgentTable {

    private static final int MAX_AGENTS = 4096;

    private final InputSettings input;
    private final Exporters exporters;
    private final Counter dataSourceEvictions;
    private final Map<Key, Agent> agents;

    /**
     * @param input the input that this belongs to
     * @param exporters where exporters get their sequence
     * @param metrics counts evictions
     */
    public AgentTable(InputSettings input, Exporters exporters, ForwarderMetrics metrics) {
        this.input = input;
        this.exporters = exporters;
        this.dataSourceEvictions = metrics.evictions("sflow_data_sources");
        Counter evictions = metrics.evictions("sflow_agents");
        this.agents =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Key, Agent> eldest) {
                        boolean evict = size() > MAX_AGENTS;
                        if (evict) {
                            evictions.increment();
                        }
                        return evict;
                    }
                };
    }

    /**
     * @param sender address that the datagram came from; it belongs to the key, because agents that
     *     all claim the same address (loopback, unset) must not disturb each other's numbers
     * @param addressHigh agent address, first 8 of 16 bytes (IPv4 mapped)
     * @param addressLow last 8
     * @param subAgent sub-agent id
     */
    synchronized Agent agent(InetAddress sender, long addressHigh, long addressLow, int subAgent) {
        return agents.computeIfAbsent(
                new Key(sender, addressHigh, addressLow, subAgent),
                key -> new Agent(exporters.of(input, exporterId(key)), dataSourceEvictions));
    }

    /** Of a datagram whose agent could not be read: the sender stands for it. */
    Exporter exporterOf(InetAddress sender) {
        return agent(sender, 0, 0, 0).exporter();
    }

    /** The agent's address, or its sender's where that says nothing. */
    private static String exporterId(Key key) {
        InetAddress agent = address(key.addressHigh(), key.addressLow());
        boolean saysNothing = agent.isAnyLocalAddress() || agent.isLoopbackAddress();
        return AddressText.of(saysNothing ? key.sender() : agent);
    }

    private static InetAddress address(long high, long low) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("16 bytes are an address", e);
        }
    }

    private record Key(InetAddress sender, long addressHigh, long addressLow, int subAgent) {}
}
