package io.networkanalytics.rules;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.evaluate.Conditions;
import io.networkanalytics.rules.evaluate.RuleIndex;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.ListSource;
import io.networkanalytics.rules.language.Parser;
import io.networkanalytics.rules.sample.SampleView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Ordered expressions of which the first one that is true counts. For one thread. */
public final class ExpressionTable {

    private final List<Predicate<SampleView>> tests = new ArrayList<>();
    private final RuleIndex index;
    private final SampleView view = new SampleView();

    /**
     * Compiles a table.
     *
     * @param expressions in their order, without named lists
     * @throws ExpressionException if one is refused; its message says where and why
     */
    public ExpressionTable(List<String> expressions) throws ExpressionException {
        List<Expression> parsed = new ArrayList<>();
        for (String expression : expressions) {
            parsed.add(Parser.parse(expression, ListSource.NONE));
        }
        parsed.forEach(expression -> tests.add(Conditions.compile(expression)));
        index = new RuleIndex(parsed);
    }

    /**
     * The first expression that is true for a sample. Allocates nothing.
     *
     * @return its number in the order, from 0; -1 if none is
     */
    public int firstMatch(AnnotatedSample sample) {
        view.of(sample);
        index.find(view);
        for (int i = index.next(0); i >= 0; i = index.next(i + 1)) {
            if (tests.get(i).test(view)) {
                return i;
            }
        }
        return -1;
    }
}
