package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.TcpProtection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TrafficBufferTest {

    private static final int MOST = 16;

    private final SampleTarget.Finder targets = new SampleTarget.Finder();

    private record Slot(PrefixKey key, long second, int vector) {}

    @RepeatedTest(20)
    void countsMergeToWhatOnePlaceWouldHave(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        TrafficBuffer whole = new TrafficBuffer(MOST);
        List<TrafficBuffer> parts = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            parts.add(new TrafficBuffer(MOST));
        }
        List<TrafficCount> partial = new ArrayList<>();

        for (int i = 0; i < 300; i++) {
            AnnotatedSample sample = random(random, i);
            long second = random.nextInt(3);
            int vector = 1 + random.nextInt(2);
            add(whole, sample, second, vector);
            TrafficBuffer part = parts.get(random.nextInt(parts.size()));
            add(part, sample, second, vector);
            if (random.nextInt(40) == 0) {
                part.drain(partial::add);
                assertEquals(0, part.size());
            }
        }
        parts.forEach(part -> part.drain(partial::add));
        Collections.shuffle(partial, random);

        List<TrafficCount> counts = new ArrayList<>();
        whole.drain(counts::add);
        assertEquals(bySlot(counts), bySlot(partial));
        assertTrue(partial.stream().allMatch(c -> c.traffic().digests().digests().size() <= MOST));
    }

    @Test
    void notificationsStandForNothing() {
        TrafficBuffer buffer = new TrafficBuffer(MOST);
        PacketSample.Builder notification =
                Packets.udp(1, 53, "").setSamplingMode(SamplingMode.NOTIFICATION);

        add(buffer, Packets.annotated(notification), 1, 2);

        assertEquals(0, buffer.size());
    }

    private void add(TrafficBuffer buffer, AnnotatedSample sample, long second, int vector) {
        buffer.add(sample, targets.of(sample).orElseThrow(), second, vector);
    }

    private static AnnotatedSample random(Random random, long sequence) {
        String preference = random.nextInt(20) == 0 ? "low" : random.nextInt(20) == 0 ? "off" : "";
        Account account = new Account(7, "", "", "", "", TcpProtection.MONITORING, preference);
        return Packets.annotated(
                Packets.udp(sequence, 53, "")
                        .setDestinationAddress(
                                TestSamples.v4(203, 0, random.nextInt(2), random.nextInt(9)))
                        .setPackets(1 + random.nextInt(9))
                        .setBytes(60 + random.nextInt(1400))
                        .setSampleInterval(1 + random.nextInt(1000)),
                Packets.SECOND,
                account);
    }

    private static Map<Slot, VectorTraffic> bySlot(List<TrafficCount> counts) {
        Map<Slot, VectorTraffic> bySlot = new HashMap<>();
        for (TrafficCount count : counts) {
            bySlot.merge(
                    new Slot(count.key(), count.second(), count.vector()),
                    count.traffic(),
                    (a, b) -> a.plus(b, MOST));
        }
        return bySlot;
    }
}
