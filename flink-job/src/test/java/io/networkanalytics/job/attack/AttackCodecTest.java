package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class AttackCodecTest {

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RandomStates random = new RandomStates(11);
        for (int i = 0; i < 200; i++) {
            assertRoundTrip(TrafficCountSerializer.INSTANCE, random.count());
            assertRoundTrip(SecondTrafficSerializer.INSTANCE, random.second());
            assertRoundTrip(AttackSpanSerializer.INSTANCE, random.span());
            assertHeld(random.held());
            assertState(random.state());
        }
    }

    @Test
    void whatSerializersCreateCanBeWritten() throws IOException {
        assertRoundTrip(
                TrafficCountSerializer.INSTANCE, TrafficCountSerializer.INSTANCE.createInstance());
        assertRoundTrip(
                SecondTrafficSerializer.INSTANCE,
                SecondTrafficSerializer.INSTANCE.createInstance());
        assertRoundTrip(
                AttackSpanSerializer.INSTANCE, AttackSpanSerializer.INSTANCE.createInstance());
        assertHeld(HeldSampleSerializer.INSTANCE.createInstance());
        assertState(PrefixStateSerializer.INSTANCE.createInstance());
    }

    /** A copy that shares what is changed in place would change with the original. */
    @Test
    void aCopyOfStateIsItsOwn() {
        PrefixState state = FixedStates.state();
        PrefixState copy = PrefixStateSerializer.INSTANCE.copy(state);
        PrefixState reused = PrefixStateSerializer.INSTANCE.copy(state, new PrefixState());

        state.attacks.clear();
        state.recent.clear();
        state.profiles.clear();

        assertNotSame(state, copy);
        assertSame(FixedStates.state(), copy);
        assertSame(FixedStates.state(), reused);
    }

    @Test
    void goldenFiles() throws IOException {
        assertGolden("traffic-count-v1", TrafficCountSerializer.INSTANCE, FixedStates.COUNT);
        assertGolden("second-traffic-v1", SecondTrafficSerializer.INSTANCE, FixedStates.SECOND);
        assertGolden("attack-span-v1", AttackSpanSerializer.INSTANCE, FixedStates.SPAN);
        assertGolden("held-sample-v1", HeldSampleSerializer.INSTANCE, FixedStates.HELD);
        assertGolden("prefix-state-v1", PrefixStateSerializer.INSTANCE, FixedStates.state());
    }

    @Test
    void theGoldenBytesAreReadAsWhatTheyWere() throws IOException {
        assertEquals(
                FixedStates.COUNT,
                read(TrafficCountSerializer.INSTANCE, golden("traffic-count-v1")));
        assertEquals(
                FixedStates.SECOND,
                read(SecondTrafficSerializer.INSTANCE, golden("second-traffic-v1")));
        assertEquals(
                FixedStates.SPAN, read(AttackSpanSerializer.INSTANCE, golden("attack-span-v1")));
        assertSame(
                FixedStates.state(),
                read(PrefixStateSerializer.INSTANCE, golden("prefix-state-v1")));
        HeldSample held = read(HeldSampleSerializer.INSTANCE, golden("held-sample-v1"));
        assertArrayEquals(FixedStates.HELD.bytes(), held.bytes());
    }

    @Test
    void aNewerVersionIsRefusedWithWhatToDo() throws IOException {
        for (TypeSerializer<?> serializer :
                List.of(
                        TrafficCountSerializer.INSTANCE,
                        SecondTrafficSerializer.INSTANCE,
                        AttackSpanSerializer.INSTANCE,
                        HeldSampleSerializer.INSTANCE,
                        PrefixStateSerializer.INSTANCE)) {
            byte[] bytes = written(serializer);
            assertEquals(1, bytes[0]);
            bytes[0] = 2;
            IOException e = assertThrows(IOException.class, () -> read(serializer, bytes));
            assertTrue(e.getMessage().contains("version 2"), e::getMessage);
            assertTrue(e.getMessage().contains("this release reads 1"), e::getMessage);
            assertTrue(e.getMessage().contains("restore an older savepoint"), e::getMessage);
        }
    }

    private static <T> byte[] written(TypeSerializer<T> serializer) throws IOException {
        return write(serializer, serializer.createInstance());
    }

    private static <T> void assertGolden(String name, TypeSerializer<T> serializer, T value)
            throws IOException {
        assertEquals(
                HexFormat.of().formatHex(golden(name)),
                HexFormat.of().formatHex(write(serializer, value)),
                name);
    }

    /** Files are added, never changed: state of earlier releases is read for ever. */
    private static byte[] golden(String name) throws IOException {
        try (InputStream in =
                AttackCodecTest.class.getResourceAsStream("/golden/" + name + ".hex")) {
            if (in == null) {
                throw new IOException("there is no golden file " + name);
            }
            String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }

    private static <T> void assertRoundTrip(TypeSerializer<T> serializer, T value)
            throws IOException {
        byte[] bytes = write(serializer, value);
        assertEquals(value, read(serializer, bytes));
        assertEquals(value, serializer.copy(value));
        assertArrayEquals(bytes, copied(serializer, bytes));
    }

    private static void assertHeld(HeldSample value) throws IOException {
        byte[] bytes = write(HeldSampleSerializer.INSTANCE, value);
        HeldSample read = read(HeldSampleSerializer.INSTANCE, bytes);
        assertEquals(value.second(), read.second());
        assertEquals(value.vector(), read.vector());
        assertArrayEquals(value.bytes(), read.bytes());
        assertArrayEquals(bytes, copied(HeldSampleSerializer.INSTANCE, bytes));
    }

    private static void assertState(PrefixState value) throws IOException {
        byte[] bytes = write(PrefixStateSerializer.INSTANCE, value);
        assertSame(value, read(PrefixStateSerializer.INSTANCE, bytes));
        assertSame(value, PrefixStateSerializer.INSTANCE.copy(value));
        assertArrayEquals(bytes, copied(PrefixStateSerializer.INSTANCE, bytes));
    }

    private static void assertSame(PrefixState expected, PrefixState actual) {
        assertEquals(expected.attacks, actual.attacks);
        assertEquals(expected.recent, actual.recent);
        assertEquals(expected.profiles, actual.profiles);
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T value = serializer.deserialize(in);
        assertEquals(0, in.available(), "bytes were left over");
        return value;
    }

    private static <T> byte[] copied(TypeSerializer<T> serializer, byte[] bytes)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(bytes), out);
        return out.getCopyOfBuffer();
    }
}
