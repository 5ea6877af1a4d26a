package io.networkanalytics.rules;

import static io.networkanalytics.rules.TestingRules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.Rule.RateLimit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleTableTest {

    private static final AnnotatedSample SYN = TestingSamples.all().get("syn4");
    private static final AnnotatedSample UDP = TestingSamples.all().get("udp4");

    private final RuleTable table = new RuleTable();

    @Test
    void whatNoRuleMatchesPasses() throws Exception {
        rule().in(table, "r1", "udp");
        assertEquals("magic-firewall pass pass   ", text(table.evaluate(SYN)));
    }

    @Test
    void aBlockedPacketCarriesTheRule() throws Exception {
        rule().in(table, "r1", "tcp.dstport eq 443");
        Decision decision = table.evaluate(SYN);
        assertEquals("magic-firewall drop drop BLOCKED global r1", text(decision));
        assertEquals("rule r1", decision.ruleName());
        assertEquals("rs1", decision.rulesetId());
        assertSame(decision, table.evaluate(SYN), "made once, not for every sample");
    }

    @Test
    void aRuleAboutASiteIsLocal() throws Exception {
        rule().in(table, "r1", "tcp and cf.colo.name eq \"ams01\"");
        assertEquals("magic-firewall drop drop BLOCKED local r1", text(table.evaluate(SYN)));
    }

    @Test
    void theFirstMatchEnds() throws Exception {
        rule().position(20).in(table, "a", "tcp");
        rule().position(10).in(table, "z", "tcp.dstport eq 443");
        assertEquals("z", table.evaluate(SYN).ruleId());
        rule().position(30).in(table, "z", "tcp.dstport eq 443");
        assertEquals("a", table.evaluate(SYN).ruleId(), "the newer record moved it back");
    }

    @Test
    void customRulesComeBeforeManagedOnes() throws Exception {
        rule().phase(Phase.MANAGED).position(0).in(table, "m", "tcp");
        rule().phase(Phase.CUSTOM).position(9).in(table, "c", "tcp");
        assertEquals("c", table.evaluate(SYN).ruleId());
    }

    @Test
    void skipEndsWithPass() throws Exception {
        rule().position(1).action(Action.SKIP).in(table, "s", "ip.src in {198.51.100.0/24}");
        rule().position(2).in(table, "b", "tcp");
        assertEquals("magic-firewall pass pass  global s", text(table.evaluate(SYN)));
    }

    @Test
    void logAndDisabledRulesMonitorAndTheEvaluationGoesOn() throws Exception {
        rule().position(1).action(Action.LOG).in(table, "log", "tcp");
        rule().position(2).disabled().in(table, "off", "tcp");
        assertEquals("magic-firewall drop pass BLOCKED global log", text(table.evaluate(SYN)));
        rule().position(3).in(table, "block", "tcp.dstport eq 443");
        assertEquals("magic-firewall drop drop BLOCKED global block", text(table.evaluate(SYN)));
        rule().position(2).action(Action.SKIP).in(table, "skip", "tcp");
        assertEquals("magic-firewall pass pass  global skip", text(table.evaluate(SYN)));
    }

    @Test
    void aDisabledSkipSaysNothing() throws Exception {
        rule().position(1).action(Action.SKIP).disabled().in(table, "s", "tcp");
        rule().position(2).in(table, "b", "tcp");
        assertEquals("b", table.evaluate(SYN).ruleId());
    }

    @Test
    void rulesAreAboutTheirAccountOnly() throws Exception {
        rule().account(7).in(table, "r1", "tcp");
        rule().account(0).in(table, "r1", "tcp");
        assertSame(SYN.decision(), table.evaluate(SYN), "no rules, nothing evaluated");
        AnnotatedSample other = TestingSamples.at(SYN.sample(), 0, new Account(7, "", "", ""));
        assertEquals("drop", table.evaluate(other).outcome());
        AnnotatedSample nobody = TestingSamples.at(SYN.sample(), 0, Account.UNASSIGNED);
        assertEquals("drop", table.evaluate(nobody).outcome());
    }

    @Test
    void whatTheEdgeDecidedStays() throws Exception {
        rule().in(table, "r1", "tcp");
        AnnotatedSample dropped =
                TestingSamples.plain(
                        SYN.sample().toBuilder()
                                .setMitigationSystem("l4drop")
                                .setVerdict("drop")
                                .setOutcome("drop")
                                .build());
        assertSame(dropped.decision(), table.evaluate(dropped));
        AnnotatedSample tracked =
                TestingSamples.plain(SYN.sample().toBuilder().setProtocolState("NEW").build());
        assertEquals("NEW", table.evaluate(tracked).protocolState());
        assertEquals("r1", table.evaluate(tracked).ruleId());
    }

    @Test
    void aRecordWithoutValueRemoves() throws Exception {
        rule().in(table, "r1", "tcp");
        rule().in(table, "r2", "udp");
        table.apply("1001/r1", "");
        table.apply("1001/r9", null);
        table.apply("5/r9", null);
        assertEquals(1, table.size());
        assertEquals("pass", table.evaluate(SYN).outcome());
        assertEquals("drop", table.evaluate(UDP).outcome());
    }

    @Test
    void theLastGoodVersionStaysInForce() throws Exception {
        rule().in(table, "r1", "tcp");
        MalformedRecordException bad =
                assertThrows(
                        MalformedRecordException.class,
                        () -> rule().in(table, "r1", "tcp and tcp.dport eq 5"));
        assertEquals(RuleTable.BAD_EXPRESSION, bad.reason());
        assertEquals(
                "rule 1001/r1: line 1, column 9: 'tcp.dport': expected a field; did you mean"
                        + " tcp.dstport?",
                bad.getMessage());
        assertThrows(MalformedRecordException.class, () -> table.apply("1001/r1", "{}"));
        assertEquals("r1", table.evaluate(SYN).ruleId());
        assertEquals(1, table.size());
    }

    @Test
    void keyAndRecordMustAgree() {
        String json = RuleCodec.encode(rule().of("r1", "tcp"));
        for (String key : List.of("1001/r2", "1002/r1", "r1", "")) {
            MalformedRecordException e =
                    assertThrows(MalformedRecordException.class, () -> table.apply(key, json));
            assertTrue(e.getMessage().contains("1001/r1"), e::getMessage);
        }
        for (String key : List.of("r1", "", "/r1", "x/r1", "1001/", "99999999999/r1")) {
            assertThrows(MalformedRecordException.class, () -> table.apply(key, ""), key);
        }
        assertEquals(0, table.size());
    }

    @Test
    void aRuleEndsAtItsEventTime() throws Exception {
        long end = TestingSamples.NANOS + 5_000_000_000L;
        rule().expiresAt(Instant.ofEpochSecond(0, end)).in(table, "r1", "tcp");
        AnnotatedSample before = TestingSamples.at(SYN.sample(), end - 1, TestingSamples.ACCOUNT);
        AnnotatedSample after = TestingSamples.at(SYN.sample(), end, TestingSamples.ACCOUNT);
        assertEquals("drop", table.evaluate(before).outcome());
        assertEquals("pass", table.evaluate(after).outcome());
        assertEquals("drop", table.evaluate(before).outcome(), "late samples see it still");
        assertEquals(0, table.removeExpired(end - 1));
        assertEquals(1, table.removeExpired(end));
        assertEquals(0, table.size());
    }

    @Test
    void namedListsAreThoseOfTheAccount() throws Exception {
        RuleTable withLists =
                new RuleTable(
                        (account, name) ->
                                account == 1001 && name.equals("office")
                                        ? Optional.of(List.of("198.51.100.0/24"))
                                        : Optional.empty());
        rule().in(withLists, "r1", "ip.src in $office");
        assertEquals("drop", withLists.evaluate(SYN).outcome());
        assertThrows(
                MalformedRecordException.class,
                () -> rule().account(7).in(withLists, "r1", "ip.src in $office"));
    }

    @Test
    void belowItsLimitARulePassesAndAboveItDrops() throws Exception {
        rule().position(1).limit(new RateLimit(3, List.of())).in(table, "limit", "tcp");
        rule().position(2).in(table, "later", "tcp");
        for (int i = 0; i < 3; i++) {
            assertEquals("magic-firewall pass pass  global limit", text(table.evaluate(SYN)));
        }
        assertEquals(
                "magic-firewall drop drop RATE_LIMITED global limit", text(table.evaluate(SYN)));
    }

    @Test
    void aLogRuleWithALimitMatchesAboveItOnly() throws Exception {
        rule().action(Action.LOG).limit(new RateLimit(1, List.of())).in(table, "limit", "tcp");
        assertEquals("magic-firewall pass pass   ", text(table.evaluate(SYN)));
        assertEquals(
                "magic-firewall drop pass RATE_LIMITED global limit", text(table.evaluate(SYN)));
    }

    private static String text(Decision d) {
        return String.join(
                " ",
                d.mitigationSystem(),
                d.verdict(),
                d.outcome(),
                d.reason(),
                d.scope(),
                d.ruleId());
    }
}
