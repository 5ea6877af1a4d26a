package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorProfileTest {

    private static final long DAY = 86_400;
    private static final Threshold NONE = new Threshold(0, 0);

    @Test
    void theFloorIsTheHighestOfSevenDaysWithoutToday() {
        VectorProfile profile = VectorProfile.EMPTY;
        for (int day = 1; day <= 8; day++) {
            // The highest packets on the third day, the highest bits on the seventh.
            Threshold most = new Threshold(day == 3 ? 900 : 10 * day, day == 7 ? 5000 : day);
            profile = profile.with(day * DAY + 5, most, most.times(2), List.of());
            profile = profile.with(day * DAY + 9, NONE, NONE, List.of());
        }

        assertEquals(new Threshold(900, 5000), profile.floor(8 * DAY, false));
        assertEquals(new Threshold(1800, 10_000), profile.floor(8 * DAY, true));
        assertEquals(new Threshold(900, 5000), profile.floor(10 * DAY, false));
        assertEquals(new Threshold(80, 5000), profile.floor(11 * DAY, false), "a week ago");
        assertEquals(new Threshold(20, 2), profile.floor(3 * DAY, false), "later days unknown");
        assertEquals(NONE, profile.floor(1 * DAY + 5, false), "of today nothing counts");
        assertTrue(profile.days().size() <= 8);
    }

    @Test
    void aWeekLaterItIsForgotten() {
        VectorProfile profile = VectorProfile.EMPTY.with(3 * DAY, NONE, NONE, List.of());

        assertFalse(profile.isForgotten(11 * DAY - 1));
        assertTrue(profile.isForgotten(11 * DAY));
        assertTrue(VectorProfile.EMPTY.isForgotten(0));
    }

    @Test
    void theUsualConvergesToWhatComes() {
        VectorProfile profile = VectorProfile.EMPTY;
        for (int second = 0; second < 600; second++) {
            profile = profile.with(second, NONE, NONE, packets(second, 40, second < 300 ? 10 : 30));
        }
        double mean = Rate.of(profile.usual()).packets();

        // In five time constants all but exp(-5) of the step; thinning adds noise of 1/sqrt(64).
        assertEquals(40 * 30, mean, 40 * 30 * 0.25);
        assertEquals(599, profile.usualSecond());
    }

    @Test
    void aGapIsSecondsWithoutTraffic() {
        VectorProfile profile = VectorProfile.EMPTY.with(0, NONE, NONE, packets(0, 10, 100));
        assertEquals(1000, Rate.of(profile.usual()).packets(), 1e-9);

        VectorProfile later = profile.with(60, NONE, NONE, List.of());

        assertEquals(1000 * Math.exp(-1), Rate.of(later.usual()).packets(), 1e-9);
    }

    @Test
    void onlySoMuchIsRemembered() {
        VectorProfile profile = VectorProfile.EMPTY;
        for (int second = 0; second < 50; second++) {
            profile = profile.with(second * DAY, NONE, NONE, packets(second, 300, 1));
            assertTrue(profile.usual().size() <= 64);
            assertTrue(profile.days().size() <= 8);
        }
        VectorProfile once = VectorProfile.EMPTY.with(1, NONE, NONE, packets(1, 3000, 7));

        assertEquals(64, once.usual().size());
        // Thinned, not cut: it still stands for all.
        assertEquals(21_000, Rate.of(once.usual()).packets(), 21_000 * 0.3);
    }

    private static List<WeightedDigest> packets(long second, int count, int packets) {
        List<WeightedDigest> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Packets.weighted(Packets.udp(second * 100_000 + i, 9, "").setPackets(packets)));
        }
        return all;
    }
}
