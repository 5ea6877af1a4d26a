package io.networkanalytics.job.annotate;

import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.TableLoader;
import io.networkanalytics.model.WireSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Adds the account to every sample. */
final class AccountFunction extends BroadcastTableFunction<WireSample> {

    private static final long serialVersionUID = 1L;

    private transient AccountTable accounts;
    private transient Counter assigned;
    private transient Counter unassigned;

    AccountFunction(String topic, TableLoader loader) {
        super(topic, loader, "accountRecordsRejected");
    }

    @Override
    void clear() {
        accounts = new AccountTable();
    }

    @Override
    void apply(String key, String value) throws MalformedRecordException {
        accounts.apply(key, value);
    }

    @Override
    void register(MetricGroup metrics) {
        assigned = metrics.counter("accountAssigned");
        unassigned = metrics.counter("accountUnassigned");
        metrics.gauge("accountPrefixes", () -> accounts.size());
    }

    @Override
    AnnotatedSample annotate(WireSample wire) {
        PacketSample sample = wire.sample();
        Account account = accounts.accountOf(sample);
        (account.accountId() == 0 ? unassigned : assigned).inc();
        return AnnotatedSample.of(sample, EventTime.nanos(sample), account);
    }
}
