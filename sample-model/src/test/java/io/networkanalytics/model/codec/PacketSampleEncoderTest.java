package io.networkanalytics.model.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.UnknownFieldSet;
import io.networkanalytics.model.PacketSample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketSampleEncoderTest {

    private static final long SEED = 20260107;
    private static final List<FieldDescriptor> FIELDS = PacketSample.getDescriptor().getFields();
    private static final String[] TEXTS = {
        "",
        "a",
        "router-7.example",
        "Zürich",
        "東京",
        "\uD83D\uDE80",
        "x\uD83D",
        "\uDE80y",
        "é".repeat(70)
    };

    private final PacketSampleEncoder encoder = new PacketSampleEncoder();

    @Test
    void everyFieldOfTheContractIsEncodedAsProtobufDoes() {
        for (FieldDescriptor field : FIELDS) {
            for (Object value : extremes(field)) {
                PacketSample.Builder sample = PacketSample.newBuilder();
                set(sample, field, value);
                requireSame(sample, field + " = " + value);
            }
        }
    }

    @Test
    void samplesOfAllFieldsAreEncodedAsProtobufDoes() {
        Random random = new Random(SEED);
        PacketSample.Builder sample = PacketSample.newBuilder();
        for (int i = 0; i < 2000; i++) {
            sample.clear();
            for (FieldDescriptor field : FIELDS) {
                List<Object> values = extremes(field);
                if (random.nextInt(3) > 0) {
                    set(sample, field, values.get(random.nextInt(values.size())));
                }
            }
            requireSame(sample, "sample " + i);
        }
    }

    @Test
    void fieldsOfANewerContractAreHandedOn() {
        UnknownFieldSet.Field field = UnknownFieldSet.Field.newBuilder().addVarint(7).build();
        PacketSample.Builder sample =
                PacketSample.newBuilder()
                        .setVersion(1)
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder().addField(4000, field).build());
        requireSame(sample, "unknown field");
    }

    @Test
    void aTextLargerThanTheBufferMakesItGrowOnce() {
        PacketSample.Builder sample = PacketSample.newBuilder().setRuleName("r".repeat(100_000));
        requireSame(sample, "large");
        requireSame(sample.setRuleName("small").setColo("ams"), "small after large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Zürich",
                "東京",
                "\uD83D\uDE80",
                "x\uD83D",
                "\uDE80y",
                "\uD83D\uD83D\uDE80"
            })
    void lengthIsThatOfTheBytes(String text) {
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, Utf8.length(text));
    }

    private void requireSame(PacketSample.Builder sample, String what) {
        assertArrayEquals(sample.build().toByteArray(), encoder.encode(sample), what);
    }

    private static void set(PacketSample.Builder sample, FieldDescriptor field, Object value) {
        if (field.isMapField()) {
            for (String text : TEXTS) {
                sample.putMetadata((String) value + text, text);
            }
        } else {
            sample.setField(field, value);
        }
    }

    private static List<Object> extremes(FieldDescriptor field) {
        if (field.isMapField()) {
            return List.of("", "key", "k".repeat(200));
        }
        return switch (field.getJavaType()) {
            case INT -> List.of(0, 1, 127, 128, 65_535, Integer.MAX_VALUE, -1, Integer.MIN_VALUE);
            case LONG -> List.of(0L, 1L, 127L, 1L << 40, Long.MAX_VALUE, -1L, Long.MIN_VALUE);
            case BOOLEAN -> List.of(false, true);
            case STRING -> List.of((Object[]) TEXTS);
            case BYTE_STRING ->
                    List.of(
                            ByteString.EMPTY,
                            ByteString.copyFrom(new byte[] {-1, 0, 5}),
                            bytes(300));
            case ENUM -> List.copyOf(field.getEnumType().getValues());
            default -> throw new AssertionError("no values for " + field);
        };
    }

    private static ByteString bytes(int count) {
        return ByteString.copyFrom(new byte[count]);
    }
}
