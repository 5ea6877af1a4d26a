package io.networkanalytics.job.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RepeatFilterTest {

    private final RepeatFilter filter = new RepeatFilter(2);

    @Test
    void aSmallerOrEqualSequenceIsARepeat() {
        assertFalse(filter.isRepeat(0, "a", 1, 5));
        assertTrue(filter.isRepeat(0, "a", 1, 5));
        assertTrue(filter.isRepeat(0, "a", 1, 4));
        assertFalse(filter.isRepeat(0, "a", 1, 6));
    }

    @Test
    void partitionExporterAndEpochEachCountTheirOwn() {
        assertFalse(filter.isRepeat(0, "a", 1, 5));
        assertFalse(filter.isRepeat(1, "a", 1, 5));
        assertFalse(filter.isRepeat(1, "b", 1, 5));
        assertFalse(filter.isRepeat(0, "a", 2, 5));
    }

    @Test
    void sequencesAreUnsigned() {
        assertFalse(filter.isRepeat(0, "a", 1, Long.MAX_VALUE));
        assertFalse(filter.isRepeat(0, "a", 1, Long.MIN_VALUE));
        assertTrue(filter.isRepeat(0, "a", 1, 1));
    }

    @Test
    void theOneThatWasSilentLongestIsForgottenFirst() {
        assertFalse(filter.isRepeat(0, "a", 1, 5));
        assertFalse(filter.isRepeat(0, "b", 1, 5));
        assertTrue(filter.isRepeat(0, "a", 1, 5));
        assertFalse(filter.isRepeat(0, "c", 1, 5));

        assertEquals(1, filter.forgotten());
        assertTrue(filter.isRepeat(0, "a", 1, 5));
        assertFalse(filter.isRepeat(0, "b", 1, 5));
    }

    @Test
    void theHigherSequenceWinsAtARestore() {
        filter.restore(new RepeatState(0, "a", 1, 9));
        filter.restore(new RepeatState(0, "a", 1, 7));

        assertTrue(filter.isRepeat(0, "a", 1, 9));
        assertFalse(filter.isRepeat(0, "a", 1, 10));
    }
}
