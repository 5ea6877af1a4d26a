package io.networkanalytics.job.sink;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;

/**
 * Connections to a server that may be away for a while. A connection is given out when the server
 * has answered a query over it, since the driver gives one without asking the server. While the
 * server is away this waits, which stops the task and so the source; after {@code patience} it
 * fails, and the job restarts from its checkpoint and waits again: nothing is lost however long it
 * takes. Longer patience would hold up a cancelled task. Not safe for use by several threads.
 */
final class PatientConnectionSource implements JdbcConnectionProvider {

    private static final long serialVersionUID = 1L;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 5_000;

    private final JdbcConnectionProvider connections;
    private final Duration patience;

    /**
     * Connections that are tried.
     *
     * @param connections makes them
     * @param patience how long a server may be away before the task fails
     */
    PatientConnectionSource(JdbcConnectionProvider connections, Duration patience) {
        this.connections = requireNonNull(connections, "connections");
        this.patience = requireNonNull(patience, "patience");
    }

    @Override
    public Connection getConnection() {
        return connections.getConnection();
    }

    @Override
    public Properties getProperties() {
        return connections.getProperties();
    }

    @Override
    public boolean isConnectionValid() {
        try {
            ask(connections.getConnection());
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException, ClassNotFoundException {
        return connections.getConnection() != null && isConnectionValid()
                ? connections.getConnection()
                : reestablishConnection();
    }

    @Override
    public Connection reestablishConnection() throws SQLException, ClassNotFoundException {
        long start = System.nanoTime();
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, MAX_PAUSE_MILLIS)) {
            try {
                Connection connection = connections.reestablishConnection();
                ask(connection);
                return connection;
            } catch (SQLException e) {
                if (System.nanoTime() - start + pause * 1_000_000 > patience.toNanos()) {
                    throw new SQLException(
                            "ClickHouse has not answered for "
                                    + patience.toSeconds()
                                    + " s. The rows are in the job's checkpoint or come again from"
                                    + " its source; it restarts and goes on by itself when the"
                                    + " server is there.",
                            e);
                }
                await(pause, e);
            }
        }
    }

    @Override
    public void closeConnection() {
        connections.closeConnection();
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private static void await(long millis, SQLException why) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while ClickHouse did not answer", why);
        }
    }
}
