package io.networkanalytics.forwarder.sflow;

import io.networkanalytics.model.PacketSample;

/** Reads what a switch or router knows of the packet: VLANs, next hop, autonomous systems. */
final class RoutingRecords {

    private static final int ADDRESS_UNKNOWN = 0;
    private static final int ADDRESS_V4 = 1;
    private static final int ADDRESS_V6 = 2;
    private static final int MAX_VLAN = 4095;

    /** Extended switch (1001): VLAN and priority, in and out. 0 and 2^32 - 1 mean none. */
    void readSwitch(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        int sourceVlan = in.int32();
        in.skip(Integer.BYTES);
        int destinationVlan = in.int32();
        in.skip(Integer.BYTES);
        if (sourceVlan > 0 && sourceVlan <= MAX_VLAN) {
            sample.putMetadata("source_vlan", Integer.toString(sourceVlan));
        }
        if (destinationVlan > 0 && destinationVlan <= MAX_VLAN) {
            sample.putMetadata("destination_vlan", Integer.toString(destinationVlan));
        }
    }

    /** Extended router (1002): next hop, prefix lengths of source and destination. */
    void readRouter(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        String nextHop = readAddress(in);
        if (!nextHop.isEmpty()) {
            sample.putMetadata("next_hop", nextHop);
        }
        prefixLength(sample, "source_prefix_length", in.int32());
        prefixLength(sample, "destination_prefix_length", in.int32());
    }

    private static void prefixLength(PacketSample.Builder sample, String key, int length) {
        if (length > 0 && length <= 128) {
            sample.putMetadata(key, Integer.toString(length));
        }
    }

    /**
     * Extended gateway (1003): next hop, own, source and source peer systems, path to the
     * destination, communities, local preference. The destination's system is the last of the path;
     * an empty path ends in the own one.
     */
    void readGateway(XdrCursor in, PacketSample.Builder sample) throws MalformedDatagramException {
        skipAddress(in);
        int own = in.int32();
        int source = in.int32();
        in.skip(Integer.BYTES); // source peer
        int destination = own;
        long segments = in.unsigned32();
        for (long i = 0; i < segments; i++) {
            in.skip(Integer.BYTES); // 1 is a set, 2 a sequence
            long systems = in.unsigned32();
            if (systems > in.remaining() / Integer.BYTES) {
                throw XdrCursor.BAD_LENGTH;
            }
            for (long j = 0; j < systems; j++) {
                destination = in.int32();
            }
        }
        // Communities and local preference follow; nothing of them is kept.
        sample.setSourceAsn(source).setDestinationAsn(destination);
    }

    private static void skipAddress(XdrCursor in) throws MalformedDatagramException {
        in.skip(addressBytes(in));
    }

    private static String readAddress(XdrCursor in) throws MalformedDatagramException {
        int bytes = addressBytes(in);
        return AddressText.of(in.buffer(), in.skip(bytes), bytes);
    }

    private static int addressBytes(XdrCursor in) throws MalformedDatagramException {
        return switch (in.int32()) {
            case ADDRESS_UNKNOWN -> 0;
            case ADDRESS_V4 -> 4;
            case ADDRESS_V6 -> 16;
            default -> throw XdrCursor.BAD_LENGTH;
        };
    }
}
