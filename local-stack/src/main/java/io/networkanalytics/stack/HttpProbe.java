package io.networkanalytics.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks a server over HTTP whether it is there. */
final class HttpProbe {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private HttpProbe() {}

    /** Empty if it answers 200 with a body as expected, else what it did. */
    static Optional<String> missing(URI uri, Predicate<String> expected) {
        try {
            HttpResponse<String> response =
                    HTTP.send(
                            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && expected.test(response.body())
                    ? Optional.empty()
                    : Optional.of(
                            uri
                                    + " answers "
                                    + response.statusCode()
                                    + " "
                                    + firstCharacters(response.body()));
        } catch (IOException e) {
            return Optional.of(uri + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while asking " + uri, e);
        }
    }

    private static String firstCharacters(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }
}
