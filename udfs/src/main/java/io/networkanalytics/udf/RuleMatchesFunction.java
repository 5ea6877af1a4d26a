package io.networkanalytics.udf;

import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.language.ExpressionException;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * {@code rule_matches(sample BYTES, expression STRING) -> BOOLEAN}: whether an expression of the
 * rule language is true of a record of {@code packet-samples.v1}. To try a rule on live traffic
 * before it is published. What the job adds (country, site) is not known here, an ASN only where
 * the exporter said it.
 */
public final class RuleMatchesFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    private transient String text;
    private transient CompiledExpression compiled;

    /**
     * Evaluates.
     *
     * @param sample the record's value; null, or what is no sample, gives null
     * @param expression in the rule language; null gives null
     * @return whether it is true of the sample
     * @throws IllegalArgumentException if the expression does not compile; the message says where
     *     and why
     */
    public @DataTypeHint("BOOLEAN") Boolean eval(
            @DataTypeHint("BYTES") byte[] sample, @DataTypeHint("STRING") String expression) {
        if (sample == null || expression == null) {
            return null;
        }
        // As a rule the expression is a literal of the query: compiled once.
        if (!expression.equals(text)) {
            compiled = compile(expression);
            text = expression;
        }
        try {
            PacketSample packet = PacketSample.parseFrom(sample);
            return compiled.matches(
                    AnnotatedSample.of(packet, EventTime.nanos(packet), Account.UNASSIGNED));
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    private static CompiledExpression compile(String expression) {
        try {
            return RuleExpression.compile(expression);
        } catch (ExpressionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
