package io.networkanalytics.clickhouse;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where the server is and who we are.
 *
 * @param url HTTP endpoint, for example {@code http://127.0.0.1:8123}
 * @param database the tables' database
 * @param user needs INSERT on the tables and nothing else
 * @param password never printed
 */
public record ClickHouseConnection(String url, String database, String user, String password)
        implements Serializable {

    public ClickHouseConnection {
        requireNonNull(url, "url");
        requireNonNull(database, "database");
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return url + ", database " + database + ", user " + user;
    }
}
