package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.LinkType;
import io.networkanalytics.model.packet.PacketDecoder;

/**
 * Reads the packet itself from a record that holds its first bytes (PSAMP, RFC 5477, 8.5; NetFlow
 * lite).
 */
final class PacketSections {

    private static final int FRAME_TYPE_80211 = 2;

    private static final MalformedMessageException[] FAULTS = faults();

    private final PacketDecoder decoder;

    PacketSections(boolean withHeaderBytes) {
        this.decoder = new PacketDecoder(withHeaderBytes);
    }

    /** Whether a record holds the first bytes of a packet. */
    static boolean has(FlowFields record) {
        return record.length(Field.FRAME_SECTION) > 0
                || record.length(Field.IP_SECTION) > 0
                || record.length(Field.LAYER2_SECTION) > 0;
    }

    /** Decodes the packet. The link layer says more than the IP header alone. */
    void decode(FlowFields record, PacketSample.Builder sample) throws MalformedMessageException {
        DecodeResult result;
        if (record.length(Field.FRAME_SECTION) > 0) {
            LinkType link =
                    record.get(Field.FRAME_TYPE) == FRAME_TYPE_80211
                            ? LinkType.IEEE802_11
                            : LinkType.ETHERNET;
            result = decode(link, record, Field.FRAME_SECTION, Field.FRAME_SIZE, sample);
        } else if (record.length(Field.LAYER2_SECTION) > 0) {
            result =
                    decode(
                            LinkType.ETHERNET,
                            record,
                            Field.LAYER2_SECTION,
                            Field.LAYER2_SECTION_SIZE,
                            sample);
        } else {
            result =
                    decode(
                            LinkType.RAW_IP,
                            record,
                            Field.IP_SECTION,
                            Field.IP_TOTAL_LENGTH,
                            sample);
        }
        if (result.malformed()) {
            throw FAULTS[result.ordinal()];
        }
    }

    /** A section of fixed length is padded: how much of it is the packet stands beside it. */
    private DecodeResult decode(
            LinkType link,
            FlowFields record,
            Field section,
            Field originalLength,
            PacketSample.Builder sample) {
        int captured = record.length(section);
        int exported = (int) Math.min(Integer.MAX_VALUE, record.get(Field.SECTION_OCTETS));
        if (exported > 0) {
            captured = Math.min(captured, exported);
        }
        long original = Math.max(captured, Math.min(0xFFFF, record.get(originalLength)));
        return decoder.decode(
                link, record.buffer(), record.at(section), captured, (int) original, sample);
    }

    private static MalformedMessageException[] faults() {
        DecodeResult[] results = DecodeResult.values();
        MalformedMessageException[] faults = new MalformedMessageException[results.length];
        for (DecodeResult result : results) {
            faults[result.ordinal()] =
                    new MalformedMessageException(result.text().replace(' ', '_'));
        }
        return faults;
    }
}
