package io.networkanalytics.clickhouse;

import java.io.Serializable;
import java.util.List;

/**
 * What the sink needs of a server. Calls block, may come from several threads at once, and end
 * exactly once: by returning, or by an exception after at most the insert time-out.
 */
public interface InsertTransport extends AutoCloseable {

    /** Makes a transport where the operator runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /**
         * Makes a transport.
         *
         * @return a new one, closed by whoever asked for it
         */
        InsertTransport create();
    }

    /**
     * A column as the server has it.
     *
     * @param name name
     * @param type type as ClickHouse prints it
     * @param defaultKind empty, DEFAULT, MATERIALIZED, ALIAS or EPHEMERAL
     */
    record ServerColumn(String name, String type, String defaultKind) {}

    /**
     * Inserts a block under its token. Returning means that the server has all of its rows, from
     * this call or an earlier one.
     *
     * @param block the block
     * @throws Exception if it is not known to be inserted; see {@link InsertFailureClassifier}
     */
    void insert(InsertBlock block) throws Exception;

    /**
     * Asks for the columns of a table.
     *
     * @param table the table
     * @return in the table's order
     * @throws Exception as {@link #insert}
     */
    List<ServerColumn> columns(String table) throws Exception;

    /**
     * Asks for the statement that would create the table, which shows its engine and settings.
     *
     * @param table the table as SQL names it: {@code `name`} or {@code `database`.`name`}
     * @return SQL
     * @throws Exception as {@link #insert}
     */
    String createStatement(String table) throws Exception;

    /** Ends what is still running. */
    @Override
    void close();
}
