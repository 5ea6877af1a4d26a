package io.networkanalytics.clickhouse;

import io.networkanalytics.stack.ClickHouseLogin;
import io.networkanalytics.stack.ClickHouseRole;
import io.networkanalytics.stack.Component;
import io.networkanalytics.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** A real server, and SQL to look into it. */
final class RealClickHouse implements AutoCloseable {

    private final LocalStack stack;
    private final HttpClient http = HttpClient.newHttpClient();

    RealClickHouse(Path dir) {
        stack =
                LocalStack.builder(dir)
                        .components(Component.CLICKHOUSE)
                        .progress(line -> {})
                        .start();
        sql("CREATE DATABASE IF NOT EXISTS " + LocalStack.DATABASE);
    }

    /** As the user that may do all: the writer's grants are for the project's own tables. */
    ClickHouseConnection writer() {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        return new ClickHouseConnection(
                stack.clickHouseUrl().toString(),
                LocalStack.DATABASE,
                login.user(),
                login.password());
    }

    /** Runs a statement as the migrator and returns what it prints, without the last line end. */
    String sql(String statement) {
        ClickHouseLogin login = stack.clickHouseLogin(ClickHouseRole.MIGRATOR);
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        stack.clickHouseUrl()
                                                + "/?database="
                                                + (statement.startsWith("CREATE DATABASE")
                                                        ? "default"
                                                        : LocalStack.DATABASE)))
                        .header("X-ClickHouse-User", login.user())
                        .header("X-ClickHouse-Key", login.password())
                        .POST(HttpRequest.BodyPublishers.ofString(statement))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(statement + ": " + response.body());
            }
            return response.body().strip();
        } catch (IOException e) {
            throw new IllegalStateException(statement, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(statement, e);
        }
    }

    void killAndRestart() {
        stack.kill(Component.CLICKHOUSE);
        stack.restart(Component.CLICKHOUSE);
    }

    @Override
    public void close() {
        stack.close();
    }
}
