package io.networkanalytics.rules;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.evaluate.Conditions;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.sample.SampleView;
import java.util.function.Predicate;

/** An expression that can be asked about samples. For one thread. */
public final class CompiledExpression {

    private final Expression expression;
    private final Predicate<SampleView> test;
    private final SampleView view = new SampleView();

    CompiledExpression(Expression expression) {
        this.expression = expression;
        this.test = Conditions.compile(expression);
    }

    /** Whether it is true for a sample. Allocates nothing. */
    public boolean matches(AnnotatedSample sample) {
        return test.test(view.of(sample));
    }

    /** Its tree. */
    public Expression expression() {
        return expression;
    }
}
