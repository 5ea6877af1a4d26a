package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.ListSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of conformance.txt. */
class ConformanceTest {

    private static final Map<String, List<String>> LISTS =
            Map.of(
                    "office", List.of("198.51.100.0/24", "2001:db8::/32"),
                    "ports", List.of("80", "443", "8000..8999"),
                    "countries", List.of("US", "NL"));

    static final ListSource SOURCE = name -> Optional.ofNullable(LISTS.get(name));

    record Line(int number, String expected, String sample, String expression) {

        @Override
        public String toString() {
            return number + ": " + expected + " | " + sample + " | " + expression;
        }
    }

    static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        try (InputStream file = ConformanceTest.class.getResourceAsStream("/conformance.txt")) {
            String[] texts =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            for (int i = 0; i < texts.length; i++) {
                if (!texts[i].isBlank() && !texts[i].startsWith("#")) {
                    int first = texts[i].indexOf(" | ");
                    int sample = texts[i].indexOf(" | ", first + 3);
                    // The message of '|' begins with it.
                    lines.add(
                            new Line(
                                    i + 1,
                                    texts[i].substring(0, first).strip(),
                                    texts[i].substring(first + 3, sample).strip(),
                                    texts[i].substring(sample + 3).replace('⏎', '\n')));
                }
            }
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void holds(Line line) throws ExpressionException {
        if (line.expected.startsWith("refused ")) {
            refused(line);
            return;
        }
        AnnotatedSample sample = TestingSamples.all().get(line.sample);
        if (sample == null || !List.of("true", "false").contains(line.expected)) {
            fail("no such sample or expectation: " + line);
        }
        CompiledExpression compiled = RuleExpression.compile(line.expression, SOURCE);
        assertEquals(Boolean.parseBoolean(line.expected), compiled.matches(sample), line::toString);
        String printed = compiled.expression().text();
        CompiledExpression again = RuleExpression.compile(printed);
        assertEquals(compiled.expression(), again.expression(), printed);
    }

    private static void refused(Line line) {
        String[] parts = line.expected.split(" ", 3);
        ExpressionException e =
                assertThrows(
                        ExpressionException.class,
                        () -> RuleExpression.compile(line.expression, SOURCE));
        assertEquals(parts[1], e.line() + ":" + e.column(), e::getMessage);
        assertTrue(e.getMessage().contains(parts[2]), e::getMessage);
    }

    @Test
    void isLargeEnoughToMeanSomething() throws IOException {
        List<Line> lines = lines();
        long refused = lines.stream().filter(l -> l.expected.startsWith("refused")).count();
        assertTrue(lines.size() >= 300, lines.size() + " lines");
        assertTrue(refused >= 80, refused + " refused");
    }
}
