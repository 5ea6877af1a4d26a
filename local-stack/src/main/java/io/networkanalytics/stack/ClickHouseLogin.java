package io.networkanalytics.stack;

import java.util.Objects;

/**
 * A ClickHouse user.
 *
 * @param user name
 * @param password not printed by {@link #toString}
 */
public record ClickHouseLogin(String user, String password) {
    /** Neither may be null. */
    public ClickHouseLogin {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "ClickHouseLogin[" + user + "]";
    }
}
