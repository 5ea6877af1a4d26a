package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartRateCheckTest {

    private static DeduplicationNeeds every(int millis) {
        return new DeduplicationNeeds(4, 3, Duration.ofMillis(millis), Duration.ofHours(1));
    }

    @Test
    void aBlockASubtaskAndCheckpoint() {
        assertEquals(24, PartRateCheck.partsPerMinute(2, every(5000)));
        assertEquals(600, PartRateCheck.partsPerMinute(10, every(1000)));
    }

    @Test
    void beyondTheBoundTheWarningHasTheNumbersAndAnIntervalThatIsNotBeyondIt() {
        assertEquals(Optional.empty(), PartRateCheck.warning("flows", 10, every(1000)));
        String warning = PartRateCheck.warning("flows", 16, every(1000)).orElseThrow();
        for (String part :
                new String[] {
                    "Table flows",
                    "960 parts a minute",
                    "parallelism 16",
                    "every 1000 ms",
                    "1600 ms"
                }) {
            assertTrue(warning.contains(part), () -> part + " is not in: " + warning);
        }
        assertEquals(Optional.empty(), PartRateCheck.warning("flows", 16, every(1600)));
    }
}
