package io.networkanalytics.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.codec.AttackEventCodec;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.stack.demo.Totals;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Kafka holds, of committed records.
 *
 * @param samples the sender's, each once
 * @param repeats records of samples that are there before
 * @param eventRecords records of events of attacks
 * @param events different ones among them: attack_id, kind, at, packets and bits as ClickHouse
 *     prints them
 */
record TopicContent(Totals samples, long repeats, long eventRecords, Set<String> events) {

    static TopicContent read(String bootstrap) {
        BitSet seen = new BitSet();
        SampleCount count = new SampleCount();
        long[] records = new long[2];
        CommittedRecords.read(
                bootstrap,
                Topics.PACKET_SAMPLES,
                record -> {
                    PacketSample sample = sample(record.value());
                    records[0]++;
                    if (!seen.get(Math.toIntExact(sample.getSequence()))) {
                        seen.set(Math.toIntExact(sample.getSequence()));
                        count.add(sample);
                    }
                });
        Set<String> events = new TreeSet<>();
        CommittedRecords.read(
                bootstrap,
                Topics.ATTACK_EVENTS,
                record -> {
                    records[1]++;
                    events.add(event(record.value()));
                });
        return new TopicContent(
                count.totals(), records[0] - count.samples(), records[1], Set.copyOf(events));
    }

    /** Attacks that were told of. */
    Set<String> attacks() {
        return events.stream()
                .map(event -> event.substring(0, event.indexOf('\t')))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PacketSample sample(byte[] bytes) {
        try {
            return PacketSample.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String event(byte[] json) {
        try {
            AttackEvent event = AttackEventCodec.decode(new String(json, UTF_8));
            return String.join(
                    "\t",
                    event.attackId(),
                    event.kind().name(),
                    Long.toString(event.at()),
                    Long.toString(event.packets()),
                    Long.toString(event.bits()));
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("an event that nobody can read", e);
        }
    }
}
