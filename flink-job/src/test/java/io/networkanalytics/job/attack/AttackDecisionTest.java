package io.networkanalytics.job.attack;

import static io.networkanalytics.job.attack.Packets.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackEvent.Kind;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is an attack, on whom, and what is done about it. */
class AttackDecisionTest {

    private static final String TARGET = "203.0.113.9/32";
    private static final int SYN = 2;
    private static final int ACK = 16;

    private final DetectedTraffic traffic = new DetectedTraffic(AttackSettings.DEFAULT);

    private static PacketSample.Builder flood(long number) {
        return Packets.tcp(number, SYN)
                .setIpTotalLength(40)
                .setSampleInterval(1000)
                .setSourceAddress(Packets.source(number))
                .setSourcePort((int) (1024 + number * 7919 % 60_000));
    }

    private static PacketSample.Builder ack(long number) {
        return flood(number).setTcpFlags(ACK).setIpTotalLength((int) (40 + number % 1400));
    }

    @Test
    void twoVectorsAreTwoAttacks() {
        for (long second = SECOND; second < SECOND + 10; second++) {
            traffic.sendAll(second, List.of(AttackDecisionTest::flood, Packets::dnsAnswer), 60);
        }
        traffic.end();

        assertEquals(
                Map.of(
                        DetectedTraffic.id("SYN flood", TARGET, SECOND),
                        600,
                        DetectedTraffic.id("DNS amplification", TARGET, SECOND),
                        600),
                traffic.tags());
    }

    @Test
    void whatChangesWhileItLastsStaysOneAttack() {
        traffic.send(SECOND, 10, 100, AttackDecisionTest::flood);
        traffic.send(
                SECOND + 10, 10, 100, n -> flood(n).setIpTotalLength(48).setDestinationPort(80));
        traffic.end();

        assertEquals(Map.of(DetectedTraffic.id("SYN flood", TARGET, SECOND), 2000), traffic.tags());
        assertTrue(
                traffic.events(Kind.ENDED).get(0).fingerprint().contains(" or "),
                () -> traffic.events(Kind.ENDED).get(0).fingerprint());
    }

    @Test
    void oneConnectionIsATransferAndManyAreAFlood() {
        traffic.send(SECOND, 10, 200, n -> ack(n).setSourcePort(443).setSourceAddress(server()));
        traffic.send(SECOND + 20, 10, 200, AttackDecisionTest::ack);
        traffic.end();

        assertEquals(
                Map.of(DetectedTraffic.id("ACK flood", TARGET, SECOND + 20), 2000, "", 2000),
                traffic.tags());
    }

    private static ByteString server() {
        return TestSamples.v4(198, 51, 100, 7);
    }

    @Test
    void aCarpetIsOneAttackOnItsPrefix() {
        traffic.send(
                SECOND,
                10,
                512,
                n ->
                        Packets.dnsAnswer(n)
                                .setSampleInterval(100)
                                .setDestinationAddress(
                                        TestSamples.v4(203, 0, 113, (int) (n % 256))));
        traffic.end();

        String vector = "carpet bombing (DNS amplification)";
        assertEquals(
                Map.of(DetectedTraffic.id(vector, "203.0.113.0/24", SECOND), 5120), traffic.tags());
        assertEquals(vector, traffic.events().get(0).vector());
        assertEquals("203.0.113.0/24", traffic.events().get(0).target());
    }

    @Test
    void aFewSamplesAreNoAttackWhateverTheyStandFor() {
        traffic.send(SECOND, 1, 4, n -> flood(n).setSampleInterval(10_000)).end();
        assertEquals(List.of(), traffic.events());
    }

    @Test
    void notificationsHaveNoVolume() {
        traffic.send(SECOND, 5, 500, n -> flood(n).setSamplingMode(SamplingMode.NOTIFICATION))
                .end();
        assertEquals(List.of(), traffic.events());
    }

    @Test
    void sensitivityIsTheAccounts() {
        Map<String, Integer> found = new TreeMap<>();
        for (String wish : List.of("", "medium", "low", "off", "default;SYN flood=off")) {
            DetectedTraffic asked = new DetectedTraffic(AttackSettings.DEFAULT).wants(wish);
            // 60,000 a second: six times the threshold of the table.
            asked.send(SECOND, 5, 60, AttackDecisionTest::flood).end();
            found.put(wish, asked.events(Kind.STARTED).size());
        }
        assertEquals(
                Map.of("", 1, "medium", 1, "low", 0, "off", 0, "default;SYN flood=off", 0), found);
    }

    @Test
    void whatWasUsualForAWeekIsTheThreshold() {
        // Learned while nothing counts as an attack.
        traffic.wants("off").send(SECOND, 60, 60, AttackDecisionTest::flood);
        long nextDay = SECOND + 86_400;
        traffic.wants("").send(nextDay, 10, 40, AttackDecisionTest::flood);
        traffic.send(nextDay + 100, 10, 400, AttackDecisionTest::flood);
        traffic.end();

        assertEquals(
                List.of(nextDay + 100),
                traffic.events(Kind.STARTED).stream().map(AttackEvent::startedAt).toList());
    }

    @Test
    void rulesLogUnlessTheAccountWantsToBlockAndTheTargetMayBe() throws Exception {
        AttackSettings never =
                new AttackSettings(60, 1, 512, List.of("203.0.113.8/29", "198.51.100.0/24"));
        assertEquals("log", action(AttackSettings.DEFAULT, ""));
        assertEquals("block", action(AttackSettings.DEFAULT, "default;block"));
        assertEquals("log", action(never, "default;block"));
    }

    private static String action(AttackSettings settings, String wish) throws Exception {
        DetectedTraffic asked = new DetectedTraffic(settings).wants(wish);
        asked.send(SECOND, 5, 60, AttackDecisionTest::flood).end();
        AttackRule rule = asked.rules().get(0);
        CompiledExpression expression = RuleExpression.compile(rule.expression());
        AnnotatedSample attack = Packets.annotated(flood(1));
        AnnotatedSample client = Packets.annotated(flood(2).setIpTotalLength(60));
        assertTrue(expression.matches(attack), rule::expression);
        assertTrue(!expression.matches(client), rule::expression);
        assertTrue(rule.json().contains("\"action\":\"" + rule.action() + "\""), rule::json);
        return asked.rules().stream()
                .map(AttackRule::action)
                .distinct()
                .collect(Collectors.joining(","));
    }
}
