package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.demo.StoredTotals;
import io.networkanalytics.stack.demo.Totals;

/** What must equal what. */
final class ChaosLedger {

    /**
     * The entry that a sample which is lost makes smaller, and one that is there twice does not.
     */
    static final String IDS = "samples: different ids";

    static final String SAMPLES = "samples: samples";

    private ChaosLedger() {}

    static Ledger of(Totals acknowledged, TopicContent topic, StoredContent stored) {
        Ledger ledger = new Ledger();
        StoredTotals totals = stored.totals();
        ledger.compare("Kafka, each id once", acknowledged, topic.samples());
        totals.byTable().forEach((table, sums) -> ledger.compare(table, acknowledged, sums));
        ledger.compare(IDS, acknowledged.samples(), totals.distinctSamples());
        ledger.compare("rollup_1m of attacks", stored.attackSamples(), stored.attackRollup());
        ledger.compare("attack_aggregates", stored.attackSamples(), stored.attackAggregates());
        ledger.compare("samples_10", stored.chosen10(), stored.samples10());
        ledger.compare("samples_1", stored.chosen1(), stored.samples1());
        ledger.compare(
                "attack events on the topic, each once",
                topic.events().size(),
                topic.eventRecords());
        ledger.compare(
                "attack_events, each once",
                stored.differentEvents().size(),
                stored.events().size());
        ledger.compare(
                "attack_events that the topic has too",
                topic.events().size(),
                stored.differentEvents().stream().filter(topic.events()::contains).count());
        ledger.compare("attack_events", topic.events().size(), stored.differentEvents().size());
        ledger.compare(
                "mitigation_rules, one an attack",
                topic.attacks().size(),
                stored.ruledAttacks().size());
        ledger.compare(
                "mitigation_rules of attacks on the topic",
                topic.attacks().size(),
                stored.ruledAttacks().stream().filter(topic.attacks()::contains).count());
        ledger.compare("attacks without an end", 0, stored.lastedAttacks());
        ledger.compare("dead letters", 0, totals.deadLetters());
        return ledger;
    }
}
