package io.networkanalytics.job.attack;

import io.networkanalytics.job.attack.AttackState.WaitingSecond;
import io.networkanalytics.model.attack.AttackEvent.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Detects the attacks on a prefix, second by second. Each second says first which of its packets
 * belong to attacks that are known; what is left and too much becomes an attack, or widens one of
 * its vector. Everything comes from the counts and their event time, so that it is the same
 * whatever the order and the speed in which they came.
 */
final class PrefixDetector {

    /** A second with this share of the threshold keeps an attack alive. */
    private static final double HOT_SHARE = 0.5;

    /** A second with this share belongs to the attack if a hot one is near. */
    private static final double WARM_SHARE = 0.1;

    /** A description is made anew when so many packets of the attack have been seen. */
    private static final List<Integer> REFINED_AT = List.of(32, 128, 512);

    /** As many packets of an attack are kept to describe it. */
    private static final int MOST_SEEN = 512;

    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_DAY = 86_400;

    private static final Comparator<AttackState> ORDER =
            Comparator.comparingLong(AttackState::onset).thenComparing(AttackState::id);

    private final AttackSettings settings;
    private final CandidateSearch candidates;
    private final AttackStarts starts;
    private final AttackReports reports;

    PrefixDetector(AttackSettings settings, VectorTable vectors) {
        this.settings = settings;
        this.candidates = new CandidateSearch(vectors, settings);
        this.starts = new AttackStarts(vectors);
        this.reports = new AttackReports(settings, vectors);
    }

    /**
     * Judges a second. Seconds come in order; those without traffic come where {@link #wakeSeconds}
     * asked for them.
     *
     * @param traffic of the second, may be empty
     */
    void judge(PrefixKey key, PrefixState state, SecondTraffic traffic, Findings out) {
        long second = traffic.second();
        state.forgetBefore(second - AttackSettings.LOOK_BACK_SECONDS);
        if (!traffic.byVector().isEmpty()) {
            state.recent.add(traffic);
            continueAttacks(key, state, traffic, out);
            beginAttacks(key, state, traffic, out);
        }
        end(key, state, second, out);
        if ((second + 1) % SECONDS_PER_MINUTE == 0) {
            for (AttackState attack : state.attacks) {
                out.event(reports.event(Kind.ONGOING, key, attack, second + 1));
                out.rule(reports.rule(key, attack, second + 1));
            }
        }
        state.profiles.values().removeIf(p -> p.isForgotten(second));
    }

    /** The seconds at which the prefix has to be looked at again even if there is no traffic. */
    NavigableSet<Long> wakeSeconds(PrefixState state, long second) {
        NavigableSet<Long> wake = new TreeSet<>();
        if (!state.recent.isEmpty()) {
            long last = state.recent.get(state.recent.size() - 1).second();
            wake.add(last + AttackSettings.LOOK_BACK_SECONDS + 1);
        }
        for (AttackState attack : state.attacks) {
            wake.add(attack.lastHot() + settings.sessionGapSeconds());
            wake.add(
                    (second + 1) / SECONDS_PER_MINUTE * SECONDS_PER_MINUTE
                            + SECONDS_PER_MINUTE
                            - 1);
        }
        if (!state.profiles.isEmpty()) {
            // Once a day is enough.
            wake.add((second / SECONDS_PER_DAY + 1) * SECONDS_PER_DAY);
        }
        return wake.tailSet(second, false);
    }

    private void continueAttacks(
            PrefixKey key, PrefixState state, SecondTraffic traffic, Findings out) {
        for (int i = 0; i < state.attacks.size(); i++) {
            AttackState attack = state.attacks.get(i);
            List<WeightedDigest> own = own(state.attacks, i, traffic);
            if (!own.isEmpty()) {
                attack = advance(key, attack, traffic.second(), Rate.of(own), out);
                if (attack.lastHot() == traffic.second()) {
                    attack = refined(attack, traffic, own, state);
                }
                state.attacks.set(i, attack);
            }
        }
    }

    /** Packets of an attack that no earlier one has. */
    private static List<WeightedDigest> own(
            List<AttackState> attacks, int number, SecondTraffic traffic) {
        return traffic.select(
                (digest, vector) -> {
                    for (int i = 0; i < number; i++) {
                        if (attacks.get(i).fingerprint().matches(digest, vector)) {
                            return false;
                        }
                    }
                    return attacks.get(number).fingerprint().matches(digest, vector);
                });
    }

    private AttackState advance(
            PrefixKey key, AttackState attack, long second, Rate rate, Findings out) {
        List<WaitingSecond> waiting = new ArrayList<>(attack.waiting());
        waiting.removeIf(w -> w.second() < second - AttackSettings.LOOK_BACK_SECONDS);
        AttackState next = attack;
        long hot = attack.lastHot();
        if (attack.threshold().times(HOT_SHARE).isReachedBy(rate.packets(), rate.bits())) {
            for (WaitingSecond earlier : waiting) {
                next = count(key, next, earlier.second(), earlier.rate(), out);
            }
            waiting.clear();
            hot = second;
            next = count(key, next, second, rate, out);
        } else if (attack.threshold().times(WARM_SHARE).isReachedBy(rate.packets(), rate.bits())) {
            if (second - hot <= AttackSettings.LOOK_BACK_SECONDS) {
                next = count(key, next, second, rate, out);
            } else {
                waiting.add(new WaitingSecond(second, rate));
            }
        }
        return next.at(hot, rate.confidence(attack.threshold(), 1), waiting);
    }

    private static AttackState count(
            PrefixKey key, AttackState attack, long second, Rate rate, Findings out) {
        out.span(span(key, attack, second, second));
        return attack.counted(rate);
    }

    private static AttackSpan span(PrefixKey key, AttackState attack, long from, long to) {
        return new AttackSpan(
                key.account(), attack.id(), from, to, attack.onset(), attack.fingerprint());
    }

    /** The more of an attack was seen, the better it is described. */
    private AttackState refined(
            AttackState attack,
            SecondTraffic traffic,
            List<WeightedDigest> own,
            PrefixState state) {
        int before = attack.seen().digests().size();
        if (before >= MOST_SEEN) {
            return attack;
        }
        DigestSample seen = attack.seen().plus(AttackStarts.sampleOf(own), MOST_SEEN);
        int now = seen.digests().size();
        boolean due = REFINED_AT.stream().anyMatch(at -> before < at && now >= at);
        Fingerprint fingerprint =
                due && attack.fingerprint().clauses().size() == 1
                        ? starts.refined(
                                attack,
                                seen.weighted(),
                                state.profile(attack.vector()).usual(),
                                traffic.second() - attack.onset() + 1)
                        : attack.fingerprint();
        return attack.with(fingerprint, seen);
    }

    private void beginAttacks(
            PrefixKey key, PrefixState state, SecondTraffic traffic, Findings out) {
        List<Candidate> found =
                candidates.search(
                        key,
                        state,
                        traffic,
                        (digest, vector) ->
                                state.attacks.stream()
                                        .anyMatch(a -> a.fingerprint().matches(digest, vector)));
        if (found.isEmpty()) {
            return;
        }
        List<Candidate> unexplained = new ArrayList<>();
        for (Candidate candidate : found) {
            int at = attackOf(state, candidate);
            if (at >= 0) {
                widen(key, state, at, candidate, traffic, out);
            } else {
                unexplained.add(candidate);
            }
        }
        for (Candidate candidate : starts.worthAnAttack(unexplained, state)) {
            begin(key, state, candidate, traffic.second(), out);
        }
        state.attacks.sort(ORDER);
    }

    private static int attackOf(PrefixState state, Candidate candidate) {
        for (int i = 0; i < state.attacks.size(); i++) {
            if (state.attacks.get(i).fingerprint().widens(candidate.target(), candidate.vector())) {
                return i;
            }
        }
        return -1;
    }

    /** An attack of which there is more than its description says. */
    private void widen(
            PrefixKey key,
            PrefixState state,
            int at,
            Candidate candidate,
            SecondTraffic traffic,
            Findings out) {
        AttackState attack = state.attacks.get(at);
        Fingerprint before = attack.fingerprint();
        Fingerprint wider = before.plus(starts.clause(candidate));
        List<WeightedDigest> more =
                traffic.select((d, v) -> wider.matches(d, v) && !before.matches(d, v));
        AttackState next =
                advance(
                        key,
                        attack.with(wider, attack.seen()),
                        traffic.second(),
                        Rate.of(more),
                        out);
        state.attacks.set(at, next);
        out.rule(reports.rule(key, next, traffic.second() + 1));
    }

    private void begin(
            PrefixKey key, PrefixState state, Candidate candidate, long second, Findings out) {
        Fingerprint fingerprint = starts.fingerprint(candidate);
        List<WaitingSecond> seconds = new ArrayList<>();
        DigestSample seen = DigestSample.EMPTY;
        for (int i = state.recent.size() - 1; i >= 0; i--) {
            SecondTraffic recent = state.recent.get(i);
            List<WeightedDigest> own =
                    recent.select(
                            (d, v) ->
                                    fingerprint.matches(d, v)
                                            && state.attacks.stream()
                                                    .noneMatch(a -> a.fingerprint().matches(d, v)));
            Rate rate = Rate.of(own);
            boolean counts =
                    recent.second() == second
                            || candidate
                                    .threshold()
                                    .times(WARM_SHARE)
                                    .isReachedBy(rate.packets(), rate.bits());
            if (!counts) {
                break;
            }
            seconds.add(0, new WaitingSecond(recent.second(), rate));
            seen = seen.plus(AttackStarts.sampleOf(own), MOST_SEEN);
        }
        long onset = seconds.get(0).second();
        AttackState attack =
                new AttackState(
                        AttackIds.of(
                                key.account(),
                                fingerprint.target(),
                                reports.vectorName(candidate.vector(), fingerprint),
                                onset),
                        candidate.vector(),
                        fingerprint,
                        onset,
                        second,
                        candidate.threshold(),
                        Rate.ZERO,
                        0,
                        0,
                        candidate.confidence(),
                        List.of(),
                        seen,
                        wantsToBlock(seen));
        for (WaitingSecond counted : seconds) {
            attack = count(key, attack, counted.second(), counted.rate(), out);
        }
        state.attacks.add(attack);
        out.event(reports.event(Kind.STARTED, key, attack, second + 1));
        out.rule(reports.rule(key, attack, second + 1));
    }

    /** Only if all that it is sent to wants so: a rule blocks for nobody who has not asked. */
    private static boolean wantsToBlock(DigestSample packets) {
        return packets.digests().stream().allMatch(PacketDigest::block);
    }

    private void end(PrefixKey key, PrefixState state, long second, Findings out) {
        for (AttackState attack : List.copyOf(state.attacks)) {
            if (second - attack.lastHot() >= settings.sessionGapSeconds()) {
                long at = attack.lastHot() + settings.sessionGapSeconds();
                state.attacks.remove(attack);
                out.event(reports.event(Kind.ENDED, key, attack, at));
                out.rule(reports.endOfRule(key, attack, at));
            }
        }
    }
}
