package io.networkanalytics.forwarder.netflow;

/**
 * Reads the flows of a NetFlow version 5 datagram: 48 bytes each, behind a header of 24 (Cisco,
 * NetFlow Export Datagram Format).
 */
final class V5Reader {

    static final int HEADER_BYTES = 24;

    private static final int FLOW_BYTES = 48;

    private final RecordHandler records;
    private final FlowFields flow = new FlowFields();

    V5Reader(RecordHandler records) {
        this.records = records;
    }

    /**
     * @param count of flows that the header promises
     * @return flows read
     */
    int read(Domain domain, MessageHeader header, int count, ByteCursor in, Faults faults)
            throws InterruptedException {
        for (int i = 1; i <= count; i++) {
            if (in.remaining() < FLOW_BYTES) {
                faults.note(MalformedMessageException.TRUNCATED, "flow", i);
                return i - 1;
            }
            try {
                readFlow(in);
                records.flow(domain, header, flow);
            } catch (MalformedMessageException e) {
                faults.note(e, "flow", i);
            }
        }
        return count;
    }

    private void readFlow(ByteCursor in) throws MalformedMessageException {
        int at = in.skip(FLOW_BYTES);
        flow.begin(in.buffer());
        flow.read(Field.SOURCE_V4, at, 4);
        flow.read(Field.DESTINATION_V4, at + 4, 4);
        flow.read(Field.INGRESS, at + 12, 2);
        flow.read(Field.EGRESS, at + 14, 2);
        flow.read(Field.PACKETS, at + 16, 4);
        flow.read(Field.OCTETS, at + 20, 4);
        flow.read(Field.END_UPTIME, at + 28, 4);
        flow.read(Field.SOURCE_PORT, at + 32, 2);
        flow.read(Field.DESTINATION_PORT, at + 34, 2);
        flow.read(Field.TCP_FLAGS, at + 37, 1);
        flow.read(Field.PROTOCOL, at + 38, 1);
        flow.read(Field.TYPE_OF_SERVICE, at + 39, 1);
        flow.read(Field.SOURCE_AS, at + 40, 2);
        flow.read(Field.DESTINATION_AS, at + 42, 2);
    }
}
