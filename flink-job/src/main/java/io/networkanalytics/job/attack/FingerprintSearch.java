package io.networkanalytics.job.attack;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.rules.language.NumberRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the smallest description of what is too much: from attribute to attribute it keeps the few
 * values that make up nearly all of the excess over what is usual, and leaves out an attribute
 * whose values are spread.
 */
final class FingerprintSearch {

    /** Of the excess, what the whole description may leave out. */
    private static final double MOST_LOST = 0.03;

    /** Of the excess, what one attribute may leave out. */
    private static final double MOST_LOST_BY_ONE = 0.015;

    /** Of all packets, what may be called usual. */
    private static final double MOST_USUAL = 0.8;

    /** Fewer packets than this for each value say nothing. */
    private static final int PACKETS_PER_VALUE = 8;

    /** Fewer packets than this do not tell where a range ends. */
    private static final int PACKETS_OF_RANGE = 128;

    private static final int MOST_SOURCES = 8;
    private static final int V4_SUBNET_BITS = 120;
    private static final int V6_SUBNET_BITS = 48;

    private static final Comparator<IpPrefix> ORDER =
            Comparator.comparing(IpPrefix::high, Long::compareUnsigned)
                    .thenComparing(IpPrefix::low, Long::compareUnsigned);

    /** Usual packets have a negative weight, so that a sum over all is the excess. */
    private record Item(PacketDigest digest, double weight) {}

    private List<Item> items = new ArrayList<>();
    private final double total;
    private final List<Constraint> constraints = new ArrayList<>();
    private List<IpPrefix> sources = List.of();

    private FingerprintSearch(
            List<WeightedDigest> packets, List<WeightedDigest> usual, boolean byBits) {
        for (WeightedDigest d : packets) {
            items.add(new Item(d.digest(), byBits ? d.bits() : d.packets()));
        }
        double all = excess(items);
        double known = 0;
        for (WeightedDigest d : usual) {
            known += byBits ? d.bits() : d.packets();
        }
        // What was usual may have stayed away: it never explains more than it can.
        double share = Math.min(1, MOST_USUAL * all / known);
        for (WeightedDigest d : usual) {
            items.add(new Item(d.digest(), -share * (byBits ? d.bits() : d.packets())));
        }
        total = excess(items);
    }

    /**
     * Searches.
     *
     * @param packets of one target and vector, too many of them
     * @param usual packets that come otherwise, in the same time
     * @param byBits whether it is their bits that are too many
     */
    static Clause search(List<WeightedDigest> packets, List<WeightedDigest> usual, boolean byBits) {
        FingerprintSearch search = new FingerprintSearch(packets, usual, byBits);
        for (Attribute attribute : Attribute.values()) {
            if (attribute == Attribute.SOURCE_ASN) {
                search.sources();
            }
            if (search.sources.isEmpty()) {
                search.constrain(attribute);
            }
        }
        return new Clause(search.constraints, search.sources);
    }

    private void constrain(Attribute attribute) {
        List<Long> values = few(attribute::of, attribute.mostValues());
        if (values.isEmpty()) {
            range(attribute);
            return;
        }
        if (values.contains(-1L)) {
            return;
        }
        accept(
                new Constraint(
                        attribute,
                        values.stream().sorted().map(v -> new NumberRange(v, v)).toList()));
    }

    /** The range between the outermost values, if it is narrow and well supported. */
    private void range(Attribute attribute) {
        List<Long> values =
                items.stream()
                        .filter(i -> i.weight() > 0)
                        .map(i -> attribute.of(i.digest()))
                        .sorted()
                        .toList();
        if (attribute.widestRange() == 0 || values.size() < PACKETS_OF_RANGE) {
            return;
        }
        int cut = (int) (values.size() * MOST_LOST_BY_ONE / 4);
        long first = values.get(cut);
        long last = values.get(values.size() - 1 - cut);
        if (first >= 0 && last - first <= attribute.widestRange()) {
            accept(new Constraint(attribute, List.of(new NumberRange(first, last))));
        }
    }

    private void accept(Constraint constraint) {
        List<Item> left = items.stream().filter(i -> constraint.matches(i.digest())).toList();
        if (isEnough(left)) {
            constraints.add(constraint);
            items = left;
        }
    }

    private void sources() {
        for (boolean subnets : new boolean[] {false, true}) {
            List<IpPrefix> few =
                    few(d -> source(d, subnets), MOST_SOURCES).stream().sorted(ORDER).toList();
            List<Item> left =
                    items.stream().filter(i -> few.contains(source(i.digest(), subnets))).toList();
            if (!few.isEmpty()
                    && few.stream().noneMatch(FingerprintSearch::isUnknown)
                    && isEnough(left)) {
                sources = few;
                items = left;
                return;
            }
        }
    }

    /** A flow record need not have a source; a rule cannot ask for that. */
    private static boolean isUnknown(IpPrefix source) {
        return source.high() == 0 && source.low() == 0;
    }

    private static IpPrefix source(PacketDigest d, boolean subnet) {
        if (!subnet) {
            return new IpPrefix(d.sourceHigh(), d.sourceLow(), 128);
        }
        return IpAddresses.isV4(d.sourceHigh(), d.sourceLow())
                ? new IpPrefix(d.sourceHigh(), d.sourceLow() & ~0xFFL, V4_SUBNET_BITS)
                : new IpPrefix(d.sourceHigh() & ~0xFFFFL, 0, V6_SUBNET_BITS);
    }

    /** The values that make up nearly all of the excess; none if they are too many. */
    private <V> List<V> few(Function<PacketDigest, V> value, int most) {
        Map<V, Double> byValue = new HashMap<>();
        int packets = 0;
        for (Item item : items) {
            byValue.merge(value.apply(item.digest()), item.weight(), Double::sum);
            packets += item.weight() > 0 ? 1 : 0;
        }
        // Equal weights come in the order of their text, so that the result is always the same.
        List<Map.Entry<V, Double>> sorted =
                byValue.entrySet().stream()
                        .sorted(
                                Map.Entry.<V, Double>comparingByValue()
                                        .reversed()
                                        .thenComparing(e -> e.getKey().toString()))
                        .limit(most)
                        .toList();
        double wanted = (1 - MOST_LOST_BY_ONE) * excess(items);
        List<V> few = new ArrayList<>();
        double sum = 0;
        for (Map.Entry<V, Double> entry : sorted) {
            few.add(entry.getKey());
            sum += entry.getValue();
            if (sum >= wanted) {
                return packets >= PACKETS_PER_VALUE * few.size() ? few : List.of();
            }
        }
        return List.of();
    }

    private boolean isEnough(List<Item> left) {
        return excess(left) >= (1 - MOST_LOST) * total;
    }

    private static double excess(List<Item> items) {
        double sum = 0;
        for (Item item : items) {
            sum += item.weight();
        }
        return sum;
    }
}
