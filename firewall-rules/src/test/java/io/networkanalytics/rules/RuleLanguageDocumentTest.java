package io.networkanalytics.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.language.ExpressionException;
import io.networkanalytics.rules.language.Field;
import io.networkanalytics.rules.language.Parser;
import io.networkanalytics.rules.sample.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/reference/rule-language.md says what the code does. */
class RuleLanguageDocumentTest {

    private static final Pattern FIELD =
            Pattern.compile(
                    "(?m)^\\| `([a-z_.]+)` \\| (address|number|text|boolean) \\| (.+) \\|$");
    private static final Pattern NAMES =
            Pattern.compile("compared with the\\s+names\\s+([^.]+)\\.", Pattern.DOTALL);
    private static final Pattern MESSAGE = Pattern.compile("(?m)^line \\d+, column \\d+: .*$");

    private final String page;

    RuleLanguageDocumentTest() throws IOException {
        Path root = Path.of(System.getProperty("repository.root"));
        page = Files.readString(root.resolve("docs/reference/rule-language.md"));
    }

    @Test
    void theTableOfFieldsIsTheOneInTheCode() {
        List<String> documented = new ArrayList<>();
        Matcher row = FIELD.matcher(page);
        while (row.find()) {
            documented.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
        }
        assertEquals(
                Arrays.stream(Field.values())
                        .map(f -> f.title() + " " + f.type().title() + " " + f.meaning())
                        .toList(),
                documented);
    }

    @Test
    void protocolsAreNamed() {
        Matcher names = NAMES.matcher(page);
        assertTrue(names.find());
        List<String> documented = new ArrayList<>();
        Matcher name = Pattern.compile("`([a-z0-9]+)`").matcher(names.group(1));
        while (name.find()) {
            documented.add(name.group(1));
        }
        assertEquals(List.copyOf(new TreeSet<>(Protocol.numbers().keySet())), documented);
    }

    @Test
    void expressionsCompile() throws ExpressionException {
        for (String example :
                List.of(
                        "tcp.dstport in {80 443} and tcp.flags.syn and not ip.src in"
                                + " {198.51.100.0/24 2001:db8::/32}",
                        "tcp.dstport ne 23",
                        "not tcp.dstport eq 23",
                        "tcp and tcp.dstport ne 23")) {
            assertTrue(page.contains(example), example);
            RuleExpression.compile(example);
        }
    }

    @Test
    void errorsReadAsShown() {
        List<String> said = new ArrayList<>();
        for (String wrong : List.of("tcp and tcp.dport eq 23", "ip.src in {10.0.0.1/8}")) {
            try {
                RuleExpression.compile(wrong);
            } catch (ExpressionException e) {
                said.add(e.getMessage());
            }
        }
        List<String> documented = new ArrayList<>();
        Matcher message = MESSAGE.matcher(page);
        while (message.find()) {
            documented.add(message.group());
        }
        assertEquals(said, documented);
    }

    @Test
    void limitsAndActionsAreThoseOfTheCode() {
        assertTrue(page.contains("at most " + Parser.MAX_LENGTH + " characters"));
        assertTrue(page.contains("most " + Parser.MAX_NESTING + " parentheses"));
        for (Action action : Action.values()) {
            assertTrue(page.contains("`" + action.name().toLowerCase(Locale.ROOT) + "`"));
        }
    }
}
