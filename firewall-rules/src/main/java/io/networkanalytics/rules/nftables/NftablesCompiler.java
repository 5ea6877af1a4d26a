package io.networkanalytics.rules.nftables;

import io.networkanalytics.rules.Rule;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.language.Expression;
import io.networkanalytics.rules.language.Expression.And;
import io.networkanalytics.rules.language.Expression.Condition;
import io.networkanalytics.rules.language.Expression.Not;
import io.networkanalytics.rules.language.Expression.Or;
import io.networkanalytics.rules.language.Expression.Xor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compiles expressions for nftables 1.0 or newer, for chains of the family {@code inet} in which IP
 * packets arrive as they came: before fragments are put together.
 *
 * <p>Not expressible: countries, networks, sites and text; {@code ip.hdr_len} and {@code
 * ip.opt.type}; bits that are not whole bytes. Of IPv6 the kernel does not walk over mobility, HIP
 * and Shim6 headers, so there {@code ip.proto} is the number of those.
 */
public final class NftablesCompiler {

    /** Ways in which an expression can be true, at most: each is up to three rules of nftables. */
    public static final int MAX_ALTERNATIVES = 256;

    private NftablesCompiler() {}

    /**
     * Compiles an expression.
     *
     * @return matches, of which the expression is true where one holds; a rule of nftables is such
     *     a match and what then happens. None: it is never true; one that is "": always
     * @throws UnsupportedRuleException if nftables cannot express it
     */
    public static List<String> compile(Expression expression) throws UnsupportedRuleException {
        return alternatives(expression, false).stream()
                .flatMap(match -> match.lines().stream())
                .distinct()
                .toList();
    }

    /**
     * What a rule does, as a chain of its own: jump to it, in the order of the rules.
     *
     * @param chain name of the chain
     * @param statement what is done with what matches before the verdict, such as {@code counter}
     * @return the lines of the chain
     * @throws UnsupportedRuleException if nftables cannot express it
     */
    public static String chain(Rule rule, Expression expression, String chain, String statement)
            throws UnsupportedRuleException {
        if (rule.rateLimit().isPresent() || rule.expiresAt().isPresent()) {
            throw new UnsupportedRuleException(
                    "rate_limit or expires_at of rule " + rule.key(),
                    "only what one packet says is compiled");
        }
        boolean monitors = !rule.enabled() || rule.action() == Action.LOG;
        // What only monitors goes back, and the next rule is asked.
        String verdict = monitors ? "return" : rule.action() == Action.SKIP ? "accept" : "drop";
        StringBuilder text = new StringBuilder("chain " + chain + " {\n");
        boolean silent = rule.action() == Action.SKIP && !rule.enabled();
        for (String match : silent ? List.<String>of() : compile(expression)) {
            text.append("    ")
                    .append(match)
                    .append(match.isEmpty() ? "" : " ")
                    .append(statement)
                    .append(' ')
                    .append(verdict)
                    .append('\n');
        }
        return text.append("}\n").toString();
    }

    private static List<Match> alternatives(Expression e, boolean negated)
            throws UnsupportedRuleException {
        if (e instanceof Condition condition) {
            return ConditionCompiler.compile(condition, negated);
        } else if (e instanceof Not not) {
            return alternatives(not.operand(), !negated);
        } else if (e instanceof And and) {
            return negated ? any(and.operands(), true) : all(and.operands(), false);
        } else if (e instanceof Or or) {
            return negated ? all(or.operands(), true) : any(or.operands(), false);
        }
        return odd(((Xor) e).operands(), negated);
    }

    private static List<Match> any(List<Expression> operands, boolean negated)
            throws UnsupportedRuleException {
        List<Match> matches = new ArrayList<>();
        for (Expression operand : operands) {
            matches.addAll(alternatives(operand, negated));
        }
        return bounded(matches);
    }

    private static List<Match> all(List<Expression> operands, boolean negated)
            throws UnsupportedRuleException {
        List<Match> matches = List.of(Match.ALWAYS);
        for (Expression operand : operands) {
            matches = both(matches, alternatives(operand, negated));
        }
        return matches;
    }

    private static List<Match> odd(List<Expression> operands, boolean negated)
            throws UnsupportedRuleException {
        List<Match> odd = List.of();
        List<Match> even = List.of(Match.ALWAYS);
        for (Expression operand : operands) {
            List<Match> yes = alternatives(operand, false);
            List<Match> no = alternatives(operand, true);
            List<Match> nextOdd = new ArrayList<>(both(odd, no));
            nextOdd.addAll(both(even, yes));
            List<Match> nextEven = new ArrayList<>(both(even, no));
            nextEven.addAll(both(odd, yes));
            odd = bounded(nextOdd);
            even = bounded(nextEven);
        }
        return negated ? even : odd;
    }

    private static List<Match> both(List<Match> left, List<Match> right)
            throws UnsupportedRuleException {
        if ((long) left.size() * right.size() > 64L * MAX_ALTERNATIVES) {
            throw tooMany();
        }
        return bounded(
                left.stream()
                        .flatMap(l -> right.stream().map(l::and))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
    }

    private static List<Match> bounded(List<Match> matches) throws UnsupportedRuleException {
        if (matches.size() > MAX_ALTERNATIVES) {
            throw tooMany();
        }
        return matches;
    }

    private static UnsupportedRuleException tooMany() {
        return new UnsupportedRuleException(
                "an expression that can be true in more than " + MAX_ALTERNATIVES + " ways",
                "split it into several rules");
    }
}
