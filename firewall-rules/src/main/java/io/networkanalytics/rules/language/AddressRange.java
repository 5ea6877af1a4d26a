package io.networkanalytics.rules.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Addresses from first to last, both included, of one family.
 *
 * @param first the lowest
 * @param last the highest
 */
public record AddressRange(Address first, Address last) {

    public AddressRange {
        if (first.isV4() != last.isV4() || first.compareTo(last) > 0) {
            throw new IllegalArgumentException(first + ".." + last + " is no range");
        }
    }

    /**
     * The same addresses in ranges that hold no number of the other family: the numbers of IPv4 lie
     * amid those of IPv6, so ::/0 is two.
     */
    private List<AddressRange> withoutOtherFamily() {
        boolean around =
                first.compareTo(Address.FIRST_V4) < 0 && last.compareTo(Address.LAST_V4) > 0;
        return around
                ? List.of(
                        new AddressRange(first, Address.FIRST_V4.previous()),
                        new AddressRange(Address.LAST_V4.next(), last))
                : List.of(this);
    }

    /** Ranges sorted and, where they overlap, joined; none holds a number of the other family. */
    public static List<AddressRange> joined(List<AddressRange> ranges) {
        List<AddressRange> sorted = new ArrayList<>();
        ranges.forEach(range -> sorted.addAll(range.withoutOtherFamily()));
        sorted.sort(Comparator.comparing(AddressRange::first));
        List<AddressRange> joined = new ArrayList<>();
        for (AddressRange range : sorted) {
            int end = joined.size() - 1;
            if (end >= 0 && range.first.compareTo(joined.get(end).last) <= 0) {
                AddressRange before = joined.get(end);
                Address last = range.last.compareTo(before.last) > 0 ? range.last : before.last;
                joined.set(end, new AddressRange(before.first, last));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    /** Bits of the prefix that it is, in its own family; -1 where it is none. */
    public int prefixLength() {
        long high = first.high() ^ last.high();
        long low = first.low() ^ last.low();
        int length = high != 0 ? Long.numberOfLeadingZeros(high) : 64;
        if (high == 0) {
            length += Long.numberOfLeadingZeros(low);
        }
        long highMask = length >= 64 ? 0 : -1L >>> length;
        long lowMask = length >= 128 ? 0 : length <= 64 ? -1L : -1L >>> (length - 64);
        boolean prefix =
                (first.high() & highMask) == 0
                        && (first.low() & lowMask) == 0
                        && high == highMask
                        && low == lowMask;
        return !prefix ? -1 : first.isV4() ? length - 96 : length;
    }

    @Override
    public String toString() {
        int length = prefixLength();
        if (first.equals(last)) {
            return first.toString();
        }
        return length < 0 ? first + ".." + last : first + "/" + length;
    }
}
