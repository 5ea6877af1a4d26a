package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import io.networkanalytics.model.AnnotatedSample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Patterns on which a backtracking engine takes exponential time. What is counted is how often the
 * engine reads a character of the text; the deadline is only there so that a failure ends.
 */
class LinearTimeTest {

    private static final List<String> ADVERSARIAL =
            List.of(
                    "(a+)+b",
                    "(a|a)*b",
                    "(a*)*b",
                    "(a|aa)+b",
                    "a?a?a?a?a?a?a?a?aaaaaaaab",
                    "(.*)*b");

    /** Counts reads. */
    private static final class CountedText implements CharSequence {

        private final int length;
        private long reads;

        CountedText(int length) {
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            reads++;
            return 'a';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "a".repeat(end - start);
        }
    }

    @Test
    void readsGrowWithTheTextAndNoFaster() {
        for (String pattern : ADVERSARIAL) {
            Pattern compiled = Pattern.compile(pattern);
            long reads = reads(compiled, 2_000);
            long more = reads(compiled, 20_000);
            assertTrue(reads >= 2_000, pattern + " looked at " + reads + " characters only");
            assertTrue(
                    more <= 11 * reads,
                    pattern + " read " + reads + " characters, of the tenfold text " + more);
        }
    }

    private static long reads(Pattern pattern, int length) {
        CountedText text = new CountedText(length);
        assertFalse(pattern.matcher(text).find());
        return text.reads;
    }

    @Test
    void expressionsUseThatEngine() {
        AnnotatedSample sample =
                TestingSamples.plain(
                        TestingSamples.all().get("udp4").sample().toBuilder()
                                .setColo("a".repeat(50_000))
                                .build());
        assertTimeoutPreemptively(
                Duration.ofMinutes(2),
                () -> {
                    for (String pattern : ADVERSARIAL) {
                        CompiledExpression expression =
                                RuleExpression.compile("cf.colo.name matches r\"" + pattern + "\"");
                        assertEquals(false, expression.matches(sample), pattern);
                    }
                });
    }
}
