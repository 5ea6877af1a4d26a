package io.networkanalytics.job.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What stages hand on travels without Flink's generic serialization, which the job forbids. */
class AttackTypesTest {

    private static final SerializerConfigImpl NO_GENERIC_TYPES =
            new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    @Test
    void anEventTravels() throws IOException {
        AttackEvent event = TestingAttack.event(AttackEvent.Kind.ONGOING, "a1", 42);

        assertEquals(event, roundTrip(TypeInformation.of(AttackEvent.class), event));
    }

    @Test
    void aRuleTravels() throws IOException {
        AttackRule rule = TestingAttack.rule("r1", 42);

        assertEquals(rule, roundTrip(TypeInformation.of(AttackRule.class), rule));
    }

    /** Throws where any field would need a generic serializer. */
    private static <T> T roundTrip(TypeInformation<T> type, T value) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(NO_GENERIC_TYPES);
        DataOutputSerializer target = new DataOutputSerializer(64);
        serializer.serialize(value, target);
        DataInputDeserializer source = new DataInputDeserializer(target.getCopyOfBuffer());
        T read = serializer.deserialize(source);
        assertEquals(0, source.available(), "bytes left over");
        return read;
    }
}
