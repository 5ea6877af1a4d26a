package io.networkanalytics.job.attack;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The whole stage in one thread and without Flink, for measurements and tests: the same counts, the
 * same detector, the same tags. Event time is the newest sample's, less a bound.
 */
public final class LocalDetection {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int OUT_OF_ORDER_SECONDS = 5;

    private record Held(AnnotatedSample sample, Optional<SampleTarget> target, int vector) {}

    private final AttackSettings settings;
    private final VectorTable vectors = VectorTable.standard();
    private final SampleTarget.Finder targets = new SampleTarget.Finder();
    private final TrafficBuffer buffer;
    private final PrefixDetector detector;
    private final AttackTable table = new AttackTable();
    private final Map<PrefixKey, PrefixState> states = new HashMap<>();
    private final TreeMap<Long, Map<PrefixKey, SecondTraffic>> pending = new TreeMap<>();
    private final TreeMap<Long, Set<PrefixKey>> wakes = new TreeMap<>();
    private final TreeMap<Long, List<Held>> held = new TreeMap<>();
    private final List<AttackEvent> events = new ArrayList<>();
    private final List<AttackRule> rules = new ArrayList<>();
    private long newestSecond = Long.MIN_VALUE;

    private final Findings findings =
            new Findings() {
                @Override
                public void span(AttackSpan span) {
                    table.add(span, new ArrayList<>());
                }

                @Override
                public void event(AttackEvent event) {
                    events.add(event);
                }

                @Override
                public void rule(AttackRule rule) {
                    rules.add(rule);
                }
            };

    /**
     * Begins without any memory.
     *
     * @param settings what can be tuned
     */
    public LocalDetection(AttackSettings settings) {
        this.settings = settings;
        this.buffer = new TrafficBuffer(settings.digests());
        this.detector = new PrefixDetector(settings, vectors);
    }

    /**
     * Takes a sample, at most five seconds of event time behind the newest.
     *
     * @param sample annotated with its account
     * @param tagged gets earlier samples whose second is decided
     */
    public void add(AnnotatedSample sample, Consumer<AnnotatedSample> tagged) {
        long second = Math.floorDiv(sample.eventTimeNanos(), NANOS_PER_SECOND);
        Optional<SampleTarget> target = targets.of(sample);
        int vector = target.isEmpty() ? 0 : vectors.classify(sample);
        if (vector != 0) {
            buffer.add(sample, target.get(), second, vector);
        }
        held.computeIfAbsent(second, s -> new ArrayList<>()).add(new Held(sample, target, vector));
        if (second > newestSecond) {
            newestSecond = second;
            advance(second - OUT_OF_ORDER_SECONDS - 1, tagged);
        }
    }

    /**
     * Ends the input: decides what is left, and lets attacks end.
     *
     * @param tagged gets the samples that are left
     */
    public void end(Consumer<AnnotatedSample> tagged) {
        advance(newestSecond + settings.sessionGapSeconds() + OUT_OF_ORDER_SECONDS, tagged);
    }

    /** The events so far, in their order. */
    public List<AttackEvent> events() {
        return List.copyOf(events);
    }

    /** The rules so far, in their order. */
    public List<AttackRule> rules() {
        return List.copyOf(rules);
    }

    /** Everything up to a second is known. */
    private void advance(long known, Consumer<AnnotatedSample> tagged) {
        buffer.drain(this::count);
        while (true) {
            long second = Math.min(first(pending), first(wakes));
            if (second > known) {
                break;
            }
            judge(second);
        }
        while (!held.isEmpty() && held.firstKey() <= known - AttackSettings.LOOK_BACK_SECONDS) {
            Map.Entry<Long, List<Held>> second = held.pollFirstEntry();
            second.getValue().forEach(h -> tagged.accept(tag(h, second.getKey())));
        }
        table.forgetBefore(known - 2L * settings.sessionGapSeconds());
    }

    private void judge(long second) {
        Map<PrefixKey, SecondTraffic> traffic =
                Optional.ofNullable(pending.remove(second)).orElse(Map.of());
        Set<PrefixKey> keys = new HashSet<>(traffic.keySet());
        keys.addAll(Optional.ofNullable(wakes.remove(second)).orElse(Set.of()));
        for (PrefixKey key : keys) {
            PrefixState state = states.computeIfAbsent(key, k -> new PrefixState());
            detector.judge(
                    key,
                    state,
                    traffic.getOrDefault(key, SecondTraffic.of(second, Map.of())),
                    findings);
            for (long wake : detector.wakeSeconds(state, second)) {
                wakes.computeIfAbsent(wake, s -> new HashSet<>()).add(key);
            }
            if (state.isEmpty()) {
                states.remove(key);
            }
        }
    }

    private void count(TrafficCount count) {
        pending.computeIfAbsent(count.second(), s -> new HashMap<>())
                .merge(
                        count.key(),
                        SecondTraffic.of(count.second(), Map.of(count.vector(), count.traffic())),
                        (a, b) -> a.plus(b, settings.digests()));
    }

    private AnnotatedSample tag(Held h, long second) {
        if (h.vector() == 0) {
            return h.sample();
        }
        String id = table.attackOf(h.sample(), h.target().get(), h.vector(), second);
        return id.isEmpty() ? h.sample() : h.sample().withAttack(id);
    }

    private static long first(TreeMap<Long, ?> bySecond) {
        return bySecond.isEmpty() ? Long.MAX_VALUE : bySecond.firstKey();
    }
}
