package io.networkanalytics.job.attack;

import static io.networkanalytics.job.attack.Packets.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackEvent.Kind;
import io.networkanalytics.model.attack.AttackRule;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When an attack begins, goes on and ends. */
class AttackSessionTest {

    private static final String TARGET = "203.0.113.9/32";
    private static final String DNS = "DNS amplification";
    private static final int GAP = AttackSettings.DEFAULT.sessionGapSeconds();

    private final DetectedTraffic traffic = new DetectedTraffic(AttackSettings.DEFAULT);

    @Test
    void pausesShorterThanTheGapAreOneAttackAndLongerOnesTwo() {
        long second = SECOND + 3 + GAP - 1;
        long third = second + 3 + GAP + 1;
        for (long pulse : new long[] {SECOND, second, third}) {
            traffic.send(pulse, 3, 50, Packets::dnsAnswer);
        }
        traffic.end();

        String one = DetectedTraffic.id(DNS, TARGET, SECOND);
        String two = DetectedTraffic.id(DNS, TARGET, third);
        assertEquals(Map.of(one, 300, two, 150), traffic.tags());
        assertEquals(
                List.of(one, two),
                traffic.events(Kind.STARTED).stream().map(AttackEvent::attackId).toList());
        assertEquals(
                List.of(second + 2 + GAP, third + 2 + GAP),
                traffic.events(Kind.ENDED).stream().map(AttackEvent::at).toList());
    }

    @Test
    void startedOnceOngoingEveryMinuteEndedOnceOverMidnight() {
        long midnight = SECOND / 86_400 * 86_400 + 86_400;
        long first = midnight - 90;
        traffic.send(first, 200, 20, Packets::dnsAnswer).end();

        String id = DetectedTraffic.id(DNS, TARGET, first);
        assertEquals(Map.of(id, 4000), traffic.tags());
        List<AttackEvent> events = traffic.events();
        assertEquals(
                List.of(first + 1, midnight - 60, midnight, midnight + 60, midnight + 120),
                events.subList(0, 5).stream().map(AttackEvent::at).toList());
        assertEquals(
                List.of("STARTED 20000", "ONGOING 600000", "ONGOING 1800000", "ONGOING 3000000"),
                events.subList(0, 4).stream().map(e -> e.kind() + " " + e.packets()).toList());
        AttackEvent ended = events.get(events.size() - 1);
        assertEquals(1, traffic.events(Kind.STARTED).size());
        assertEquals(List.of(ended), traffic.events(Kind.ENDED));
        assertEquals(first + 199 + GAP, ended.at());
        assertEquals(4_000_000, ended.packets());
        assertEquals(20_000, ended.peakPacketsPerSecond());
        assertEquals(Map.of("udp.srcport", "53", "ip.len", "1400"), fixed(ended, 2));
    }

    private static Map<String, String> fixed(AttackEvent event, int most) {
        assertTrue(event.fixedValues().size() >= most, event::toString);
        return event.fixedValues().entrySet().stream()
                .filter(e -> e.getKey().equals("udp.srcport") || e.getKey().equals("ip.len"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void rulesAreRenewedWhileItLastsAndRemovedAtItsEnd() {
        traffic.send(SECOND, 150, 20, Packets::dnsAnswer).end();

        List<AttackRule> rules = traffic.rules();
        assertEquals(1, rules.stream().map(AttackRule::key).distinct().count());
        AttackRule last = rules.get(rules.size() - 1);
        assertEquals("", last.json());
        assertEquals(SECOND + 149 + GAP, last.expiresAt());
        for (int i = 1; i < rules.size() - 1; i++) {
            long before = rules.get(i - 1).expiresAt();
            assertTrue(rules.get(i).at() < before, "renewed before it is void");
            assertTrue(rules.get(i).expiresAt() > before);
        }
        assertTrue(rules.size() >= 4, rules::toString);
    }

    @Test
    void theFirstMillisecondsBeforeASecondArePartOfIt() {
        traffic.send(SECOND, 1, 3, Packets::dnsAnswer)
                .send(SECOND + 1, 1, 500, Packets::dnsAnswer)
                .send(SECOND + 2, 1, 1, Packets::dnsAnswer)
                .end();

        assertEquals(Map.of(DetectedTraffic.id(DNS, TARGET, SECOND), 504), traffic.tags());
    }

    @Test
    void whatIsWeakAndFarFromAStrongSecondIsNotTagged() {
        // One packet represents 1000: at four times the threshold a second needs two to be hot.
        DetectedTraffic thin = new DetectedTraffic(AttackSettings.DEFAULT.withThresholdScale(4));
        thin.send(SECOND, 5, 50, Packets::dnsAnswer);
        thin.send(SECOND + 5, 30, 1, Packets::dnsAnswer);
        thin.end();

        String id = DetectedTraffic.id(DNS, TARGET, SECOND);
        assertEquals(
                LongStream.range(SECOND, SECOND + 7)
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)),
                thin.seconds(id));
        assertEquals(Map.of(id, 252, "", 28), thin.tags());
    }

    @Test
    void samplesOutOfOrderWithinTheBoundAreTheSame() {
        for (long second = SECOND; second < SECOND + 20; second += 2) {
            traffic.send(second + 1, 1, 30, Packets::dnsAnswer);
            traffic.send(second, 1, 30, Packets::dnsAnswer);
        }
        traffic.end();

        assertEquals(Map.of(DetectedTraffic.id(DNS, TARGET, SECOND), 600), traffic.tags());
    }
}
