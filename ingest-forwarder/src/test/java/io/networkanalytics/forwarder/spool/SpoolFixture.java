package io.networkanalytics.forwarder.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.model.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A spool in a folder, and what the tests do with it. */
final class SpoolFixture {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    static final long SMALL_SEGMENT = SpoolSettings.MIN_SEGMENT_BYTES;

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final SpoolMeters meters = new SpoolMeters(registry);
    final SpoolLog log;

    SpoolFixture(Path folder) {
        this(settings(folder, 1 << 20, Keep.OLDEST), SpoolFile::create);
    }

    SpoolFixture(SpoolSettings settings, SpoolFile.Factory files) {
        try {
            log = new SpoolLog(settings, meters, files, CLOCK, new Random(7));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SpoolSettings settings(Path folder, long maxBytes, Keep keep) {
        return new SpoolSettings(folder, maxBytes, SMALL_SEGMENT, keep, Fsync.NONE, 1000);
    }

    /** Record number i: distinct in every part. */
    static ProducerRecord<byte[], byte[]> content(int i) {
        byte[] key = ByteBuffer.allocate(8).putLong(i).array();
        byte[] value = ("value " + i + " ").repeat(1 + i % 5).getBytes(UTF_8);
        return new ProducerRecord<>(Topics.PACKET_SAMPLES, i % 4, key, value);
    }

    SpoolFixture append(int from, int to) {
        for (int i = from; i < to; i++) {
            if (log.append(content(i)) != SpoolLog.Outcome.STORED) {
                throw new AssertionError("record " + i + " was not stored");
            }
        }
        return this;
    }

    /** Takes all that is there; each must be what {@link #content} says. */
    List<Integer> takeAll() {
        List<Integer> numbers = new ArrayList<>();
        for (SpoolLog.Batch batch : takeBatches()) {
            for (SpoolRecord record : batch.records()) {
                int i = (int) ByteBuffer.wrap(record.content().key()).getLong();
                if (!same(record.content(), content(i))) {
                    throw new AssertionError(record + " is not record " + i);
                }
                numbers.add(i);
            }
        }
        return numbers;
    }

    List<SpoolLog.Batch> takeBatches() {
        List<SpoolLog.Batch> batches = new ArrayList<>();
        for (SpoolLog.Batch batch = log.poll(); batch != null; batch = log.poll()) {
            batches.add(batch);
        }
        return batches;
    }

    private static boolean same(
            ProducerRecord<byte[], byte[]> a, ProducerRecord<byte[], byte[]> b) {
        return a.topic().equals(b.topic())
                && a.partition().equals(b.partition())
                && Arrays.equals(a.value(), b.value());
    }

    void allDone(List<SpoolLog.Batch> batches) {
        for (SpoolLog.Batch batch : batches) {
            batch.records().forEach(r -> log.done(batch.segment()));
        }
    }

    long count(String name) {
        return (long) registry.get(name).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(Segment.SUFFIX)).sorted().toList();
        }
    }
}
