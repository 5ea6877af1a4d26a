package io.networkanalytics.bench.fuzz;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.RuleTable;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.Parser;
import io.networkanalytics.rules.nftables.NftablesCompiler;
import io.networkanalytics.rules.nftables.UnsupportedRuleException;
import java.nio.charset.StandardCharsets;

/** Input: an expression, or where it begins with a brace a rule as JSON. */
public final class RuleFuzz {

    private static final AnnotatedSample SAMPLE =
            AnnotatedSample.of(PacketSample.getDefaultInstance(), 1, Account.UNASSIGNED);

    private RuleFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.startsWith("{")) {
            rule(text);
        } else {
            expression(text);
        }
    }

    private static void rule(String json) {
        RuleTable table = new RuleTable();
        try {
            table.apply("0/r1", json);
        } catch (MalformedRecordException e) {
            return; // a dead letter
        }
        if (table.size() != 1 || table.evaluate(SAMPLE) == null) {
            throw new AssertionError("applied, but not there");
        }
    }

    private static void expression(String text) {
        try {
            CompiledExpression compiled = RuleExpression.compile(text);
            compiled.matches(SAMPLE);
            again(compiled);
            NftablesCompiler.compile(compiled.expression());
        } catch (ExpressionException e) {
            int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
            if (e.line() < 1 || e.line() > lines || e.column() < 1 || e.expected().isEmpty()) {
                throw new AssertionError("no such place: " + e.getMessage());
            }
        } catch (UnsupportedRuleException e) {
            return; // not for the kernel
        }
    }

    private static void again(CompiledExpression compiled) {
        String printed = compiled.expression().text();
        if (printed.length() > Parser.MAX_LENGTH) {
            return;
        }
        try {
            CompiledExpression second = RuleExpression.compile(printed);
            if (!second.expression().equals(compiled.expression())) {
                throw new AssertionError("printed it is another expression: " + printed);
            }
        } catch (ExpressionException e) {
            throw new AssertionError("accepted, but printed it is refused: " + printed, e);
        }
    }
}
