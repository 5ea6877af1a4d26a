package io.networkanalytics.job.attack;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TcpProtection;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** Traffic of a test, second by second, and what is detected in it. */
final class DetectedTraffic {

    private final LocalDetection detection;
    private final List<AnnotatedSample> tagged = new ArrayList<>();
    private Account account = account("");
    private long sequence;

    DetectedTraffic(AttackSettings settings) {
        detection = new LocalDetection(settings);
    }

    static Account account(String preference) {
        return new Account(
                1001, "", "", "", "203.0.113.0/24", TcpProtection.MONITORING, preference);
    }

    /** What the account wants of detection from now on. */
    DetectedTraffic wants(String preference) {
        account = account(preference);
        return this;
    }

    /** So many packets in each of some seconds; made from their number. */
    DetectedTraffic send(
            long firstSecond,
            int seconds,
            int perSecond,
            LongFunction<PacketSample.Builder> packet) {
        for (long second = firstSecond; second < firstSecond + seconds; second++) {
            sendAll(second, List.of(packet), perSecond);
        }
        return this;
    }

    /** The same of several kinds, mixed in each second. */
    void sendAll(long second, List<LongFunction<PacketSample.Builder>> packets, int perSecond) {
        for (int i = 0; i < perSecond; i++) {
            for (LongFunction<PacketSample.Builder> packet : packets) {
                sequence++;
                detection.add(
                        AnnotatedSample.of(
                                packet.apply(sequence).setSequence(sequence).build(),
                                second * 1_000_000_000L + i * 1_000L,
                                account),
                        tagged::add);
            }
        }
    }

    DetectedTraffic end() {
        detection.end(tagged::add);
        return this;
    }

    List<AttackEvent> events() {
        return detection.events();
    }

    List<AttackEvent> events(AttackEvent.Kind kind) {
        return events().stream().filter(e -> e.kind() == kind).toList();
    }

    List<AttackRule> rules() {
        return detection.rules();
    }

    /** Samples by id of their attack. */
    TreeMap<String, Integer> tags() {
        TreeMap<String, Integer> tags = new TreeMap<>();
        tagged.forEach(s -> tags.merge(s.attackId(), 1, Integer::sum));
        return tags;
    }

    /** The seconds with samples of an attack. */
    TreeSet<Long> seconds(String attackId) {
        TreeSet<Long> seconds = new TreeSet<>();
        tagged.stream()
                .filter(s -> s.attackId().equals(attackId))
                .forEach(s -> seconds.add(s.eventTimeNanos() / 1_000_000_000L));
        return seconds;
    }

    static String id(String vector, String target, long onset) {
        return AttackIds.of(1001, IpPrefix.parse(target), vector, onset);
    }
}
