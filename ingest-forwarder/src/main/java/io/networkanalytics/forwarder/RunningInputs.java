package io.networkanalytics.forwarder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.networkanalytics.forwarder.config.InputConfig;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inputs that run, by name, and how they become others. An input whose configuration stays is
 * not touched. For one thread at a time.
 */
final class RunningInputs {

    private static final Logger LOG = LoggerFactory.getLogger(RunningInputs.class);

    private record Running(InputConfig config, Input input) {}

    private final MeterRegistry registry;
    private volatile Map<String, Running> running = Map.of();

    RunningInputs(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Makes all, then starts all; what was made is there to be stopped if one fails. */
    void start(List<InputConfig> configs, Function<InputConfig, Input> factory) {
        Map<String, Running> made = new LinkedHashMap<>();
        for (InputConfig config : configs) {
            made.put(config.name(), new Running(config, factory.apply(config)));
        }
        running = made;
        made.values().forEach(one -> one.input().start());
    }

    /** In the order of the configuration. */
    List<Input> inputs() {
        return running.values().stream().map(Running::input).toList();
    }

    void stop(Duration deadline) {
        running.values().forEach(one -> one.input().stop(deadline));
    }

    /**
     * Makes what runs what the configuration says.
     *
     * @param configs the new ones
     * @param factory of inputs
     * @param all whether inputs are made anew though their own configuration stays
     * @param deadline for an input that stops to hand on what it has
     * @param errors gets a line for each input that could not be started; where there was one of
     *     its name, it is as before
     * @return a line for each change
     */
    List<String> change(
            List<InputConfig> configs,
            Function<InputConfig, Input> factory,
            boolean all,
            Duration deadline,
            List<String> errors) {
        List<String> changes = new ArrayList<>();
        Map<String, InputConfig> wanted =
                configs.stream().collect(Collectors.toMap(InputConfig::name, config -> config));
        for (Running one : running.values()) {
            if (!wanted.containsKey(one.config().name())) {
                one.input().stop(deadline);
                forgetGauges(one.config().name());
                changes.add("input " + one.config().name() + " stopped");
            }
        }
        Map<String, Running> next = new LinkedHashMap<>();
        for (InputConfig config : configs) {
            Running before = running.get(config.name());
            try {
                Running after = before;
                if (before == null) {
                    after = started(config, factory);
                    changes.add("input " + config.name() + " started");
                } else if (all || !before.config().equals(config)) {
                    after = replaced(before, config, factory, deadline);
                    changes.add("input " + config.name() + " changed");
                }
                next.put(config.name(), after);
            } catch (UncheckedIOException e) {
                errors.add(e.getMessage());
                if (before != null) {
                    again(before, factory, next, errors);
                }
            }
        }
        running = next;
        return changes;
    }

    private static void again(
            Running before,
            Function<InputConfig, Input> factory,
            Map<String, Running> next,
            List<String> errors) {
        try {
            next.put(before.config().name(), started(before.config(), factory));
        } catch (UncheckedIOException e) {
            errors.add("input " + before.config().name() + " runs no more: " + e.getMessage());
        }
    }

    private static Running started(InputConfig config, Function<InputConfig, Input> factory) {
        Input input = factory.apply(config);
        input.start();
        return new Running(config, input);
    }

    /** Without a gap where that can be: on the same sockets, or with the new ones open first. */
    private Running replaced(
            Running before,
            InputConfig config,
            Function<InputConfig, Input> factory,
            Duration deadline) {
        Input input = factory.apply(config);
        if (before.input().adopt(input)) {
            return new Running(config, before.input());
        }
        forgetGauges(config.name());
        if (input.mayOverlap()) {
            try {
                input.start();
                before.input().stop(deadline);
                return new Running(config, input);
            } catch (UncheckedIOException e) {
                // The old one may stand on the same address: it has to go first.
                LOG.debug("input {}: {}", config.name(), e.getMessage());
            }
        }
        before.input().stop(deadline);
        return started(config, factory);
    }

    /** Gauges of an input look at the object that made them; counters go on. */
    private void forgetGauges(String name) {
        for (Meter meter : registry.getMeters()) {
            if (name.equals(meter.getId().getTag("input")) && !(meter instanceof Counter)) {
                registry.remove(meter);
            }
        }
    }
}
