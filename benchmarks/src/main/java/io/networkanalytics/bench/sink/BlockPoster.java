package io.networkanalytics.bench.sink;

import io.networkanalytics.clickhouse.ClickHouseColumn;
import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.clickhouse.NativeBlockEncoder;
import io.networkanalytics.model.AnnotatedSample;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * What the server can take from one connection: blocks that were encoded before, posted one after
 * the other, no Flink, no tokens.
 */
final class BlockPoster {

    private static final int BLOCK_ROWS = 500_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClickHouseConnection connection;
    private final SampleRows rows;
    private final List<ClickHouseColumn<AnnotatedSample>> columns;

    BlockPoster(
            ClickHouseConnection connection,
            SampleRows rows,
            List<ClickHouseColumn<AnnotatedSample>> columns) {
        this.connection = connection;
        this.rows = rows;
        this.columns = columns;
    }

    /** Returns the nanoseconds that posting took. */
    long post(int count) throws IOException, InterruptedException {
        List<byte[]> blocks = encode(count);
        long start = System.nanoTime();
        for (byte[] block : blocks) {
            post(block);
        }
        return System.nanoTime() - start;
    }

    private List<byte[]> encode(int count) throws IOException {
        var encoder = new NativeBlockEncoder<>(columns);
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            encoder.append(rows.get(i));
            if (encoder.rows() == BLOCK_ROWS || i == count - 1) {
                var bytes = new ByteArrayOutputStream();
                try (var frame =
                        new LZ4FrameOutputStream(bytes, LZ4FrameOutputStream.BLOCKSIZE.SIZE_1MB)) {
                    encoder.writeTo(frame);
                }
                encoder.clear();
                blocks.add(bytes.toByteArray());
            }
        }
        return blocks;
    }

    private void post(byte[] block) throws IOException, InterruptedException {
        String insert =
                SampleTable.COLUMNS.stream()
                        .map(TableColumn::name)
                        .collect(
                                Collectors.joining(
                                        ",",
                                        "INSERT INTO " + SampleTable.NAME + " (",
                                        ") FORMAT Native"));
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        connection.url()
                                                + "/?database="
                                                + connection.database()
                                                + "&query="
                                                + URLEncoder.encode(
                                                        insert, StandardCharsets.UTF_8)))
                        .header("X-ClickHouse-User", connection.user())
                        .header("X-ClickHouse-Key", connection.password())
                        .header("Content-Encoding", "lz4")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(block))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
        }
    }
}
