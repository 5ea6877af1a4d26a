package io.networkanalytics.job.annotate.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stored bytes are these, for ever: lines are added, never changed. */
class StoredStateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    S 1000 0 0 scale=7                                                        | 11866ab13b8000072000000003e90000000000000000
                    SA 5000 1001 0 from=server w=65535                                        | 12866ab13b800c00ffff00001389000003e900000000
                    S 1000 0 0 scale=14; A 1001 5001 0 w=65535                                | 11866ab13b80490effff000003e90000138900000000
                    S 1000 0 0; A 1001 5001 20; FA 1021 5001 0                                | 11866ab13b801a002000000003fe00001389000003fe
                    S 1000 0 0; A 1001 5001 0; S 900000 0 0                                   | 11866ab13b8019002000000003e900001389000dbba1
                    S 1000 0 0; SA 5000 1001 0 from=server; A 1001 5001 0; R 1001 0 0 wait=60 | 17866ab13bbc1b002000000003e900001389000003e91f00200000001389000003e900003389
                    """)
    void goldenConnections(String script, String hex) throws IOException {
        Conversation talk = new Conversation();
        talk.play(script);
        assertEquals(hex, StoredBytes.hex(talk.connection));
        assertEquals(hex, StoredBytes.hex(StoredBytes.connection(hex)));
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(bytes.length, TcpConnectionCodec.length(bytes[0]));
    }

    @Test
    void goldenKeys() throws IOException {
        PacketSample.Builder v4 = new Conversation().sample("S 1 1 0");
        PacketSample.Builder v6 = new Conversation(0, true, false).sample("S 1 1 0");
        assertKey(ConnectionKey.of(4_000_000_000L, v4), "14ee6b2800c0000201cb007102c35001bb");
        assertKey(
                ConnectionKey.of(7, v6),
                "1600000007"
                        + "20010000000000000000000000000001"
                        + "20010000000000000000000000000002"
                        + "01bbc350");
    }

    private static void assertKey(ConnectionKey key, String hex) throws IOException {
        assertEquals(hex, StoredBytes.hex(key));
        assertEquals(key, ConnectionKeyCodec.read(StoredBytes.of(hex)));
        var out = new DataOutputSerializer(64);
        ConnectionKeySerializer.INSTANCE.serialize(key, out);
        assertEquals(hex.length() / 2, out.length());
        assertEquals(
                key,
                ConnectionKeySerializer.INSTANCE.deserialize(
                        new DataInputDeserializer(out.getCopyOfBuffer())));
    }

    @Test
    void oneKeyForBothDirections() {
        for (boolean v6 : new boolean[] {false, true}) {
            Conversation talk = new Conversation(0, v6, true);
            PacketSample.Builder there = talk.sample("S 1 1 0");
            PacketSample.Builder back = talk.sample("SA 1 1 0 from=server");
            assertEquals(ConnectionKey.of(1, there), ConnectionKey.of(1, back));
            assertEquals(0, ConnectionKey.side(there));
            assertEquals(1, ConnectionKey.side(back));
            assertTrue(!ConnectionKey.of(1, there).equals(ConnectionKey.of(2, there)));
            // An end is an address and a port, and the address decides.
            PacketSample.Builder otherPort = there.clone().setSourcePort(50_001);
            assertTrue(!ConnectionKey.of(1, there).equals(ConnectionKey.of(1, otherPort)));
        }
    }

    @Test
    void oneAddressTalksToItself() {
        PacketSample.Builder there = new Conversation().sample("S 1 1 0");
        there.setDestinationAddress(there.getSourceAddress());
        PacketSample.Builder back = there.clone().setSourcePort(443).setDestinationPort(50_000);
        assertEquals(ConnectionKey.of(1, there), ConnectionKey.of(1, back));
        assertEquals(1, ConnectionKey.side(there));
        assertEquals(0, ConnectionKey.side(back));
    }

    @Test
    void aHashIsForEver() {
        // It says in which key group a connection is stored.
        PacketSample.Builder v4 = new Conversation().sample("S 1 1 0");
        PacketSample.Builder v6 = new Conversation(0, true, false).sample("S 1 1 0");
        assertEquals(377646383, ConnectionKey.of(4_000_000_000L, v4).hashCode());
        assertEquals(2070898818, ConnectionKey.of(7, v6).hashCode());
    }

    @Test
    void keysOfOneConnectionAreEqualWhicheverWayTheyCame() throws IOException {
        PacketSample.Builder mixed = new Conversation(0, true, false).sample("S 1 1 0");
        mixed.setSourceAddress(new Conversation().sample("S 1 1 0").getSourceAddress());
        ConnectionKey key = ConnectionKey.of(7, mixed);
        assertEquals(ConnectionKeyCodec.MAX_BYTES, StoredBytes.hex(key).length() / 2);
        assertEquals(key, ConnectionKeyCodec.read(StoredBytes.of(StoredBytes.hex(key))));
    }

    @Test
    void bytesAreWrittenOverWhereTheyFit() throws IOException {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0");
        byte[] before = TcpConnectionCodec.encode(talk.connection, null);
        talk.play("A 1001 5001 0");
        byte[] after = TcpConnectionCodec.encode(talk.connection, before);
        assertSame(before, after);
        assertEquals(StoredBytes.hex(talk.connection), HexFormat.of().formatHex(after));

        talk.play("SA 5000 1001 0 from=server");
        byte[] both = TcpConnectionCodec.encode(talk.connection, after);
        assertEquals(TcpConnectionCodec.MAX_BYTES, both.length);
        assertEquals(StoredBytes.hex(talk.connection), HexFormat.of().formatHex(both));
        // What was read before leaves nothing behind.
        TcpConnectionCodec.decode(after, talk.connection);
        assertEquals(HexFormat.of().formatHex(after), StoredBytes.hex(talk.connection));
    }

    @Test
    void serializerCopiesWhatItReads() throws IOException {
        Conversation talk = new Conversation();
        talk.play("S 1000 0 0 scale=7; SA 5000 1001 0 from=server; A 1001 5001 0 w=600");
        byte[] bytes = TcpConnectionCodec.encode(talk.connection, null);
        var out = new DataOutputSerializer(8);
        TcpConnectionSerializer serializer = TcpConnectionSerializer.INSTANCE;
        serializer.serialize(bytes, out);
        assertEquals(TcpConnectionCodec.MAX_BYTES, out.length());
        var copied = new DataOutputSerializer(8);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        var source = new DataInputDeserializer(copied.getCopyOfBuffer());
        assertArrayEquals(bytes, serializer.deserialize(source));
        assertEquals(0, source.available(), "bytes were left over");

        byte[] copy = serializer.copy(bytes);
        talk.play("R 1001 0 0");
        TcpConnectionCodec.encode(talk.connection, bytes);
        assertFalse(Arrays.equals(copy, bytes));
    }

    @Test
    void unknownVersionsAreRefused() {
        assertRefused("21006ab13840");
        assertRefused("10006ab13840");
        assertRefused("19006ab13840");
        IOException e =
                assertThrows(
                        IOException.class, () -> ConnectionKeyCodec.read(StoredBytes.of("15")));
        assertTrue(e.getMessage().contains("0x15"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> StoredBytes.hex(new TcpConnection()));
    }

    private static void assertRefused(String hex) {
        IOException e = assertThrows(IOException.class, () -> StoredBytes.connection(hex));
        assertTrue(e.getMessage().contains("0x" + hex.substring(0, 2)), e.getMessage());
    }
}
