package io.networkanalytics.model.table;

import static io.networkanalytics.model.table.TableColumn.address;
import static io.networkanalytics.model.table.TableColumn.float64;
import static io.networkanalytics.model.table.TableColumn.name;
import static io.networkanalytics.model.table.TableColumn.seconds;
import static io.networkanalytics.model.table.TableColumn.uint16;
import static io.networkanalytics.model.table.TableColumn.uint32;
import static io.networkanalytics.model.table.TableColumn.uint64;
import static io.networkanalytics.model.table.TableColumn.uint8;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.rollup.RollupRow;
import java.util.List;

/**
 * The table {@code rollup_1m}: one row a key and minute, from which the hours and days are summed
 * inside the database.
 */
public final class RollupTable {

    /** Name of the table. */
    public static final String NAME = "rollup_1m";

    /** Name of the table of hours. */
    public static final String HOURS = "rollup_1h";

    /** Name of the table of days. */
    public static final String DAYS = "rollup_1d";

    /** The columns in the order of the table. */
    public static final List<TableColumn<RollupRow>> COLUMNS =
            List.of(
                    uint32("account_id", r -> r.key().accountId()),
                    seconds("minute", RollupRow::minute),
                    name("colo", r -> r.key().colo()),
                    name("direction", r -> r.key().direction()),
                    address(
                            "destination_subnet",
                            r -> IpAddresses.of(r.key().subnetHigh(), r.key().subnetLow())),
                    uint16("destination_port_class", r -> r.key().portClass()),
                    uint8("ip_protocol", r -> r.key().ipProtocol()),
                    uint32("source_asn", r -> r.key().sourceAsn()),
                    name("source_system", r -> r.key().sourceSystem()),
                    name("mitigation_system", r -> r.key().mitigationSystem()),
                    name("outcome", r -> r.key().outcome()),
                    name("verdict", r -> r.key().verdict()),
                    name("mitigation_reason", r -> r.key().mitigationReason()),
                    name("rule_id", r -> r.key().ruleId()),
                    uint64("packets", r -> r.sums().packets()),
                    uint64("bits", r -> r.sums().bits()),
                    uint64("samples", r -> r.sums().samples()),
                    float64("packets_variance", r -> r.sums().packetsVariance()),
                    float64("bits_variance", r -> r.sums().bitsVariance()),
                    name("source_country", r -> r.key().sourceCountry()),
                    name("attack_id", r -> r.key().attackId()));

    private RollupTable() {}
}
