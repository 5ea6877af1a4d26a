package io.networkanalytics.bench.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.AnnotatedSample;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StoredTrafficTest {

    private static final int ROWS = 20_000;
    private static final Instant START = Instant.parse("2026-01-14T00:00:00Z");
    private static final Duration SPAN = Duration.ofHours(72);

    private final StoredTraffic traffic = new StoredTraffic(START, SPAN, ROWS, 24);

    @Test
    void sevenOfTenSamplesAreOfAttacksThatGoOnAtTheirTime() {
        Map<String, LongAttack> attacks =
                traffic.calendar().attacks().stream()
                        .collect(Collectors.toMap(LongAttack::id, Function.identity()));
        SplittableRandom random = StoredTraffic.randomOf(0);
        Set<String> seen = new HashSet<>();
        int ofAttacks = 0;
        for (int i = 0; i < ROWS; i++) {
            AnnotatedSample row = traffic.row(i, random);
            if (!row.attackId().isEmpty()) {
                ofAttacks++;
                seen.add(row.attackId());
                LongAttack attack = attacks.get(row.attackId());
                assertTrue(
                        row.eventTimeNanos() >= attack.startNanos()
                                && row.eventTimeNanos() < attack.endNanos(),
                        () -> attack + " has a sample at " + row.eventTimeNanos());
                assertEquals(1001 + attack.account(), row.account().accountId());
            }
        }
        assertEquals(0.7, (double) ofAttacks / ROWS, 0.02);
        assertEquals(attacks.keySet(), seen);
    }

    @Test
    void rowsComeInOrderOfTimeOverTheWholeSpan() {
        SplittableRandom random = StoredTraffic.randomOf(0);
        long last = START.getEpochSecond() * 1_000_000_000L;
        for (int i = 0; i < ROWS; i++) {
            long next = traffic.row(i, random).eventTimeNanos();
            assertTrue(next >= last, "row " + i + " is at " + next + ", before " + last);
            last = next;
        }
        long end = START.plus(SPAN).getEpochSecond() * 1_000_000_000L;
        assertTrue(last < end && last > end - SPAN.toNanos() / 1000, "the last row is at " + last);
    }

    @Test
    void theSameIndexMakesTheSameRow() {
        var again = new StoredTraffic(START, SPAN, ROWS, 24);
        SplittableRandom first = StoredTraffic.randomOf(500);
        SplittableRandom second = StoredTraffic.randomOf(500);
        for (int i = 500; i < 1000; i++) {
            assertEquals(traffic.row(i, first), again.row(i, second));
        }
    }
}
