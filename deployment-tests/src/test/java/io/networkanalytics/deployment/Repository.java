package io.networkanalytics.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of the checkout that the tests compare. */
final class Repository {

    static final Path ROOT = Path.of(System.getProperty("repository.root"));

    private Repository() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String text(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names and values of {@code .env}, in its order. */
    static Map<String, String> env() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text(".env").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    /** Value of a property of the parent pom. */
    static String version(String property) {
        return element("<" + Pattern.quote(property) + ">([^<]+)</", property);
    }

    /** Version of the project itself. */
    static String projectVersion() {
        return element(
                "<artifactId>network-analytics</artifactId>\\s*<version>([^<]+)</",
                "project version");
    }

    private static String element(String regex, String what) {
        Matcher matcher = Pattern.compile(regex).matcher(text("pom.xml"));
        if (!matcher.find()) {
            throw new IllegalStateException("pom.xml has no " + what);
        }
        return matcher.group(1);
    }
}
