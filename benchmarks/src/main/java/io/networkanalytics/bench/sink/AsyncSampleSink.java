package io.networkanalytics.bench.sink;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.networkanalytics.clickhouse.ClickHouseConnection;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.table.SampleTable;
import io.networkanalytics.model.table.TableColumn;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriterStateSerializer;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.DequeRequestBuffer;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.SimpleBatchCreator;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * At least once, each row to bytes as it comes, batches of rows concatenated and inserted by
 * client-v2 while the next are collected. Its batches are ten times those of the official
 * connector's examples, which is to its favour.
 */
final class AsyncSampleSink extends AsyncSinkBase<AnnotatedSample, AsyncSampleSink.Entry> {

    private static final long serialVersionUID = 1;

    private static final int MAX_BATCH_ROWS = 50_000;
    private static final int MAX_IN_FLIGHT = 2;
    private static final int MAX_BUFFERED = 200_000;
    private static final long MAX_BATCH_BYTES = 64L << 20;
    private static final long MAX_BUFFER_MILLIS = 1000;
    private static final long MAX_RECORD_BYTES = 1L << 20;

    private final ClickHouseConnection connection;

    /** A row's bytes. */
    record Entry(byte[] bytes) implements Serializable {}

    /** One for each writer. */
    private static final class ToRowBinary implements ElementConverter<AnnotatedSample, Entry> {
        private static final long serialVersionUID = 1;
        private transient RowBinary encoder;

        @Override
        public Entry apply(AnnotatedSample row, SinkWriter.Context context) {
            if (encoder == null) {
                encoder = new RowBinary();
            }
            return new Entry(encoder.encode(row));
        }
    }

    AsyncSampleSink(ClickHouseConnection connection) {
        super(
                new ToRowBinary(),
                MAX_BATCH_ROWS,
                MAX_IN_FLIGHT,
                MAX_BUFFERED,
                MAX_BATCH_BYTES,
                MAX_BUFFER_MILLIS,
                MAX_RECORD_BYTES);
        this.connection = connection;
    }

    @Override
    public SinkWriter<AnnotatedSample> createWriter(WriterInitContext context) {
        return new Writer(getElementConverter(), context, connection, List.of());
    }

    @Override
    public StatefulSinkWriter<AnnotatedSample, BufferedRequestState<Entry>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<Entry>> state) {
        return new Writer(getElementConverter(), context, connection, state);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<Entry>> getWriterStateSerializer() {
        return new StateSerializer();
    }

    private static final class StateSerializer extends AsyncSinkWriterStateSerializer<Entry> {
        @Override
        protected void serializeRequestToStream(Entry entry, DataOutputStream out)
                throws IOException {
            out.write(entry.bytes);
        }

        @Override
        protected Entry deserializeRequestFromStream(long size, DataInputStream in)
                throws IOException {
            return new Entry(in.readNBytes((int) size));
        }

        @Override
        public int getVersion() {
            return 1;
        }
    }

    private static final class Writer extends AsyncSinkWriter<AnnotatedSample, Entry> {
        private final Client client;

        Writer(
                ElementConverter<AnnotatedSample, Entry> converter,
                WriterInitContext context,
                ClickHouseConnection connection,
                Collection<BufferedRequestState<Entry>> state) {
            super(
                    converter,
                    context,
                    AsyncSinkWriterConfiguration.builder()
                            .setMaxBatchSize(MAX_BATCH_ROWS)
                            .setMaxBatchSizeInBytes(MAX_BATCH_BYTES)
                            .setMaxInFlightRequests(MAX_IN_FLIGHT)
                            .setMaxBufferedRequests(MAX_BUFFERED)
                            .setMaxTimeInBufferMS(MAX_BUFFER_MILLIS)
                            .setMaxRecordSizeInBytes(MAX_RECORD_BYTES)
                            .build(),
                    state,
                    new SimpleBatchCreator<>(MAX_BATCH_BYTES),
                    new DequeRequestBuffer<>());
            client =
                    new Client.Builder()
                            .addEndpoint(connection.url())
                            .setUsername(connection.user())
                            .setPassword(connection.password())
                            .setDefaultDatabase(connection.database())
                            .useAsyncRequests(true)
                            .compressClientRequest(true)
                            .build();
        }

        @Override
        protected void submitRequestEntries(List<Entry> entries, ResultHandler<Entry> handler) {
            int length = entries.stream().mapToInt(e -> e.bytes.length).sum();
            byte[] body = new byte[length];
            int at = 0;
            for (Entry entry : entries) {
                System.arraycopy(entry.bytes, 0, body, at, entry.bytes.length);
                at += entry.bytes.length;
            }
            // The handler hears of the end, however it ends.
            var unused =
                    client.insert(
                                    SampleTable.NAME,
                                    SampleTable.COLUMNS.stream().map(TableColumn::name).toList(),
                                    new ByteArrayInputStream(body),
                                    ClickHouseFormat.RowBinary,
                                    new InsertSettings())
                            .whenComplete(
                                    (response, failure) ->
                                            end(response, failure, entries, handler));
        }

        private static void end(
                InsertResponse response,
                Throwable failure,
                List<Entry> entries,
                ResultHandler<Entry> handler) {
            if (failure == null) {
                response.close();
                handler.complete();
            } else {
                handler.retryForEntries(entries);
            }
        }

        @Override
        protected long getSizeInBytes(Entry entry) {
            return entry.bytes.length;
        }

        @Override
        public void close() {
            client.close();
            super.close();
        }
    }
}
