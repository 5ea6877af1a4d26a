package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.Rule.RateLimit;
import io.networkanalytics.rules.language.Field;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An evaluation allocates nothing, whatever the rules ask for and whether one matches. */
class AllocationTest {

    private static final int EVALUATIONS = 20_000;

    @Test
    void evaluationsAllocateNothing() throws Exception {
        RuleTable table = new RuleTable();
        List<String> expressions =
                List.of(
                        "tcp.dstport in {1 3 5..9} and ip.src in {10.0.0.0/8 2001:db8::/32}",
                        "ip.src eq 9.9.9.9 or ip.dst gt ffff::",
                        "ip.src.country in {\"XX\" \"YY\"} xor ip.dst.country eq \"ZZ\"",
                        "cf.colo.name matches \"^z+$\" or cf.colo.name wildcard \"z*\"",
                        "cf.colo.region contains \"zz\" or ip.proto eq \"sctp\"",
                        "bit_slice(udp, 64, 80) eq 5 or ip.opt.type eq 9",
                        "tcp.flags & 0x20 and not tcp.flags.syn",
                        "ip.src.asnum in {5..9} and ip.ttl gt 300");
        for (int i = 0; i < expressions.size(); i++) {
            TestingRules.rule().position(i).in(table, "r" + i, expressions.get(i));
        }
        TestingRules.rule()
                .position(90)
                .limit(new RateLimit(5, List.of(Field.IP_SRC, Field.TCP_DSTPORT)))
                .in(table, "limit", "tcp");
        AnnotatedSample[] samples = TestingSamples.all().values().toArray(new AnnotatedSample[0]);
        int matched = evaluate(table, samples);
        assertTrue(matched > EVALUATIONS / 10, matched + " matched");

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        evaluate(table, samples);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // The measurement itself takes a few hundred bytes; one object an evaluation would be
        // 300,000.
        assertEquals(0, allocated / EVALUATIONS, allocated + " bytes");
        assertTrue(allocated < 4096, allocated + " bytes");
    }

    private static int evaluate(RuleTable table, AnnotatedSample[] samples) {
        int matched = 0;
        for (int i = 0; i < EVALUATIONS; i++) {
            String rule = table.evaluate(samples[i % samples.length]).ruleId();
            matched += rule.isEmpty() ? 0 : 1;
        }
        return matched;
    }
}
