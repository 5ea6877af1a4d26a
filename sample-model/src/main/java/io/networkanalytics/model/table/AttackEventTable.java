package io.networkanalytics.model.table;

import static io.networkanalytics.model.table.TableColumn.float64;
import static io.networkanalytics.model.table.TableColumn.metadata;
import static io.networkanalytics.model.table.TableColumn.name;
import static io.networkanalytics.model.table.TableColumn.seconds;
import static io.networkanalytics.model.table.TableColumn.text;
import static io.networkanalytics.model.table.TableColumn.uint32;
import static io.networkanalytics.model.table.TableColumn.uint64;

import io.networkanalytics.model.attack.AttackEvent;
import java.util.List;

/**
 * The table {@code attack_events}: one row an event, however often it is written; readers say
 * {@code FINAL}.
 */
public final class AttackEventTable {

    /** Name of the table. */
    public static final String NAME = "attack_events";

    /** The columns in the order of the table. */
    public static final List<TableColumn<AttackEvent>> COLUMNS =
            List.of(
                    uint32("account_id", AttackEvent::account),
                    text("attack_id", AttackEvent::attackId),
                    name("kind", e -> e.kind().name()),
                    seconds("at", AttackEvent::at),
                    name("vector", AttackEvent::vector),
                    text("target", AttackEvent::target),
                    text("fingerprint", AttackEvent::fingerprint),
                    text("rule_id", AttackEvent::ruleId),
                    seconds("started_at", AttackEvent::startedAt),
                    seconds("last_seen_at", AttackEvent::lastSeenAt),
                    uint64("packets", AttackEvent::packets),
                    uint64("bits", AttackEvent::bits),
                    uint64("dropped_packets", AttackEvent::droppedPackets),
                    uint64("peak_packets_per_second", AttackEvent::peakPacketsPerSecond),
                    uint64("peak_bits_per_second", AttackEvent::peakBitsPerSecond),
                    uint64("samples", AttackEvent::samples),
                    float64("confidence", AttackEvent::confidence),
                    metadata("fixed_values", AttackEvent::fixedValues));

    private AttackEventTable() {}
}
