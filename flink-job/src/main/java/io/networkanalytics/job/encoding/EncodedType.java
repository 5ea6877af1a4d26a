package io.networkanalytics.job.encoding;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type of an immutable class that has a serializer of its own.
 *
 * @param <T> the class
 */
public final class EncodedType<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> typeClass;
    private final TypeSerializer<T> serializer;

    /**
     * A type.
     *
     * @param typeClass the class
     * @param serializer its serializer
     */
    public EncodedType(Class<T> typeClass, TypeSerializer<T> serializer) {
        this.typeClass = requireNonNull(typeClass, "typeClass");
        this.serializer = requireNonNull(serializer, "serializer");
    }

    @Override
    public Class<T> getTypeClass() {
        return typeClass;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return typeClass.getSimpleName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedType<?> that
                && typeClass.equals(that.typeClass)
                && that.canEqual(this);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EncodedType;
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }
}
