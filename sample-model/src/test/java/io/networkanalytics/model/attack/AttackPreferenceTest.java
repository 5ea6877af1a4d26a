package io.networkanalytics.model.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.attack.AttackPreference.Sensitivity;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttackPreferenceTest {

    @Test
    void nothingSaidIsNoText() {
        assertEquals("", AttackPreference.NONE.text());
        assertEquals(AttackPreference.NONE, AttackPreference.parse(""));
        assertFalse(AttackPreference.NONE.block());
        assertEquals(Sensitivity.DEFAULT, AttackPreference.NONE.of("SYN flood"));
    }

    @Test
    void theTextIsTheSameWhateverTheOrderOfVectors() {
        Map<String, Sensitivity> byVector = new HashMap<>();
        byVector.put("UDP flood", Sensitivity.OFF);
        byVector.put("DNS amplification", Sensitivity.MEDIUM);

        assertEquals(
                "low;block;DNS amplification=medium;UDP flood=off",
                new AttackPreference(Sensitivity.LOW, byVector, true).text());
    }

    @Test
    void aVectorsOwnSensitivityCountsForItAlone() {
        AttackPreference preference = AttackPreference.parse("medium;SYN flood=off");

        assertEquals(Sensitivity.OFF, preference.of("SYN flood"));
        assertEquals(Sensitivity.MEDIUM, preference.of("UDP flood"));
        assertEquals(3, preference.of("UDP flood").factor());
        assertEquals(Double.POSITIVE_INFINITY, preference.of("SYN flood").factor());
        assertEquals(10, Sensitivity.LOW.factor());
        assertEquals(1, Sensitivity.DEFAULT.factor());
    }

    @Test
    void parseReadsWhatTextWrote() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Map<String, Sensitivity> byVector = new HashMap<>();
            for (int left = random.nextInt(5); left > 0; left--) {
                byVector.put("vector (" + random.nextInt(40) + "), é", any(random));
            }
            AttackPreference preference =
                    new AttackPreference(any(random), byVector, random.nextBoolean());

            assertEquals(preference, AttackPreference.parse(preference.text()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "default;SYN flood=", "default;=low", ";block", "Default"})
    void somethingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> AttackPreference.parse(text));
    }

    @Test
    void theTextIsBounded() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new AttackPreference(
                                        Sensitivity.LOW,
                                        Map.of("v".repeat(101), Sensitivity.OFF),
                                        false));

        assertTrue(e.getMessage().contains("101 characters"), e::getMessage);
    }

    private static Sensitivity any(Random random) {
        return Sensitivity.values()[random.nextInt(Sensitivity.values().length)];
    }
}
