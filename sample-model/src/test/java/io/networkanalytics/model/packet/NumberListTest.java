package io.networkanalytics.model.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NumberListTest {

    @Test
    void numbersInOrder() {
        for (int count = 1; count <= 40; count++) {
            int[] numbers = new int[count];
            Arrays.setAll(numbers, i -> i * 37 % 256);

            assertEquals(
                    Arrays.stream(numbers)
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(",")),
                    list(numbers).text());
        }
    }

    @Test
    void zerosAreCounted() {
        assertTrue(list().isEmpty());
        assertEquals("0", list(0).text());
        assertEquals("0,0", list(0, 0).text());
        assertEquals("0,1", list(0, 1).text());
        assertEquals("255,255,255,255,255,255,255", list(255, 255, 255, 255, 255, 255, 255).text());
    }

    @Test
    void aKnownListIsNotBuiltAgain() {
        assertSame(list(2, 4, 8, 1, 3).text(), list(2, 4, 8, 1, 3).text());
    }

    private static NumberList list(int... numbers) {
        NumberList list = new NumberList();
        for (int number : numbers) {
            list.add(number);
        }
        return list;
    }
}
