package io.networkanalytics.rules;

import io.networkanalytics.model.Decision;
import io.networkanalytics.rules.evaluate.RuleIndex;
import io.networkanalytics.rules.sample.SampleView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules of one account in their order. The index is built when a sample asks for it. */
final class AccountRules {

    private final Map<String, CompiledRule> byId = new HashMap<>();
    private CompiledRule[] ordered;
    private RuleIndex index;

    void put(CompiledRule rule) {
        byId.put(rule.rule.ruleId(), rule);
        index = null;
    }

    void remove(String ruleId) {
        byId.remove(ruleId);
        index = null;
    }

    int removeExpired(long nowNanos) {
        int before = byId.size();
        if (byId.values().removeIf(rule -> rule.isExpired(nowNanos))) {
            index = null;
        }
        return before - byId.size();
    }

    int size() {
        return byId.size();
    }

    /** What the rules decide; the default is to let pass. */
    Decision decide(SampleView view, TokenBuckets buckets) {
        if (index == null) {
            build();
        }
        Decision monitored = null;
        index.find(view);
        for (int i = index.next(0); i >= 0; i = index.next(i + 1)) {
            CompiledRule rule = ordered[i];
            if (rule.matches(view)) {
                Decision decision = rule.decide(view, buckets);
                if (!rule.monitors()) {
                    return decision;
                }
                monitored = monitored == null ? decision : monitored;
            }
        }
        return monitored == null ? RuleTable.PERMIT : monitored;
    }

    private void build() {
        List<CompiledRule> rules =
                byId.values().stream()
                        .filter(rule -> !rule.isSilent())
                        .sorted(CompiledRule.ORDER)
                        .toList();
        ordered = rules.toArray(CompiledRule[]::new);
        index = new RuleIndex(rules.stream().map(rule -> rule.expression).toList());
    }
}
