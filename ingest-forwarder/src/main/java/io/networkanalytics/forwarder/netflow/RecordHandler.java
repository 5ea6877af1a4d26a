package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.InterfaceIndexes;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;

/** What becomes of one record: a sample of a flow or of a packet, or knowledge of the exporter. */
final class RecordHandler {

    private final Samplers samplers;
    private final DomainTable domains;
    private final PacketSections sections;
    private final SampleSink sink;
    private final InterfaceIndexes indexes = new InterfaceIndexes();
    private final PacketSample.Builder draft = PacketSample.newBuilder();

    RecordHandler(DomainTable domains, boolean withHeaderBytes, SampleSink sink) {
        this.domains = domains;
        this.samplers = domains.samplers();
        this.sections = new PacketSections(withHeaderBytes);
        this.sink = sink;
    }

    void options(Domain domain, FlowFields record) {
        samplers.learn(domain, record);
        domain.exporter().meters().skipped("options_record");
    }

    void flow(Domain domain, MessageHeader header, FlowFields record)
            throws MalformedMessageException, InterruptedException {
        boolean packet = PacketSections.has(record);
        if (!packet && !FlowSample.isFlow(record)) {
            domain.exporter().meters().skipped("record_without_flow");
            return;
        }
        if (!packet && record.has(Field.NAT_EVENT) && FlowSample.isWithoutVolume(record)) {
            domain.exporter().meters().skipped("nat_event");
            return;
        }
        draft.clear();
        if (packet) {
            sections.decode(record, draft);
        } else {
            FlowSample.describe(record, draft);
        }
        FlowSample.origin(record, indexes, draft);
        weigh(domain, header, record, packet);
        draft.setObservedAtNanos(FlowTimes.end(record, header, domain.systemInitMillis()))
                .setReceivedAtNanos(header.receivedAtNanos());
        if (header.version() == NetflowDecoder.IPFIX) {
            draft.setSourceSystem("ipfix");
        }
        sink.accept(domain.exporter(), draft, Acknowledgement.NONE);
    }

    /**
     * An interval that nobody told stays 0: the intake takes it as 1 and counts it. What a firewall
     * reports of a flow without counts (its begin, its denial), or with counts of zero, has a
     * reason and no volume.
     */
    private void weigh(Domain domain, MessageHeader header, FlowFields record, boolean packet) {
        if (!packet && record.has(Field.FIREWALL_EVENT) && FlowSample.isWithoutVolume(record)) {
            draft.setPackets(0).setSampleInterval(1).setSamplingMode(SamplingMode.NOTIFICATION);
            return;
        }
        if (!packet && !FlowSample.hasPackets(record)) {
            domain.exporter().meters().packetsDefaulted();
        }
        double stated = samplers.interval(domain, record);
        if (stated == 0) {
            stated = header.interval();
        }
        if (stated == 0) {
            stated = domains.configuredInterval(domain);
        }
        if (stated == 0) {
            return;
        }
        long interval = domain.whole(stated);
        if (packet) {
            interval = domain.withDebt(interval);
        }
        draft.setSampleInterval((int) interval)
                .setSamplingMode(interval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM);
    }
}
