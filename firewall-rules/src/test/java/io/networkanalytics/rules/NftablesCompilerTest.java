package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.RateLimit;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.nftables.NftablesCompiler;
import io.networkanalytics.rules.nftables.UnsupportedRuleException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the kernel means the same by it shows NftablesITCase. */
class NftablesCompilerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ip.src eq 10.0.0.1                    | ip saddr 10.0.0.1
            ip.src ne 10.0.0.1                    | ip saddr != 10.0.0.1 ; meta protocol ip6
            ip.dst in {2001:db8::/32 10.0.0.0/8}  | ip daddr 10.0.0.0/8 ; ip6 daddr 2001:db8::/32
            ip.src in {10.0.0.0/8 10.1.0.0/16}    | ip saddr 10.0.0.0/8
            ip.src in {10.0.0.1..10.0.0.5 9.9.9.9} | ip saddr { 9.9.9.9, 10.0.0.1-10.0.0.5 }
            ip.src lt 0.0.0.0                     |
            ip.ttl lt 5                           | ip ttl 0-4 ; ip6 hoplimit 0-4
            ip.ttl ge 0                           | ip ttl >= 0 ; ip6 hoplimit >= 0
            ip.len le 60                          | ip length 0-60 ; ip6 length 0-20
            ip.ttl & 0x40                         | ip ttl & 64 != 0 ; ip6 hoplimit & 64 != 0
            tcp                                   | meta l4proto 6
            not icmp                              | meta l4proto != { 1, 58 }
            ip.proto in {"tcp" "udp"}             | meta l4proto { 6, 17 }
            ip.proto.num ge 254                   | meta l4proto { 254, 255 }
            ip.proto.num gt 255                   |
            not ip.proto.num gt 255               | ''
            tcp and udp                           |
            ip.src eq ::1 and ip.dst eq 10.0.0.1  |
            udp.dstport eq 70000                  |
            tcp.dstport eq 80 and ip.src eq 10.0.0.1 | ip frag-off & 0x1fff == 0 tcp dport 80 ip saddr 10.0.0.1
            tcp.flags.syn and ip.src eq ::1       | meta protocol ip6 exthdr frag missing meta l4proto 6 @th,104,8 & 2 != 0 ip6 saddr ::1 ; frag frag-off == 0 meta l4proto 6 @th,104,8 & 2 != 0 ip6 saddr ::1
            """)
    void compiles(String expression, String expected) throws Exception {
        assertEquals(
                expected == null ? List.of() : List.of(expected.split(" ; ", -1)),
                NftablesCompiler.compile(tree(expression)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ip.src.country eq "US"          | nftables cannot express 'ip.src.country eq "US"'
            cf.colo.name matches "^ams"     | nftables cannot express 'cf.colo.name matches r"^ams"'
            tcp and ip.src.asnum eq 64500   | nftables cannot express the field ip.src.asnum
            ip.hdr_len gt 20                | nftables cannot express the field ip.hdr_len
            ip.opt.type eq 148              | nftables cannot express the field ip.opt.type
            bit_slice(udp, 3, 8) eq 1       | nftables cannot express bit_slice(udp, 3, 8): only whole bytes
            not bit_slice(udp, 64, 72) eq 1 | nftables cannot express a negated bit_slice
            ip.len & 1                      | nftables cannot express bits of ip.len
            """)
    void refusesByName(String expression, String message) throws Exception {
        Expression tree = tree(expression);
        UnsupportedRuleException e =
                assertThrows(UnsupportedRuleException.class, () -> NftablesCompiler.compile(tree));
        assertTrue(e.getMessage().startsWith(message), e::getMessage);
    }

    @Test
    void alternativesAreBounded() throws Exception {
        Expression tree =
                tree(
                        "tcp.dstport eq 1 xor tcp.srcport eq 2 xor tcp.dstport eq 3 xor tcp.srcport eq 4"
                                + " xor tcp.dstport eq 5 xor tcp.srcport eq 6 xor tcp.dstport eq 7"
                                + " xor tcp.srcport eq 8 xor tcp.dstport eq 9 xor tcp.srcport eq 10");
        UnsupportedRuleException e =
                assertThrows(UnsupportedRuleException.class, () -> NftablesCompiler.compile(tree));
        assertTrue(e.getMessage().contains("more than 256 ways"), e::getMessage);
    }

    @Test
    void aChainDoesWhatTheRuleDoes() throws Exception {
        assertEquals("chain c {\n    meta l4proto 17 counter drop\n}\n", chain(rule(Action.BLOCK)));
        assertEquals(
                "chain c {\n    meta l4proto 17 counter accept\n}\n", chain(rule(Action.SKIP)));
        assertEquals("chain c {\n    meta l4proto 17 counter return\n}\n", chain(rule(Action.LOG)));
        assertEquals(
                "chain c {\n    meta l4proto 17 counter return\n}\n",
                chain(rule(Action.BLOCK).disabled()));
        assertEquals("chain c {\n}\n", chain(rule(Action.SKIP).disabled()));
        for (TestingRules rule :
                List.of(
                        rule(Action.BLOCK).limit(new RateLimit(5, List.of())),
                        rule(Action.BLOCK).expiresAt(Instant.EPOCH))) {
            assertThrows(UnsupportedRuleException.class, () -> chain(rule));
        }
    }

    private static TestingRules rule(Action action) {
        return TestingRules.rule().action(action);
    }

    private static String chain(TestingRules rule)
            throws UnsupportedRuleException, ExpressionException {
        return NftablesCompiler.chain(rule.of("r1", "udp"), tree("udp"), "c", "counter");
    }

    private static Expression tree(String expression) throws ExpressionException {
        return RuleExpression.compile(expression).expression();
    }
}
