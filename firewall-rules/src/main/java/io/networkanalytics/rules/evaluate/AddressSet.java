package io.networkanalytics.rules.evaluate;

import io.networkanalytics.rules.language.Address;
import io.networkanalytics.rules.language.AddressRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ranges of addresses, sorted and joined, for a binary search. */
final class AddressSet {

    private final long[] firstHigh;
    private final long[] firstLow;
    private final long[] lastHigh;
    private final long[] lastLow;

    AddressSet(List<AddressRange> ranges) {
        List<AddressRange> joined = join(ranges);
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

    private static List<AddressRange> join(List<AddressRange> ranges) {
        List<AddressRange> sorted = new ArrayList<>();
        ranges.forEach(range -> sorted.addAll(range.withoutOtherFamily()));
        sorted.sort(Comparator.comparing(AddressRange::first));
        List<AddressRange> joined = new ArrayList<>();
        for (AddressRange range : sorted) {
            int end = joined.size() - 1;
            if (end >= 0 && range.first().compareTo(joined.get(end).last()) <= 0) {
                AddressRange before = joined.get(end);
                Address last =
                        range.last().compareTo(before.last()) > 0 ? range.last() : before.last();
                joined.set(end, new AddressRange(before.first(), last));
            } else {
                joined.add(range);
            }
        }
        return joined;
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
