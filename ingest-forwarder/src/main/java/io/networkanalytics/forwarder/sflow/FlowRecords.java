package io.networkanalytics.forwarder.sflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.networkanalytics.forwarder.observe.ExporterMeters;
import io.networkanalytics.model.PacketSample;

/**
 * Reads the flow records of a sample: one that describes the packet, and extended ones that tell
 * what the device knows of it. Records of other enterprises or formats are skipped by their length.
 */
final class FlowRecords {

    private static final int SAMPLED_HEADER = 1;
    private static final int SAMPLED_ETHERNET = 2;
    private static final int SAMPLED_IPV4 = 3;
    private static final int SAMPLED_IPV6 = 4;
    private static final int EXTENDED_SWITCH = 1001;
    private static final int EXTENDED_ROUTER = 1002;
    private static final int EXTENDED_GATEWAY = 1003;
    private static final int EXTENDED_EGRESS_QUEUE = 1036;
    private static final int EXTENDED_ACL = 1037;
    private static final int EXTENDED_FUNCTION = 1038;

    static final MalformedDatagramException NO_PACKET =
            new MalformedDatagramException("no_packet_record");

    private static final int MAX_TEXT_BYTES = 256;

    private final PacketRecords packets;
    private final RoutingRecords routing = new RoutingRecords();
    private final XdrCursor record = new XdrCursor();
    private boolean packetSeen;

    FlowRecords(boolean withHeaderBytes) {
        this.packets = new PacketRecords(withHeaderBytes);
    }

    /** Reads all records; one of them must describe the packet. */
    void read(XdrCursor in, PacketSample.Builder sample, ExporterMeters meters)
            throws MalformedDatagramException {
        readOptional(in, sample, meters);
        if (!packetSeen) {
            throw NO_PACKET;
        }
    }

    /** Reads all records; the packet may be missing. */
    void readOptional(XdrCursor in, PacketSample.Builder sample, ExporterMeters meters)
            throws MalformedDatagramException {
        packetSeen = false;
        packets.begin();
        long count = in.unsigned32();
        for (long i = 0; i < count; i++) {
            int format = in.int32();
            record.take(in, in.length());
            if (!readRecord(format, sample)) {
                meters.skipped("unknown_record");
            }
        }
    }

    private boolean readRecord(int format, PacketSample.Builder sample)
            throws MalformedDatagramException {
        switch (format) {
            case SAMPLED_HEADER -> packets.readHeader(record, sample);
            case SAMPLED_ETHERNET -> packets.readEthernet(record, sample);
            case SAMPLED_IPV4 -> packets.readIpv4(record, sample);
            case SAMPLED_IPV6 -> packets.readIpv6(record, sample);
            case EXTENDED_SWITCH -> routing.readSwitch(record, sample);
            case EXTENDED_ROUTER -> routing.readRouter(record, sample);
            case EXTENDED_GATEWAY -> routing.readGateway(record, sample);
            case EXTENDED_EGRESS_QUEUE ->
                    sample.putMetadata("egress_queue", Integer.toUnsignedString(record.int32()));
            case EXTENDED_ACL -> readAcl(sample);
            case EXTENDED_FUNCTION -> sample.putMetadata("drop_function", text(record));
            default -> {
                return false;
            }
        }
        packetSeen |= format <= SAMPLED_IPV6;
        return true;
    }

    private void readAcl(PacketSample.Builder sample) throws MalformedDatagramException {
        sample.setRuleId(Integer.toUnsignedString(record.int32())).setRuleName(text(record));
        int direction = record.int32();
        if (sample.getDirection().isEmpty()) {
            sample.setDirection(direction == 1 ? "ingress" : direction == 2 ? "egress" : "");
        }
    }

    /** A string of the sender, cut to what a name may need. */
    private static String text(XdrCursor in) throws MalformedDatagramException {
        int length = in.length();
        int at = in.opaque(length);
        return new String(in.buffer(), at, Math.min(length, MAX_TEXT_BYTES), UTF_8);
    }
}
