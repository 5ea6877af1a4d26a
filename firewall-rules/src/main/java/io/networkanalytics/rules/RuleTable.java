package io.networkanalytics.rules;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.Parser;
import io.networkanalytics.rules.sample.SampleView;
import java.util.Arrays;

/**
 * The rules of all accounts, as {@code mitigation-rules.v1} tells them, and what they decide. For
 * one thread.
 *
 * <p>The rules of an account are asked about its samples only, in the order of phase and position.
 * The first enabled block or skip rule that matches ends it. A log rule, or one that is not
 * enabled, is recorded (verdict drop, outcome pass) if no such rule follows; of several the first.
 * A disabled skip rule has nothing to say. A rule with a rate limit ends it on both sides of the
 * limit: below it the packet passes, with the rule's id; a log rule with a limit matches above it
 * only.
 */
public final class RuleTable {

    /** Why a record is refused, as a label: its expression does not compile. */
    public static final String BAD_EXPRESSION = "bad_expression";

    /** The decision where an account has rules and none of them matched. */
    static final Decision PERMIT =
            new Decision(
                    CompiledRule.SYSTEM, Decision.PASS, Decision.PASS, "", "", "", "", "", "", "");

    private static final int BUCKETS = 1 << 16;

    private final NamedLists lists;
    private final TokenBuckets buckets = new TokenBuckets(BUCKETS);
    private final SampleView view = new SampleView();

    /** Sorted; a map would box the account of every sample. */
    private long[] accounts = {};

    private AccountRules[] rules = {};

    /** A table without named lists. */
    public RuleTable() {
        this(NamedLists.NONE);
    }

    /**
     * A table.
     *
     * @param lists what {@code $name} stands for when a rule is applied
     */
    public RuleTable(NamedLists lists) {
        this.lists = lists;
    }

    /**
     * Takes a record of the topic. If it is refused nothing changes: the version of the rule before
     * it stays in force.
     *
     * @param key account, slash, rule id
     * @param json the rule, see {@link RuleCodec}; "" or null removes it
     * @throws MalformedRecordException if it is refused, with a reason and a text for the dead
     *     letter
     */
    public void apply(String key, String json) throws MalformedRecordException {
        if (json == null || json.isEmpty()) {
            remove(key);
            return;
        }
        Rule rule = RuleCodec.decode(json);
        if (!rule.key().equals(key)) {
            throw new MalformedRecordException(
                    RuleCodec.BAD_RULE,
                    "the record's key is '"
                            + key
                            + "', but its rule_id and account ask for '"
                            + rule.key()
                            + "': it could never be removed");
        }
        try {
            CompiledRule compiled =
                    new CompiledRule(
                            rule, Parser.parse(rule.expression(), lists.of(rule.account())));
            of(rule.account()).put(compiled);
        } catch (ExpressionException e) {
            throw new MalformedRecordException(
                    BAD_EXPRESSION, "rule " + key + ": " + e.getMessage());
        }
    }

    /**
     * What the rules decide about a sample. Allocates nothing, unless the sample has a protocol
     * state to be kept.
     *
     * @return the sample's own decision where a system took one before or its account has no rules
     */
    public Decision evaluate(AnnotatedSample sample) {
        Decision own = sample.decision();
        int at = Arrays.binarySearch(accounts, sample.account().accountId());
        if (at < 0 || own.isTaken() || rules[at].size() == 0) {
            return own;
        }
        Decision decision = rules[at].decide(view.of(sample), buckets);
        return decision.withProtocolState(own.protocolState());
    }

    /**
     * Removes rules that no sample from a time on can match any more.
     *
     * @param nowNanos event time, nanoseconds since 1970
     * @return how many
     */
    public int removeExpired(long nowNanos) {
        return Arrays.stream(rules).mapToInt(r -> r.removeExpired(nowNanos)).sum();
    }

    /** Rules of all accounts. */
    public int size() {
        return Arrays.stream(rules).mapToInt(AccountRules::size).sum();
    }

    /**
     * Rate limits that forgot what a key had used, because more keys were seen than the table
     * holds; only grows.
     */
    public long forgottenBuckets() {
        return buckets.forgotten();
    }

    private void remove(String key) throws MalformedRecordException {
        int slash = key.indexOf('/');
        String digits = slash < 0 ? "" : key.substring(0, slash);
        if (!digits.matches("[0-9]{1,10}") || slash == key.length() - 1) {
            throw new MalformedRecordException(
                    RuleCodec.BAD_RULE,
                    "the record's key is '" + key + "'; it must be account, slash, rule id");
        }
        int at = Arrays.binarySearch(accounts, Long.parseLong(digits));
        if (at >= 0) {
            rules[at].remove(key.substring(slash + 1));
        }
    }

    private AccountRules of(long account) {
        int at = Arrays.binarySearch(accounts, account);
        if (at >= 0) {
            return rules[at];
        }
        int place = -at - 1;
        accounts = Arrays.copyOf(accounts, accounts.length + 1);
        rules = Arrays.copyOf(rules, rules.length + 1);
        System.arraycopy(accounts, place, accounts, place + 1, accounts.length - place - 1);
        System.arraycopy(rules, place, rules, place + 1, rules.length - place - 1);
        accounts[place] = account;
        rules[place] = new AccountRules();
        return rules[place];
    }
}
