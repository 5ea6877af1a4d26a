package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a part of an attack's packets has in common: all constraints, and one of the sources.
 *
 * @param constraints by attribute
 * @param sources where they come from; empty if from everywhere
 */
record Clause(List<Constraint> constraints, List<IpPrefix> sources) {

    /** Every packet. */
    static final Clause ANY = new Clause(List.of(), List.of());

    Clause {
        constraints = List.copyOf(constraints);
        sources = List.copyOf(sources);
    }

    boolean matches(PacketDigest digest) {
        for (Constraint constraint : constraints) {
            if (!constraint.matches(digest)) {
                return false;
            }
        }
        return sources.isEmpty()
                || sources.stream()
                        .anyMatch(p -> p.contains(digest.sourceHigh(), digest.sourceLow()));
    }

    /**
     * The conditions in the rule language.
     *
     * @param tcp whether the packets are TCP, otherwise they are taken for UDP
     * @param said a condition that need not be said again
     * @return joined by and; "" if there is none
     */
    String expression(boolean tcp, String said) {
        List<String> conditions = new ArrayList<>();
        for (Constraint constraint : constraints) {
            String condition = constraint.expression(tcp);
            if (!condition.equals(said)) {
                conditions.add(condition);
            }
        }
        if (!sources.isEmpty()) {
            conditions.add(
                    sources.stream()
                            .map(Targets::text)
                            .collect(Collectors.joining(" ", "ip.src in {", "}")));
        }
        return String.join(" and ", conditions);
    }
}
