package io.networkanalytics.forwarder.sflow;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;

/** Reads flow samples (formats 1 and 3) and discarded packets (format 5). For one thread. */
final class FlowSampleReader {

    private static final String DROP = "drop";

    private final SampleSink sink;
    private final FlowRecords records;
    private final Interfaces interfaces = new Interfaces();
    private final PacketSample.Builder draft = PacketSample.newBuilder();

    FlowSampleReader(boolean withHeaderBytes, SampleSink sink) {
        this.sink = sink;
        this.records = new FlowRecords(withHeaderBytes);
    }

    void readFlow(Agent agent, XdrCursor in, boolean expanded, long receivedAtNanos)
            throws MalformedDatagramException, InterruptedException {
        int sequence = in.int32();
        readSource(in, expanded);
        int rate = in.int32();
        in.skip(Integer.BYTES); // sample_pool, see LossLedger
        int drops = in.int32();
        if (expanded) {
            interfaces.input(in.int32(), in.int32());
            interfaces.output(in.int32(), in.int32());
        } else {
            interfaces.compactInput(in.int32());
            interfaces.compactOutput(in.int32());
        }
        Exporter exporter = agent.exporter();
        if (rate == 0) {
            exporter.meters().intervalDefaulted();
        }
        long interval = Math.max(1, Integer.toUnsignedLong(rate));
        // Before the records: a sample whose packet is malformed is no lost sample.
        long weighted =
                ledger(agent)
                        .intervalOf(
                                sequence,
                                drops,
                                agent.lostDatagrams(),
                                interval,
                                exporter.meters());
        draft.clear();
        interfaces.apply(draft);
        records.read(in, draft, exporter.meters());
        draft.setSampleInterval((int) weighted)
                .setSamplingMode(weighted == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM);
        hand(exporter, receivedAtNanos);
    }

    /**
     * The notification of a drop. Its agent limits their rate, so it counts for its reason and for
     * no volume; gaps in their numbers and {@code drops}, the notifications that the agent did not
     * send, are counted and make no sample heavier.
     */
    void readDiscarded(Agent agent, XdrCursor in, long receivedAtNanos)
            throws MalformedDatagramException, InterruptedException {
        int sequence = in.int32();
        readSource(in, true);
        int notSent = in.int32();
        interfaces.input(0, in.int32());
        interfaces.output(0, in.int32());
        int reason = in.int32();
        agent.notificationLedger(interfaces.sourceClass(), interfaces.sourceIndex())
                .notification(sequence, notSent, agent.lostDatagrams(), agent.exporter().meters());
        draft.clear();
        draft.setPackets(1);
        interfaces.apply(draft);
        dropped(draft, reason);
        records.readOptional(in, draft, agent.exporter().meters());
        draft.setSampleInterval(1).setSamplingMode(SamplingMode.NOTIFICATION);
        hand(agent.exporter(), receivedAtNanos);
    }

    /** Marks a sample as the report of a drop. */
    static void dropped(PacketSample.Builder sample, int reason) {
        sample.setVerdict(DROP)
                .setOutcome(DROP)
                .setMitigationReason(DropReason.mitigationReason(reason))
                .putMetadata("drop_reason", DropReason.name(reason));
    }

    private void readSource(XdrCursor in, boolean expanded) throws MalformedDatagramException {
        int first = in.int32();
        if (expanded) {
            interfaces.source(first, in.int32());
        } else {
            interfaces.source(first >>> 24, first & 0xFF_FFFF);
        }
    }

    private LossLedger ledger(Agent agent) {
        return agent.ledger(interfaces.sourceClass(), interfaces.sourceIndex());
    }

    private void hand(Exporter exporter, long receivedAtNanos) throws InterruptedException {
        draft.setReceivedAtNanos(receivedAtNanos);
        sink.accept(exporter, draft, Acknowledgement.NONE);
    }
}
