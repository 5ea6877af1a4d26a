package io.networkanalytics.bench;

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
import java.util.stream.Collectors;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Blocks of {@code samples} as the sink makes them, posted by plain HTTP, without tokens. */
public final class SampleBlocks {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ClickHouseConnection connection;

    /**
     * Blocks for a server.
     *
     * @param connection of a user who may insert
     */
    public SampleBlocks(ClickHouseConnection connection) {
        this.connection = connection;
    }

    /** Takes the open block of an encoder, which is empty then. */
    public static byte[] take(NativeBlockEncoder<AnnotatedSample> encoder) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var frame = new LZ4FrameOutputStream(bytes, LZ4FrameOutputStream.BLOCKSIZE.SIZE_1MB)) {
            encoder.writeTo(frame);
        }
        encoder.clear();
        return bytes.toByteArray();
    }

    /**
     * Posts a block and waits until it is stored.
     *
     * @param settings of the query, {@code &name=value} each, or ""
     * @throws IOException if it is refused
     */
    public void post(byte[] block, String settings) throws IOException, InterruptedException {
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
                                                + settings
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
