package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.language.AddressRange;
import java.util.List;

/** Ranges of addresses, sorted and joined, for a binary search. */
final class AddressSet {

    private final long[] firstHigh;
    private final long[] firstLow;
    private final long[] lastHigh;
    private final long[] lastLow;

    AddressSet(List<AddressRange> ranges) {
        List<AddressRange> joined = AddressRange.joined(ranges);
        int size = joined.size();
        firstHigh = new long[size];
        firstLow = new long[size];
        lastHigh = new long[size];
        lastLow = new long[size];
        for (int i = 0; i < size; i++) {
            firstHigh[i] = joined.get(i).first().high();
            firstLow[i] = joined.get(i).first().low();
            lastHigh[i] = joined.get(i).last().high();
            lastLow[i] = joined.get(i).last().low();
        }
    }

    boolean contains(long high, long low) {
        int from = 0;
        int to = firstHigh.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Address.compare(firstHigh[middle], firstLow[middle], high, low) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from > 0 && Address.compare(high, low, lastHigh[from - 1], lastLow[from - 1]) <= 0;
    }
}
