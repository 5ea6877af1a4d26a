package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.ListSource;
import io.networkanalytics.rules.language.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random expressions and samples; the seed repeats a failure. */
class RandomExpressionsTest {

    private static final long SEED = 20260112;
    private static final int EXPRESSIONS = 4_000;
    private static final int SAMPLES_OF_EACH = 25;

    @Test
    void compiledIsTrueWhereTheNaiveOneIs() {
        Random random = new Random(SEED);
        RandomExpressions expressions = new RandomExpressions(random);
        RandomSamples samples = new RandomSamples(random);
        int held = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            Expression expression = expressions.expression(random.nextInt(4));
            CompiledExpression compiled = new CompiledExpression(expression);
            for (int j = 0; j < SAMPLES_OF_EACH; j++) {
                AnnotatedSample sample = samples.next();
                boolean expected = new NaiveEvaluator(sample).holds(expression);
                held += expected ? 1 : 0;
                assertEquals(
                        expected,
                        compiled.matches(sample),
                        () -> expression.text() + " of " + sample);
            }
        }
        double share = (double) held / (EXPRESSIONS * SAMPLES_OF_EACH);
        assertTrue(share > 0.2 && share < 0.8, share + " are true: the random ones mean little");
    }

    @Test
    void whatIsPrintedIsReadAsTheSameTree() throws ExpressionException {
        Random random = new Random(SEED + 1);
        RandomExpressions expressions = new RandomExpressions(random);
        int read = 0;
        for (int i = 0; i < EXPRESSIONS; i++) {
            Expression expression = expressions.expression(random.nextInt(5));
            String text = expression.text();
            if (text.length() <= Parser.MAX_LENGTH) {
                assertEquals(expression, Parser.parse(text, ListSource.NONE), text);
                read++;
            }
        }
        assertTrue(read > EXPRESSIONS / 2, read + " were short enough");
    }

    @Test
    void theIndexFindsWhatAScanFinds() throws Exception {
        Random random = new Random(SEED + 2);
        RandomExpressions expressions = new RandomExpressions(random);
        RandomSamples samples = new RandomSamples(random);
        for (int round = 0; round < 40; round++) {
            RuleTable table = new RuleTable();
            List<Expression> scanned = new ArrayList<>();
            while (scanned.size() < 1 + round * 5) {
                Expression expression = expressions.expression(random.nextInt(3));
                if (expression.text().length() <= Parser.MAX_LENGTH) {
                    TestingRules.rule()
                            .position(scanned.size())
                            .in(table, "r" + scanned.size(), expression.text());
                    scanned.add(expression);
                }
            }
            for (int i = 0; i < 250; i++) {
                AnnotatedSample sample = samples.next();
                Decision decision = table.evaluate(sample);
                assertEquals(first(scanned, sample), decision.ruleId(), sample::toString);
            }
        }
    }

    private static String first(List<Expression> rules, AnnotatedSample sample) {
        NaiveEvaluator naive = new NaiveEvaluator(sample);
        for (int i = 0; i < rules.size(); i++) {
            if (naive.holds(rules.get(i))) {
                return "r" + i;
            }
        }
        return "";
    }
}
