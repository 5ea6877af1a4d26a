package io.networkanalytics.job.annotate;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.attack.AttackRule;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.rules.RuleTable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Evaluates the rules of a sample's account. Whose source took a decision keeps it, and so does
 * what the tracker would have dropped: it never came so far. What it let pass or only monitored
 * comes here, and a rule that matches has the last word.
 */
final class FirewallFunction extends BroadcastTableFunction<AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    private transient RuleTable rules;
    private transient Counter matched;

    FirewallFunction(String topic, TableLoader loader) {
        super(topic, loader, "ruleRecordsRejected");
    }

    @Override
    void clear() {
        rules = new RuleTable();
    }

    @Override
    void apply(String key, String value) throws MalformedRecordException {
        // Rules of the detector are for the edge, which says itself what it did. Judged here, a
        // sample would depend on when its rule came back.
        if (key.indexOf("/" + AttackRule.ID_PREFIX) < 0) {
            rules.apply(key, value);
        }
    }

    @Override
    void register(MetricGroup metrics) {
        matched = metrics.counter("rulesMatched");
        metrics.gauge("rules", () -> rules.size());
        metrics.gauge("ruleRateLimitsForgotten", () -> rules.forgottenBuckets());
    }

    @Override
    AnnotatedSample annotate(AnnotatedSample sample) {
        Decision own = sample.decision();
        if (isFinal(own, sample)) {
            return sample;
        }
        AnnotatedSample undecided =
                own.isTaken()
                        ? sample.withDecision(Decision.NONE.withProtocolState(own.protocolState()))
                        : sample;
        Decision ruled = rules.evaluate(undecided);
        if (ruled.ruleId().isEmpty()) {
            return sample;
        }
        matched.inc();
        return sample.withDecision(ruled);
    }

    private static boolean isFinal(Decision own, AnnotatedSample sample) {
        boolean dropped =
                own.verdict().equals(Decision.DROP) && !own.outcome().equals(Decision.PASS);
        return dropped
                || own.outcome().equals(Decision.DROP)
                || (own.isTaken() && Decision.of(sample.sample()).isTaken());
    }
}
