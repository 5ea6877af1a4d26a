package io.networkanalytics.model.table;

import static io.networkanalytics.model.table.TableColumn.name;
import static io.networkanalytics.model.table.TableColumn.seconds;
import static io.networkanalytics.model.table.TableColumn.text;
import static io.networkanalytics.model.table.TableColumn.uint32;

import io.networkanalytics.model.attack.AttackRule;
import java.util.List;

/**
 * The table {@code mitigation_rules}: rules that the job publishes against attacks; of each the
 * newest version counts, and readers say {@code FINAL}.
 */
public final class AttackRuleTable {

    /** Name of the table. */
    public static final String NAME = "mitigation_rules";

    /** The columns in the order of the table. */
    public static final List<TableColumn<AttackRule>> COLUMNS =
            List.of(
                    uint32("account_id", AttackRule::account),
                    text("rule_id", AttackRule::ruleId),
                    text("attack_id", AttackRule::attackId),
                    text("description", AttackRule::description),
                    text("expression", AttackRule::expression),
                    name("action", AttackRule::action),
                    seconds("at", AttackRule::at),
                    seconds("expires_at", AttackRule::expiresAt));

    private AttackRuleTable() {}
}
