package io.networkanalytics.sql;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * One ClickHouse server's HTTP port, one request a statement.
 *
 * @param url for example {@code http://127.0.0.1:8123}
 * @param user name of the user
 * @param password may be empty; never printed
 */
public record ClickHouse(URI url, String user, String password) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** A DDL statement on a cluster waits for every server. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    /** Checks that there is a URL with a host. */
    public ClickHouse {
        if (url.getHost() == null
                || url.getScheme() == null
                || !url.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(
                    "ClickHouse URL " + url + ": expected http(s)://HOST:PORT");
        }
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /**
     * Runs one statement.
     *
     * @param parameters parameters of the URL: settings, {@code database}, {@code param_NAME} for
     *     {@code {NAME:Type}}
     * @return the answer's body; rows are TabSeparated unless the statement names a format
     * @throws IOException if the server does not answer
     * @throws MigrationException if it answers with an error; the message is the server's
     */
    public String execute(String sql, Map<String, String> parameters) throws IOException {
        StringBuilder query = new StringBuilder("/?wait_end_of_query=1");
        parameters.forEach(
                (key, value) ->
                        query.append('&')
                                .append(key)
                                .append('=')
                                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve(query.toString()))
                        .timeout(TIMEOUT)
                        .header("X-ClickHouse-User", user)
                        .header("X-ClickHouse-Key", password)
                        .POST(HttpRequest.BodyPublishers.ofString(sql))
                        .build();
        HttpResponse<String> response;
        try {
            response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while ClickHouse at " + url + " ran a statement", e);
        } catch (IOException e) {
            throw new IOException("ClickHouse at " + url + " does not answer: " + e, e);
        }
        if (response.statusCode() != 200) {
            throw new MigrationException(
                    "HTTP "
                            + response.statusCode()
                            + " from "
                            + url
                            + ": "
                            + response.body().strip());
        }
        return response.body();
    }

    @Override
    public String toString() {
        return "ClickHouse[" + url + " as " + user + "]";
    }
}
