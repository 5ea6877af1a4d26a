package io.networkanalytics.bench.storage;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Site;
import java.util.SplittableRandom;

/**
 * What a sample has beside what {@code bench.detector} makes: who took it, and the header fields
 * that detection never looks at, as the kernels of their senders fill them. No {@code
 * header_bytes}, which no input keeps by default.
 */
final class EdgeFields {

    private static final int COLOS = 8;
    private static final int EXPORTERS = 16;
    private static final int SAMPLE_INTERVAL = 1000;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final String[] NAMES = names("edge-", EXPORTERS);
    private static final String[] COLO = names("colo-", COLOS);
    private static final String[] INTERFACES = names("", 64);
    private static final Site[] SITES = sites();

    private final long epochMicros;

    /**
     * Fields of exporters that all started at one time.
     *
     * @param epochMicros since 1970
     */
    EdgeFields(long epochMicros) {
        this.epochMicros = epochMicros;
    }

    private static String[] names(String prefix, int count) {
        var names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }

    private static Site[] sites() {
        var sites = new Site[COLOS];
        for (int i = 0; i < COLOS; i++) {
            sites[i] = new Site("Site " + i, "City " + i, "Region " + i % 3, "DE", "u33db" + i);
        }
        return sites;
    }

    /** Of the exporter that takes the sample with this index. */
    static Site site(long index) {
        return SITES[(int) (index % COLOS)];
    }

    /** Completes a sample; exporters take turns, so index / 16 is the sequence of each. */
    void complete(PacketSample.Builder packet, long index, long nanos, SplittableRandom random) {
        int exporter = (int) (index % EXPORTERS);
        packet.setVersion(1)
                .setExporterId(NAMES[exporter])
                .setEpochMicros(epochMicros + exporter * 7_777_777L)
                .setSequence(index / EXPORTERS + 1)
                .setSourceSystem("sflow")
                .setColo(COLO[exporter % COLOS])
                .setIngressInterface(INTERFACES[exporter + 16 * random.nextInt(3)])
                .setEgressInterface(INTERFACES[48 + exporter % 4])
                .setDirection("ingress")
                .setSampleInterval(SAMPLE_INTERVAL)
                .setSamplingMode(SamplingMode.RANDOM)
                .setObservedAtNanos(nanos)
                .setReceivedAtNanos(nanos + (long) (2_000_000 + 8e6 * random.nextExponential()));
        if (packet.getEthertype() == 0x0800) {
            boolean tcp = packet.getIpProtocol() == TCP;
            packet.setIpv4DontFragment(tcp)
                    .setIpv4Identification(random.nextInt(1 << 16))
                    .setIpv4Checksum(random.nextInt(1 << 16));
        } else {
            packet.setIpv6FlowLabel(random.nextInt(1 << 20));
        }
        transport(packet, random);
    }

    private static void transport(PacketSample.Builder packet, SplittableRandom random) {
        boolean first = packet.getIpFragmentOffset() == 0;
        if (packet.getIpProtocol() == TCP && first) {
            packet.setTcpChecksum(random.nextInt(1 << 16));
            if (packet.getTcpOptions().contains("8")) {
                packet.setTcpTimestampValue(random.nextInt());
                if (packet.getTcpFlags() != 0x02) {
                    packet.setTcpTimestampEcr(random.nextInt());
                }
            }
        } else if (packet.getIpProtocol() == UDP && first) {
            packet.setUdpChecksum(random.nextInt(1 << 16));
        }
    }
}
