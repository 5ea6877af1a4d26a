package io.networkanalytics.bench.rules;

import com.sun.management.ThreadMXBean;
import io.networkanalytics.bench.Comparison;
import io.networkanalytics.bench.Machine;
import io.networkanalytics.bench.Measurement;
import io.networkanalytics.bench.Report;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.rules.Rule;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.RuleCodec;
import io.networkanalytics.rules.RuleTable;
import io.networkanalytics.rules.evaluate.Conditions;
import io.networkanalytics.rules.language.ListSource;
import io.networkanalytics.rules.language.Parser;
import io.networkanalytics.rules.sample.SampleView;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Evaluations with few and many rules, with the index and without. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Evaluations a second with 10, 100 and 1000 rules: the index against a scan.")
public final class RulesBench implements Callable<Integer> {

    private static final int[] SIZES = {10, 100, 1000};
    private static final int SAMPLES = 4096;
    private static final long SEED = 20260114;

    @Option(names = "--rounds", description = "Default ${DEFAULT-VALUE}.")
    private int rounds = 7;

    @Option(names = "--millis", description = "Of one run; default ${DEFAULT-VALUE}.")
    private int millis = 500;

    @Override
    public Integer call() throws Exception {
        AnnotatedSample[] samples = new RuleSets(SEED).samples(SAMPLES);
        Map<String, ToIntFunction<AnnotatedSample>> contestants = new LinkedHashMap<>();
        for (int size : SIZES) {
            List<String> expressions = new RuleSets(SEED + 1).expressions(size);
            contestants.put("index, " + size + " rules", indexed(expressions));
            contestants.put("scan, " + size + " rules", scanned(expressions));
        }
        requireAgreement(contestants, samples);
        Comparison comparison = new Comparison("rules", "evaluations/s", "index, 1000 rules");
        comparison.goal("index, 10 rules", 0.2);
        comparison.goal("scan, 1000 rules", 5);
        Map<String, String> settings = new LinkedHashMap<>();
        // The first round only warms up.
        for (int round = 0; round <= rounds; round++) {
            for (var contestant : contestants.entrySet()) {
                double perSecond = run(contestant.getValue(), samples);
                if (round > 0) {
                    comparison.add(
                            contestant.getKey(),
                            new Measurement(perSecond, Machine.peakResidentBytes()));
                }
            }
        }
        Report report = new Report(comparison, Clock.systemUTC());
        report.print(System.out);
        for (var contestant : contestants.entrySet()) {
            String bytes =
                    String.format(Locale.ROOT, "%.3f", allocated(contestant.getValue(), samples));
            settings.put("bytes allocated an evaluation, " + contestant.getKey(), bytes);
            System.out.println(
                    contestant.getKey() + ": " + bytes + " bytes allocated an evaluation");
        }
        System.out.println(report.write(settings));
        return 0;
    }

    private static ToIntFunction<AnnotatedSample> indexed(List<String> expressions)
            throws Exception {
        RuleTable table = new RuleTable();
        for (int i = 0; i < expressions.size(); i++) {
            Rule rule =
                    new Rule(
                            Integer.toString(i + 1),
                            "",
                            RuleSets.ACCOUNT.accountId(),
                            Phase.CUSTOM,
                            i,
                            "",
                            expressions.get(i),
                            Action.BLOCK,
                            true,
                            Optional.empty(),
                            Optional.empty());
            table.apply(rule.key(), RuleCodec.encode(rule));
        }
        return sample -> number(table.evaluate(sample).ruleId());
    }

    /** Number of the rule that matched, 0 for none; without making garbage of it. */
    private static int number(String ruleId) {
        int number = 0;
        for (int i = 0; i < ruleId.length(); i++) {
            number = number * 10 + ruleId.charAt(i) - '0';
        }
        return number;
    }

    private static ToIntFunction<AnnotatedSample> scanned(List<String> expressions)
            throws Exception {
        List<Predicate<SampleView>> compiled = new ArrayList<>();
        for (String expression : expressions) {
            compiled.add(Conditions.compile(Parser.parse(expression, ListSource.NONE)));
        }
        SampleView view = new SampleView();
        return sample -> {
            view.of(sample);
            for (int i = 0; i < compiled.size(); i++) {
                if (compiled.get(i).test(view)) {
                    return i + 1;
                }
            }
            return 0;
        };
    }

    private static void requireAgreement(
            Map<String, ToIntFunction<AnnotatedSample>> contestants, AnnotatedSample[] samples) {
        for (int size : SIZES) {
            int matched = 0;
            for (AnnotatedSample sample : samples) {
                int index = contestants.get("index, " + size + " rules").applyAsInt(sample);
                int scan = contestants.get("scan, " + size + " rules").applyAsInt(sample);
                if (index != scan) {
                    throw new IllegalStateException(
                            "the index says rule " + index + ", the scan " + scan + ": " + sample);
                }
                matched += scan == 0 ? 0 : 1;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d rules: %.1f %% of the samples match one%n",
                    size,
                    100.0 * matched / samples.length);
        }
    }

    private double run(ToIntFunction<AnnotatedSample> contestant, AnnotatedSample[] samples) {
        long start = System.nanoTime();
        long end = start + millis * 1_000_000L;
        long evaluations = 0;
        long sum = 0;
        while (System.nanoTime() < end) {
            for (AnnotatedSample sample : samples) {
                sum += contestant.applyAsInt(sample);
            }
            evaluations += samples.length;
        }
        long nanos = System.nanoTime() - start;
        requireUsed(sum);
        return evaluations * 1e9 / nanos;
    }

    private static double allocated(
            ToIntFunction<AnnotatedSample> contestant, AnnotatedSample[] samples) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = 0;
        for (AnnotatedSample sample : samples) {
            sum += contestant.applyAsInt(sample);
        }
        requireUsed(sum);
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / samples.length;
    }

    /** What was computed must be used, or it is not computed. */
    private static void requireUsed(long sum) {
        if (sum < 0) {
            throw new IllegalStateException("numbers of rules add up to " + sum);
        }
    }
}
