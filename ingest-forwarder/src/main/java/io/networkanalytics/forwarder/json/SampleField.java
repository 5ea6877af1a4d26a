package io.networkanalytics.forwarder.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.PacketSample;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A field of the sample as JSON writes it. Named as in packet_sample.proto, or in lowerCamelCase.
 * Addresses are text, other bytes base64 or {@code hex:...}, enums their names, numbers digits with
 * or without quotes.
 */
final class SampleField {

    private static final String HEX = "hex:";
    private static final Map<String, SampleField> BY_NAME = byName();

    private final FieldDescriptor descriptor;
    private final boolean address;

    private SampleField(FieldDescriptor descriptor) {
        this.descriptor = descriptor;
        this.address =
                descriptor.getType() == FieldDescriptor.Type.BYTES
                        && descriptor.getName().endsWith("_address");
    }

    /** The field of that name; empty for what becomes metadata. */
    static Optional<SampleField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    String name() {
        return descriptor.getName();
    }

    /**
     * Sets it.
     *
     * @param text what the JSON has, without quotes: text, number, true or false
     * @param quoted whether it had quotes
     * @throws IllegalArgumentException with what is expected, if the text is not that
     */
    void set(PacketSample.Builder sample, String text, boolean quoted) {
        sample.setField(descriptor, value(text, quoted));
    }

    private Object value(String text, boolean quoted) {
        return switch (descriptor.getType()) {
            case STRING -> text;
            case UINT32 -> unsigned32(text);
            case UINT64, FIXED64 -> unsigned64(text);
            case BOOL -> bool(text);
            case ENUM -> enumValue(text);
            case BYTES -> {
                if (!quoted) {
                    throw new IllegalArgumentException("must be text in quotes");
                }
                yield address ? address(text) : bytes(text);
            }
            default -> throw new IllegalStateException("no JSON form for " + descriptor);
        };
    }

    private static Integer unsigned32(String text) {
        long number = unsigned64(text);
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("must be 0 to 4294967295");
        }
        return (int) number;
    }

    private static Long unsigned64(String text) {
        try {
            if (text.startsWith("+")) {
                throw new NumberFormatException("sign");
            }
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be an integer of 0 or more", e);
        }
    }

    private static Boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text.equals("true");
    }

    private EnumValueDescriptor enumValue(String text) {
        EnumValueDescriptor value =
                descriptor.getEnumType().findValueByName(text.toUpperCase(Locale.ROOT));
        if (value == null) {
            throw new IllegalArgumentException(
                    "must be one of " + descriptor.getEnumType().getValues());
        }
        return value;
    }

    private static ByteString address(String text) {
        if (text.isEmpty()) {
            return ByteString.EMPTY;
        }
        try {
            if (text.indexOf('/') < 0) {
                IpPrefix host = IpPrefix.parse(text);
                return IpAddresses.of(host.high(), host.low());
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an IPv4 or IPv6 address", e);
        }
        throw new IllegalArgumentException("must be an address without a prefix length");
    }

    private static ByteString bytes(String text) {
        try {
            byte[] bytes =
                    text.startsWith(HEX)
                            ? HexFormat.of().parseHex(text, HEX.length(), text.length())
                            : Base64.getDecoder().decode(text);
            return ByteString.copyFrom(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be base64, or hex digits behind 'hex:'", e);
        }
    }

    private static Map<String, SampleField> byName() {
        Map<String, SampleField> fields = new HashMap<>();
        for (FieldDescriptor descriptor : PacketSample.getDescriptor().getFields()) {
            if (!descriptor.isMapField()) {
                SampleField field = new SampleField(descriptor);
                fields.put(descriptor.getName(), field);
                fields.put(descriptor.getJsonName(), field);
            }
        }
        return Map.copyOf(fields);
    }
}
