package io.networkanalytics.bench.pipeline;

import io.networkanalytics.forwarder.capture.CaptureReader;
import io.networkanalytics.forwarder.capture.CapturedPacket;
import io.networkanalytics.model.FlowKey;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.codec.PacketSampleCodec;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.PacketDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The packets of a capture as samples, over and over, each with a sequence and a time of its own.
 */
final class CaptureTraffic {

    private static final long NANOS_BETWEEN_SAMPLES = 10_000;
    private static final int SAMPLE_INTERVAL = 1000;
    private static final String EXPORTER = "bench";

    private final List<PacketSample> packets = new ArrayList<>();

    CaptureTraffic(Path capture) throws IOException {
        PacketDecoder decoder = new PacketDecoder();
        try (CaptureReader reader = CaptureReader.open(capture)) {
            for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
                PacketSample.Builder sample = PacketSample.newBuilder();
                DecodeResult result =
                        decoder.decode(
                                p.linkType(),
                                p.buffer(),
                                0,
                                p.capturedLength(),
                                p.originalLength(),
                                sample);
                if (result == DecodeResult.DECODED) {
                    packets.add(complete(sample));
                }
            }
        }
    }

    private static PacketSample complete(PacketSample.Builder sample) {
        return sample.setVersion(PacketSampleCodec.VERSION)
                .setExporterId(EXPORTER)
                .setSourceSystem("pcap")
                .setColo("lab")
                .setSampleInterval(SAMPLE_INTERVAL)
                .setSamplingMode(SamplingMode.RANDOM)
                .build();
    }

    /**
     * Writes samples to the topic, as the forwarder would: partitioned by flow, compressed with
     * LZ4.
     */
    void fill(String bootstrap, long count, Clock clock) throws IOException {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "linger.ms", "20",
                        "batch.size", "262144",
                        "compression.type", "lz4",
                        "acks", "all");
        AtomicReference<Exception> failure = new AtomicReference<>();
        long startNanos = clock.millis() * 1_000_000L - count * NANOS_BETWEEN_SAMPLES;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(Topics.PACKET_SAMPLES).size();
            for (long i = 0; i < count; i++) {
                PacketSample packet = packets.get((int) (i % packets.size()));
                long nanos = startNanos + i * NANOS_BETWEEN_SAMPLES;
                byte[] value =
                        packet.toBuilder()
                                .setEpochMicros(startNanos / 1000)
                                .setSequence(i + 1)
                                .setObservedAtNanos(nanos)
                                .setReceivedAtNanos(nanos)
                                .build()
                                .toByteArray();
                int partition = FlowKey.partition(FlowKey.hash(packet), partitions);
                var record =
                        new ProducerRecord<byte[], byte[]>(
                                Topics.PACKET_SAMPLES, partition, null, value);
                var unused = producer.send(record, (metadata, e) -> failure.compareAndSet(null, e));
            }
            producer.flush();
            if (failure.get() != null) {
                throw new IOException("Kafka did not take all samples", failure.get());
            }
        }
    }
}
