package io.networkanalytics.bench.pipeline;

import io.networkanalytics.clickhouse.NativeBlockEncoder;
import io.networkanalytics.job.sink.TableColumns;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Topics;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.PacketSampleCodec;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topic to its end and goes on until it is killed: BOOTSTRAP URL DATABASE USER THREADS.
 */
final class PlainMain {

    static final String PASSWORD = "BENCH_CLICKHOUSE_PASSWORD";

    private static final int BLOCK_ROWS = 200_000;

    private final String[] args;
    private final HttpClient http = HttpClient.newHttpClient();

    private PlainMain(String[] args) {
        this.args = args;
    }

    /**
     * Runs until it is killed.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        int threads = Integer.parseInt(args[4]);
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            new Thread(() -> new PlainMain(args).run(number, threads)).start();
        }
        System.out.println("ready");
    }

    private void run(int thread, int threads) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", args[0], "auto.offset.reset", "earliest");
        var encoder = new NativeBlockEncoder<AnnotatedSample>(TableColumns.of(SampleTable.COLUMNS));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> mine =
                    IntStream.range(0, consumer.partitionsFor(Topics.PACKET_SAMPLES).size())
                            .filter(partition -> partition % threads == thread)
                            .mapToObj(
                                    partition ->
                                            new TopicPartition(Topics.PACKET_SAMPLES, partition))
                            .toList();
            consumer.assign(mine);
            while (true) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    append(encoder, record.value());
                }
                if (encoder.rows() >= BLOCK_ROWS || (records.isEmpty() && encoder.rows() > 0)) {
                    insert(encoder);
                }
            }
        } catch (IOException | InterruptedException | MalformedRecordException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void append(NativeBlockEncoder<AnnotatedSample> encoder, byte[] value)
            throws MalformedRecordException {
        PacketSample sample = PacketSampleCodec.decode(value).sample();
        encoder.append(AnnotatedSample.of(sample, EventTime.nanos(sample), Account.UNASSIGNED));
    }

    private void insert(NativeBlockEncoder<AnnotatedSample> encoder)
            throws IOException, InterruptedException {
        var block = new ByteArrayOutputStream();
        try (var frame = new LZ4FrameOutputStream(block, LZ4FrameOutputStream.BLOCKSIZE.SIZE_1MB)) {
            encoder.writeTo(frame);
        }
        encoder.clear();
        String columns =
                SampleTable.COLUMNS.stream()
                        .map(TableColumn::name)
                        .collect(Collectors.joining(","));
        String insert = "INSERT INTO " + SampleTable.NAME + " (" + columns + ") FORMAT Native";
        String query =
                "/?database="
                        + args[2]
                        + "&query="
                        + URLEncoder.encode(insert, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(args[1] + query))
                        .header("X-ClickHouse-User", args[3])
                        .header("X-ClickHouse-Key", System.getenv(PASSWORD))
                        .header("Content-Encoding", "lz4")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(block.toByteArray()))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
        }
    }
}
