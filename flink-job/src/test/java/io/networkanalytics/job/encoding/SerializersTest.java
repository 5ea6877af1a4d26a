package io.networkanalytics.job.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.DeadLetter;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.Site;
import io.networkanalytics.model.WireSample;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SerializersTest {

    private static final WireSample WIRE = TestSamples.wire(TestSamples.tcp(7, 1));

    @Test
    void aSampleTravelsAsItsBytes() throws IOException {
        WireSample read = roundTrip(WireSampleSerializer.INSTANCE, WIRE);

        assertEquals(WIRE.sample(), read.sample());
        assertArrayEquals(WIRE.bytes(), read.bytes());
        assertEquals(4 + WIRE.bytes().length, write(WireSampleSerializer.INSTANCE, WIRE).length);
    }

    @Test
    void damagedBytesAreAnErrorThatSaysSo() throws IOException {
        byte[] written = write(WireSampleSerializer.INSTANCE, WIRE);
        written[4] = (byte) 0xFF;

        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                WireSampleSerializer.INSTANCE.deserialize(
                                        new DataInputDeserializer(written)));
        assertTrue(e.getMessage().contains("damaged"), e::getMessage);
    }

    @Test
    void anAnnotatedSampleKeepsItsFacts() throws IOException {
        AnnotatedSample annotated =
                new AnnotatedSample(
                        WIRE.sample(),
                        42,
                        new Account(4_294_967_295L, "p", "l", "a"),
                        new AddressFacts(4_294_967_295L, "Example Net", "NL"),
                        new AddressFacts(1, "", "DE"),
                        new Site("Amsterdam 1", "Amsterdam", "EMEA", "NL", "u173z"),
                        Decision.of(WIRE.sample()),
                        "00c0ffee00c0ffee");

        assertEquals(annotated, roundTrip(AnnotatedSampleSerializer.INSTANCE, annotated));
        AnnotatedSample decided =
                annotated.withDecision(
                        new Decision(
                                "s", "drop", "pass", "r", "local", "i", "n", "t", "o", "OPEN"));
        assertEquals(decided, roundTrip(AnnotatedSampleSerializer.INSTANCE, decided));
    }

    @Test
    void aDeadLetterKeepsItsBytes() throws IOException {
        DeadLetter letter =
                new DeadLetter(5, "source", "undecodable", "topic/1/2", "why", new byte[] {1, 2});

        DeadLetter read = roundTrip(DeadLetterSerializer.INSTANCE, letter);

        assertArrayEquals(letter.payload(), read.payload());
        assertEquals(
                "source undecodable topic/1/2 why 5",
                read.stage()
                        + " "
                        + read.reason()
                        + " "
                        + read.origin()
                        + " "
                        + read.detail()
                        + " "
                        + read.receivedAtNanos());
    }

    @Test
    void recordsAreCopiedWithoutBeingRead() throws IOException {
        byte[] written = write(WireSampleSerializer.INSTANCE, WIRE);
        DataOutputSerializer target = new DataOutputSerializer(64);

        WireSampleSerializer.INSTANCE.copy(new DataInputDeserializer(written), target);

        assertArrayEquals(written, target.getCopyOfBuffer());
    }

    private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
        DataInputDeserializer source = new DataInputDeserializer(write(serializer, value));
        T read = serializer.deserialize(source);
        assertEquals(0, source.available(), "bytes left over");
        return read;
    }

    private static <T> byte[] write(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        serializer.serialize(value, target);
        return target.getCopyOfBuffer();
    }
}
