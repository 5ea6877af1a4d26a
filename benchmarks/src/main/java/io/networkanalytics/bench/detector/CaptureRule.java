package io.networkanalytics.bench.detector;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.CompiledExpression;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.language.ExpressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says which packets of a capture are the attack's. */
final class CaptureRule {

    private final Optional<CompiledExpression> expression;

    private CaptureRule(Optional<CompiledExpression> expression) {
        this.expression = expression;
    }

    /** Every packet that has addresses. */
    static CaptureRule everyPacket() {
        return new CaptureRule(Optional.empty());
    }

    /**
     * The rule beside a capture; every packet where there is none.
     *
     * @throws IOException if it cannot be read, or is no expression of the rule language
     */
    static CaptureRule of(Path capture) throws IOException {
        Optional<Path> file = file(capture);
        if (file.isEmpty()) {
            return everyPacket();
        }
        String text = Files.readString(file.get()).strip();
        try {
            return new CaptureRule(Optional.of(RuleExpression.compile(text)));
        } catch (ExpressionException e) {
            throw new IOException(file.get() + " is no rule: " + e.getMessage(), e);
        }
    }

    /**
     * The file: the name of the capture, with or without its ending, and {@code .rule} behind it.
     */
    static Optional<Path> file(Path capture) {
        String name = capture.getFileName().toString();
        String unzipped = name.replaceFirst("\\.gz$", "");
        String bare = unzipped.replaceFirst("\\.(pcap|pcapng|cap)$", "");
        return List.of(name, unzipped, bare).stream()
                .map(stem -> capture.resolveSibling(stem + ".rule"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Whether the packet is the attack's. */
    boolean matches(AnnotatedSample sample) {
        return expression
                .map(e -> e.matches(sample))
                .orElse(!sample.sample().getDestinationAddress().isEmpty());
    }
}
