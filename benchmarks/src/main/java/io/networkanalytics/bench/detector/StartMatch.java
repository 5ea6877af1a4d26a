package io.networkanalytics.bench.detector;

import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.attack.AttackEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which attacks are found, and which are none. */
final class StartMatch {

    private static final int SECONDS_EARLY = 1;

    private final Map<TruthAttack, List<AttackEvent>> starts = new HashMap<>();
    private int wrongVectors;
    private int falseStarts;

    StartMatch(List<TruthAttack> attacks, List<AttackEvent> events) {
        attacks.forEach(attack -> starts.put(attack, new ArrayList<>()));
        for (AttackEvent event : events) {
            if (event.kind() == AttackEvent.Kind.STARTED) {
                add(attacks, event);
            }
        }
    }

    private void add(List<TruthAttack> attacks, AttackEvent start) {
        boolean nearby = false;
        for (TruthAttack attack : attacks) {
            boolean then =
                    start.startedAt() >= attack.beginSecond() - SECONDS_EARLY
                            && start.startedAt() <= attack.lastSecond() + 1;
            if (!then) {
                continue;
            }
            IpPrefix found = IpPrefix.parse(start.target());
            IpPrefix real = IpPrefix.parse(attack.target());
            if (found.equals(real) && start.vector().equalsIgnoreCase(attack.vector())) {
                starts.get(attack).add(start);
                return;
            }
            nearby |= contains(found, real) || contains(real, found);
        }
        if (nearby) {
            wrongVectors++;
        } else {
            falseStarts++;
        }
    }

    private static boolean contains(IpPrefix outer, IpPrefix inner) {
        return outer.length() <= inner.length() && outer.contains(inner.high(), inner.low());
    }

    /** Starts of that attack: one, if it is found as it should be. */
    List<AttackEvent> starts(TruthAttack attack) {
        return starts.get(attack);
    }

    /** Starts at the target of an attack in its time, but otherwise named or wider or narrower. */
    int wrongVectors() {
        return wrongVectors;
    }

    /** Starts where there is no attack. */
    int falseStarts() {
        return falseStarts;
    }

    /** Seconds from its first one to the moment that it is heard of; NaN if that never is. */
    double delaySeconds(TruthAttack attack) {
        return starts.get(attack).stream()
                .mapToDouble(start -> Math.max(0, start.at() - attack.firstSecond()))
                .min()
                .orElse(Double.NaN);
    }
}
