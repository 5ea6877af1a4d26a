package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.reference.SourceFields;
import io.networkanalytics.forwarder.reference.Variation;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Every information element that the decoder knows, put alone into records of several kinds, in
 * NetFlow version 9 and in IPFIX.
 */
public final class NetflowFields {

    private static final int OPTIONS = 300;
    private static final int RECORDS = 256;
    private static final int REVERSE_BIT = 0x8000;

    /** Header, template set and data set of {@link #ipfixHeader}. */
    private static final int IPFIX_BYTES = 16 + 16 + 12;

    /** Values other than 1 and 2, for elements whose values are codes or bits. */
    private static final Map<Integer, long[]> VALUES = values();

    private NetflowFields() {}

    /** Element to its length and value: what a record has beside the one that is looked at. */
    private record Element(int number, int length, long value) {}

    public static SourceFields observed() {
        SourceFields found = new SourceFields();
        List<List<Element>> kinds = kinds();
        for (int version : new int[] {9, 10}) {
            for (List<Element> kind : kinds) {
                for (int element = 1; element < 512; element++) {
                    if (isNumber(element) && !has(kind, element)) {
                        observe(found, version, kind, element);
                    }
                }
            }
        }
        return found.observe(NetflowFields::sender)
                .observe(NetflowFields::v9Header)
                .observe(NetflowFields::ipfixHeader)
                .observe(NetflowFields::reverse)
                .observe(NetflowFields::selectorOfOptions)
                .observe(f -> section(f, 315, 312))
                .observe(f -> section(f, 104, 103))
                .observe(NetflowFields::exported);
    }

    /** Elements that hold the first bytes of a packet: everything in them is its headers. */
    public static List<String> packetSections() {
        return IntStream.range(1, 512)
                .filter(element -> Field.of(element) != null && isSection(Field.of(element)))
                .mapToObj(ElementNames::of)
                .toList();
    }

    private static boolean isSection(Field field) {
        return field == Field.IP_SECTION
                || field == Field.FRAME_SECTION
                || field == Field.LAYER2_SECTION;
    }

    private static boolean isNumber(int element) {
        Field field = Field.of(element);
        return field != null && !isSection(field);
    }

    private static boolean has(List<Element> kind, int element) {
        return kind.stream().anyMatch(e -> Field.of(e.number()) == Field.of(element));
    }

    /** Records that lack something, so that each element finds one in which it is what counts. */
    private static List<List<Element>> kinds() {
        List<Element> v4 = List.of(new Element(8, 4, 1), new Element(12, 4, 2));
        List<Element> v6 = List.of(new Element(27, 16, 1), new Element(28, 16, 2));
        List<Element> counts = List.of(new Element(2, 4, 10), new Element(1, 4, 999));
        List<List<Element>> kinds = new ArrayList<>();
        kinds.add(all(v4, counts, protocol(6)));
        kinds.add(all(v4, counts));
        kinds.add(all(v4, counts, protocol(1)));
        kinds.add(all(v6, counts, protocol(6)));
        kinds.add(all(v6, counts, protocol(58)));
        kinds.add(all(v4));
        kinds.add(all(counts, List.of(new Element(28, 16, 2))));
        kinds.add(all(counts, List.of(new Element(12, 4, 2))));
        kinds.add(all(counts, List.of(new Element(169, 16, 2))));
        kinds.add(all(counts, List.of(new Element(27, 16, 0))));
        kinds.add(all(counts, List.of(new Element(256, 2, 0x0806))));
        for (Element companion :
                List.of(
                        new Element(150, 4, TestingMessage.EXPORT_SECONDS - 60),
                        new Element(21, 4, 50_000),
                        new Element(305, 4, 10),
                        new Element(306, 4, 10),
                        new Element(307, 4, 10),
                        new Element(308, 4, 10),
                        new Element(309, 4, 1),
                        new Element(310, 4, 100))) {
            kinds.add(all(v4, counts, List.of(companion)));
        }
        return kinds;
    }

    private static Map<Integer, long[]> values() {
        Map<Integer, long[]> values = new HashMap<>();
        values.put(4, new long[] {17, 132});
        values.put(5, new long[] {4, 9});
        values.put(61, new long[] {0, 1});
        values.put(89, new long[] {64, 129, 130});
        values.put(197, new long[] {0, 0x20, 0x40});
        values.put(233, new long[] {1, 2, 3});
        values.put(256, new long[] {0x0806, 0x88CC});
        long one = Double.doubleToLongBits(1);
        values.put(311, new long[] {one, Double.doubleToLongBits(0.25)});
        for (int icmp : new int[] {11, 32, 139, 181, 183}) {
            values.put(icmp, new long[] {0x0301, 0x0402});
        }
        for (int ntp : new int[] {154, 155, 156, 157, 324, 325}) {
            values.put(ntp, new long[] {0xE000_0000_0000_0000L, 0xE000_0001_0000_0000L});
        }
        for (int space : new int[] {306, 308}) {
            values.put(space, new long[] {10, 90});
        }
        return values;
    }

    @SafeVarargs
    private static List<Element> all(List<Element>... parts) {
        List<Element> elements = new ArrayList<>();
        for (List<Element> part : parts) {
            elements.addAll(part);
        }
        return elements;
    }

    private static List<Element> protocol(int number) {
        return List.of(new Element(4, 1, number));
    }

    private static void observe(SourceFields found, int version, List<Element> kind, int element) {
        long[] values = VALUES.getOrDefault(element, new long[] {1, 2});
        int length = Field.of(element).fits(8) ? 8 : Field.of(element).fits(4) ? 4 : 16;
        Map<Long, List<PacketSample>> samples = new LinkedHashMap<>();
        for (long value : values) {
            List<Element> record = new ArrayList<>(kind);
            record.add(new Element(element, length, value));
            samples.put(value, decode(version, record));
        }
        // A record of another kind, such as an event without counts, is none to compare with.
        if (samples.values().stream().anyMatch(List::isEmpty)) {
            return;
        }
        long[] others = Arrays.copyOfRange(values, 1, values.length);
        found.observe(f -> samples.get(f.of(ElementNames.of(element), values[0], others)));
    }

    private static List<PacketSample> decode(int version, List<Element> record) {
        return receive(
                start(version)
                        .template(
                                RECORDS,
                                record.stream()
                                        .flatMapToInt(e -> IntStream.of(e.number(), e.length()))
                                        .toArray())
                        .set(
                                RECORDS,
                                set -> {
                                    for (Element e : record) {
                                        write(set, e);
                                    }
                                }));
    }

    private static void write(TestingMessage set, Element element) {
        if (element.length() == 16) {
            set.u64(0x20010db8_00000000L * Math.min(1, element.value()));
        }
        set.number(Math.min(8, element.length()), element.value());
    }

    private static List<PacketSample> receive(TestingMessage message) {
        NetflowFixture netflow = new NetflowFixture();
        netflow.receive(message);
        return netflow.samples();
    }

    private static List<PacketSample> sender(Variation f) {
        NetflowFixture netflow = new NetflowFixture();
        String address = "192.0.2." + f.of("UDP source address", 1);
        netflow.receive(
                TestingMessage.v9(1, 0)
                        .template(RECORDS, 8, 4, 2, 4)
                        .set(RECORDS, s -> s.u32(1, 10))
                        .toBytes(),
                new InetSocketAddress(address, 2055),
                NetflowFixture.RECEIVED_AT);
        return netflow.samples();
    }

    /**
     * Begins with what an exporter tells of itself: intervals of selectors and of sequences of
     * them.
     */
    private static TestingMessage start(int version) {
        return (version == 9 ? TestingMessage.v9(1, 0) : TestingMessage.ipfix(0))
                .optionsTemplate(OPTIONS, 1, 302, 4, 305, 4)
                .set(OPTIONS, options(1, 10))
                .set(OPTIONS, options(2, 20))
                .optionsTemplate(OPTIONS + 1, 1, 301, 4, 305, 4)
                .set(OPTIONS + 1, options(1, 10))
                .set(OPTIONS + 1, options(2, 20));
    }

    private static Consumer<TestingMessage> options(int selector, int interval) {
        return set -> set.u32(selector, interval);
    }

    private static List<PacketSample> v9Header(Variation f) {
        return receive(
                new TestingMessage()
                        .u16(9, 2)
                        .u32(
                                f.of("v9 SysUptime", 100_000),
                                f.of("v9 UNIX Secs", TestingMessage.EXPORT_SECONDS),
                                f.of("v9 Sequence Number", 0),
                                f.of("v9 Source ID", 7))
                        .set(0, set -> set.u16(RECORDS, 2, 8, 4, 21, 4))
                        .set(RECORDS, set -> set.u32(1, 90_000)));
    }

    private static List<PacketSample> ipfixHeader(Variation f) {
        return receive(
                new TestingMessage()
                        .u16(10, IPFIX_BYTES)
                        .u32(
                                f.of("IPFIX Export Time", TestingMessage.EXPORT_SECONDS),
                                f.of("IPFIX Sequence Number", 0),
                                f.of("IPFIX Observation Domain ID", 7))
                        .set(2, set -> set.u16(RECORDS, 2, 8, 4, 2, 4))
                        .set(RECORDS, set -> set.u32(1, 10)));
    }

    /** An exporter that tells of a selector no more than its kind: from 5 on they are filters. */
    private static List<PacketSample> selectorOfOptions(Variation f) {
        return receive(
                TestingMessage.ipfix(0)
                        .optionsTemplate(OPTIONS, 1, 302, 4, 304, 2)
                        .set(OPTIONS, s -> s.u32(3).u16(f.of(ElementNames.of(304), 1, 5)))
                        .template(RECORDS, 8, 4, 302, 4)
                        .set(RECORDS, s -> s.u32(1, 3)));
    }

    /** A frame without IP, whose length is told by nothing else. */
    private static List<PacketSample> section(Variation f, int section, int size) {
        return receive(
                TestingMessage.ipfix(0)
                        .template(RECORDS, size, 2, section, 60)
                        .set(
                                RECORDS,
                                s ->
                                        s.u16(f.of(ElementNames.of(size), 1000))
                                                .hex("00".repeat(12) + "0806" + "00".repeat(46))));
    }

    /** A packet with padding behind what was exported of it. */
    private static List<PacketSample> exported(Variation f) {
        return receive(
                TestingMessage.ipfix(0)
                        .template(RECORDS, 410, 2, 313, 60)
                        .set(
                                RECORDS,
                                s ->
                                        s.u16(f.of(ElementNames.of(410), 30))
                                                .hex(
                                                        "45000100000000004011000000000001"
                                                                + "00000002")
                                                .hex("9c40003500ec0000" + "00".repeat(32))));
    }

    /** Of biflows, under the enterprise number of RFC 5103. */
    private static List<PacketSample> reverse(Variation f) {
        return receive(
                TestingMessage.ipfix(0)
                        .set(
                                2,
                                set ->
                                        set.u16(RECORDS, 5, 8, 4, 2, 4, 1, 4)
                                                .u16(1 | REVERSE_BIT, 4)
                                                .u32(Field.REVERSE_ENTERPRISE)
                                                .u16(2 | REVERSE_BIT, 4)
                                                .u32(Field.REVERSE_ENTERPRISE))
                        .set(
                                RECORDS,
                                set ->
                                        set.u32(1, 10, 999)
                                                .u32(
                                                        f.of("1 reverseOctetDeltaCount", 5),
                                                        f.of("2 reversePacketDeltaCount", 6))));
    }
}
