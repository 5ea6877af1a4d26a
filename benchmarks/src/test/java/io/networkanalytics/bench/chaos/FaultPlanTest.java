package io.networkanalytics.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static List<FaultPlan.Step> steps(long seed, int count) {
        FaultPlan plan = new FaultPlan(seed, 40_000, 90_000);
        return Stream.generate(plan::next).limit(count).toList();
    }

    @Test
    void theSameSeedMakesTheSamePlan() {
        assertEquals(steps(1, 50), steps(1, 50));
        assertNotEquals(steps(1, 50), steps(2, 50));
    }

    @Test
    void everyKindComesOnceBeforeAnyComesAgain() {
        int kinds = Fault.values().length;
        Set<Fault> seen = EnumSet.noneOf(Fault.class);
        steps(3, kinds).forEach(step -> seen.add(step.fault()));
        assertEquals(EnumSet.allOf(Fault.class), seen);
    }

    @Test
    void allIsWithinItsBounds() {
        for (FaultPlan.Step step : steps(4, 500)) {
            assertTrue(
                    step.pauseMillis() >= 10_000
                            && step.pauseMillis() <= 40_000
                            && step.stallMillis() >= 10_000
                            && step.stallMillis() <= 90_000
                            && step.checkpointMillis() >= 2_000
                            && step.checkpointMillis() <= 10_000,
                    step::toString);
        }
    }
}
