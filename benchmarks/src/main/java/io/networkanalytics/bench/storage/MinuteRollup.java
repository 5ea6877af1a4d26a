package io.networkanalytics.bench.storage;

import io.networkanalytics.bench.BenchTables;
import io.networkanalytics.model.rollup.PortClass;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fills {@code rollup_1m} from {@code samples}: one row a key and minute, as the job writes it
 * where no sample is late. Hours and days follow by their views.
 */
final class MinuteRollup {

    private static final String KEY =
            "colo, direction, destination_subnet, destination_port_class, ip_protocol, source_asn,"
                    + " source_system, mitigation_system, outcome, verdict, mitigation_reason,"
                    + " rule_id, source_country, attack_id";

    private MinuteRollup() {}

    /** Fills it from empty, an hour at a time. */
    static void fill(BenchTables tables) throws IOException {
        for (var hour :
                tables.rows(
                        "SELECT DISTINCT toUnixTimestamp(toStartOfHour(observed_at)) AS h"
                                + " FROM samples ORDER BY h")) {
            tables.execute(insert(Long.parseLong(hour.get(0))));
        }
    }

    private static String insert(long hour) {
        return "INSERT INTO rollup_1m (account_id, minute, "
                + KEY
                + ", packets, bits, samples, packets_variance, bits_variance) SELECT account_id,"
                + " toStartOfMinute(toDateTime(observed_at, 'UTC')) AS minute, "
                + KEY.replace("destination_subnet", subnet())
                        .replace("destination_port_class", ports())
                + ", sum(s.packets * w), sum(s.bytes * 8 * w), count(),"
                + " sum(toFloat64(w) * (w - 1) * pow(s.packets, 2)),"
                + " sum(toFloat64(w) * (w - 1) * pow(s.bytes * 8, 2)) FROM (SELECT *,"
                + " if(sampling_mode = 'NOTIFICATION', 0, greatest(toUInt64(sample_interval), 1))"
                + " AS w FROM samples WHERE observed_at >= toDateTime("
                + hour
                + ") AND observed_at < toDateTime("
                + (hour + 3600)
                + ")) AS s GROUP BY account_id, minute, "
                + KEY;
    }

    /** The /24 of IPv4, which is a /120 where it is mapped, and the /48 of IPv6. */
    private static String subnet() {
        return "IPv6CIDRToRange(destination_address, toUInt8(if(destination_address >="
                + " toIPv6('::ffff:0.0.0.0') AND destination_address <="
                + " toIPv6('::ffff:255.255.255.255'), 120, 48))).1"
                + " AS destination_subnet";
    }

    private static String ports() {
        String services =
                IntStream.range(PortClass.USER, PortClass.DYNAMIC)
                        .filter(port -> port == PortClass.USER || PortClass.of(port) == port)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        return "toUInt16(multiIf(destination_port >= %d, %d, destination_port < %d OR destination_port IN (%s), destination_port, %d))"
                        .formatted(
                                PortClass.DYNAMIC,
                                PortClass.DYNAMIC,
                                PortClass.USER,
                                services,
                                PortClass.USER)
                + " AS destination_port_class";
    }
}
