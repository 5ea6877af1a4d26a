package io.networkanalytics.forwarder.intake;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * At most so many dead letters a second of one input, exporter and reason, and a hundred times that
 * of one input: a sender that invents exporters gains little. Bounded memory: the pair that was
 * quiet for longest is forgotten first, which at worst grants it a second's allowance anew.
 */
final class DeadLetterLimiter {

    private static final int MAX_KEYS = 10_000;
    private static final int INPUT_MULTIPLE = 100;

    private final Clock clock;
    private final Map<Key, Second> seconds =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Second> eldest) {
                    return size() > MAX_KEYS;
                }
            };

    DeadLetterLimiter(Clock clock) {
        this.clock = clock;
    }

    boolean permits(Exporter exporter, String reason) {
        int perSecond = exporter.input().deadLettersPerSecond();
        if (perSecond == InputSettings.UNLIMITED) {
            return true;
        }
        String input = exporter.input().name();
        long now = clock.instant().getEpochSecond();
        synchronized (seconds) {
            return second(new Key(input, exporter.id(), reason), now).permits(perSecond)
                    && second(new Key(input, "", ""), now)
                            .permits((long) perSecond * INPUT_MULTIPLE);
        }
    }

    private Second second(Key key, long epochSecond) {
        Second second = seconds.computeIfAbsent(key, absent -> new Second());
        if (second.epochSecond != epochSecond) {
            second.epochSecond = epochSecond;
            second.kept = 0;
        }
        return second;
    }

    private record Key(String input, String exporter, String reason) {}

    private static final class Second {
        private long epochSecond;
        private long kept;

        boolean permits(long limit) {
            if (kept >= limit) {
                return false;
            }
            kept++;
            return true;
        }
    }
}
