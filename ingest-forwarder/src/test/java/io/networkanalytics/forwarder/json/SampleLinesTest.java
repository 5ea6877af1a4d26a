package io.networkanalytics.forwarder.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleLinesTest {

    private static final long SEED = 20260102;
    private static final String WHOLE =
            """
            {"source_system":"dns-guard","observedAtNanos":"1767323045000000000","sample_interval":10,
             "samplingMode":"random","source_address":"192.0.2.1","destinationAddress":"2001:db8::1",
             "ip_protocol":17,"ip_more_fragments":true,"payload_prefix":"hex:00ff","header_bytes":"AAE=",
             "rule_id":1001,"sequence":18446744073709551615,"outcome":null,
             "metadata":{"a":"1"},"dns":{"query_name":"example.com","flags":["rd",1]},"score":0.5}
            """;

    @Test
    void everyFieldHasItsForm() throws Exception {
        PacketSample expected =
                PacketSample.newBuilder()
                        .setSourceSystem("dns-guard")
                        .setObservedAtNanos(1767323045000000000L)
                        .setSampleInterval(10)
                        .setSamplingMode(SamplingMode.RANDOM)
                        .setSourceAddress(IpAddresses.of(0, 0xFFFF_C000_0201L))
                        .setDestinationAddress(IpAddresses.of(0x20010db8_00000000L, 1))
                        .setIpProtocol(17)
                        .setIpMoreFragments(true)
                        .setPayloadPrefix(ByteString.copyFrom(new byte[] {0, -1}))
                        .setHeaderBytes(ByteString.copyFrom(new byte[] {0, 1}))
                        .setRuleId("1001")
                        .setSequence(-1L)
                        .putAllMetadata(
                                Map.of(
                                        "a", "1",
                                        "dns.query_name", "example.com",
                                        "dns.flags", "rd,1",
                                        "score", "0.5"))
                        .build();
        Found found = Found.in(WHOLE);
        assertEquals(List.of(), found.errors);
        assertEquals(List.of(expected), found.samples);
    }

    /** Found by fuzzing: an array in UTF-16 was read, and its elements were at byte -1. */
    @Test
    void otherEncodingsThanUtf8AreNoJson() throws Exception {
        byte[] utf16 = "[{\"rule_id\":\"1\"}]".getBytes(UTF_16LE);
        Found found = Found.in(utf16);
        assertEquals(List.of(), found.samples);
        assertEquals(List.of("1:3 bad_json"), found.places());
        Found marked = Found.in("\uFEFF{\"rule_id\":\"1\"}".getBytes(UTF_8));
        assertEquals(List.of(), marked.samples);
        assertEquals(List.of("1:3 bad_json"), marked.places());
    }

    @Test
    void linesGoOnBehindABadOne() throws Exception {
        Found found =
                Found.in(
                        "{\"rule_id\":\"1\"}\n\n{\"rule_id\":}\r\n[1]\n{\"source_port\":70000000000}\n"
                                + "{} {}\n{\"rule_id\":\"7\"}\n{\"rule_id\":");
        assertEquals(
                List.of("1", "7"), found.samples.stream().map(PacketSample::getRuleId).toList());
        assertEquals(
                List.of(
                        "3:12 bad_json",
                        "4:1 bad_json",
                        "5:16 bad_value",
                        "6:4 bad_json",
                        "8:12 bad_json"),
                found.places());
        assertEquals(
                "source_port is '70000000000', must be 0 to 4294967295",
                found.errors.get(2).detail());
    }

    @Test
    void arraysGoOnBehindABadElement() throws Exception {
        Found found =
                Found.in(
                        "[{\"rule_id\":\"1\"},\n {\"ip_protocol\":{\"a\":[1]},\"rule_id\":\"2\"},\n 5, {\"rule_id\":\"4\"}]");
        assertEquals(
                List.of("1", "4"), found.samples.stream().map(PacketSample::getRuleId).toList());
        assertEquals(List.of("2:17 bad_value", "3:2 bad_json"), found.places());
        assertEquals(
                List.of("{\"rule_id\":\"1\"}", "{\"ip_protocol\":{\"a\":[1]},\"rule_id\":\"2\"}"),
                found.pieces.subList(0, 2));
    }

    @Test
    void aBrokenArrayKeepsWhatCameBefore() throws Exception {
        Found found = Found.in("[{\"rule_id\":\"1\"},\n{\"rule_id\" \"2\"},{\"rule_id\":\"3\"}]");
        assertEquals(1, found.samples.size());
        assertEquals(List.of("2:12 bad_json"), found.places());
        assertTrue(found.errors.get(0).detail().endsWith("the rest of the array was not read"));
    }

    @Test
    void anObjectOverSeveralLinesIsOne() throws Exception {
        Found found = Found.in("{\n \"rule_id\": \"1\",\n \"ip_protocol\": \"tcp\"\n}\n");
        assertEquals(List.of("3:17 bad_value"), found.places());
        assertEquals(List.of("3:1 bad_json"), Found.in("{\n\"rule_id\"\n}").places());
    }

    @Test
    void nothingIsAnError() throws Exception {
        assertEquals(List.of("1:1 empty"), Found.in(" \n").places());
        assertEquals(List.of("1:1 too_large"), Found.in("{" + " ".repeat(1_000) + "}").places());
        assertEquals(List.of("1:1 too_large"), Found.in("[{" + " ".repeat(1_000) + "}]").places());
    }

    @Test
    void wrongValuesSayWhatIsExpected() throws Exception {
        assertDetail("ip_ttl", "-1", "must be an integer of 0 or more");
        assertDetail("ip_ttl", "1.0", "must be an integer of 0 or more");
        assertDetail("source_address", "\"10.0.0\"", "must be an IPv4 or IPv6 address");
        assertDetail(
                "source_address", "\"10.0.0.0/8\"", "must be an address without a prefix length");
        assertDetail("source_address", "\"localhost\"", "must be an IPv4 or IPv6 address");
        assertDetail("payload_prefix", "\"hex:0g\"", "must be base64, or hex digits behind 'hex:'");
        assertDetail("ip_more_fragments", "1", "must be true or false");
    }

    private static void assertDetail(String field, String value, String expected)
            throws InterruptedException {
        Found found = Found.in("{\"" + field + "\":" + value + "}");
        assertEquals(1, found.errors.size(), () -> field + " " + value);
        assertEquals(
                field + " is '" + value.replace("\"", "") + "', " + expected,
                found.errors.get(0).detail());
    }

    /** Damaged bytes, from a fixed seed: nothing escapes, and what is found can be shipped. */
    @Test
    void damageNeverEscapes() throws Exception {
        Random random = new Random(SEED);
        byte[] lines = WHOLE.replace("\n", "").concat("\n").repeat(2).getBytes(UTF_8);
        byte[] array = ("[" + WHOLE + "," + WHOLE + "]").getBytes(UTF_8);
        long good = 0;
        long bad = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = (round % 2 == 0 ? lines : array).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes[at] = (byte) "{}[]\",:\\\n0".charAt(random.nextInt(10));
                    default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                }
            }
            Found found = Found.in(bytes);
            for (PacketSample sample : found.samples) {
                PacketSample.parseFrom(sample.toByteArray());
            }
            for (LineError error : found.errors) {
                assertTrue(error.line() >= 1 && error.position() >= 1, error::toString);
            }
            good += found.samples.size();
            bad += found.errors.size();
        }
        assertTrue(good > 5_000 && bad > 5_000, good + " good, " + bad + " bad");
    }
}
