package io.networkanalytics.udf;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.networkanalytics.model.EventTime;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.MalformedRecordException;
import io.networkanalytics.model.codec.PacketSampleCodec;
import java.time.Instant;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.functions.TableFunction;
import org.apache.flink.types.Row;

/**
 * {@code LATERAL TABLE(decode_sample(record BYTES))}: the columns of a record of {@code
 * packet-samples.v1}, one row for each. A table function, since so each record is decoded once,
 * however many of its columns a query asks for.
 *
 * <p>Names and meanings are those of {@code packet_sample.proto}; {@code observed_at} is the event
 * time of the sample, as in the tables.
 */
@FunctionHint(
        output =
                @DataTypeHint(
                        "ROW<exporter_id STRING, sequence BIGINT, observed_at TIMESTAMP_LTZ(9),"
                                + " source_system STRING, colo STRING, direction STRING,"
                                + " ingress_interface STRING, sample_interval BIGINT,"
                                + " sampling_mode STRING, packets BIGINT, `bytes` BIGINT,"
                                + " source_address BYTES, destination_address BYTES,"
                                + " ip_protocol INT, source_port INT, destination_port INT,"
                                + " tcp_flags INT, icmp_type INT, icmp_code INT,"
                                + " header_bytes BYTES, mitigation_system STRING, verdict STRING,"
                                + " outcome STRING, mitigation_reason STRING,"
                                + " mitigation_scope STRING, rule_id STRING>"))
public final class SampleDecodeFunction extends TableFunction<Row> {

    private static final long serialVersionUID = 1L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * Decodes.
     *
     * @param record the record's value; null, or what the job would refuse as malformed, gives no
     *     row. Addresses and header bytes that the sample lacks are null.
     */
    public void eval(@DataTypeHint("BYTES") byte[] record) {
        if (record == null) {
            return;
        }
        try {
            PacketSample sample = PacketSample.parseFrom(record);
            PacketSampleCodec.check(sample);
            collect(row(sample));
        } catch (InvalidProtocolBufferException | MalformedRecordException e) {
            // The job has made a dead letter of it, which says what is wrong.
            return;
        }
    }

    private static Row row(PacketSample s) {
        return Row.of(
                s.getExporterId(),
                s.getSequence(),
                time(EventTime.nanos(s)),
                s.getSourceSystem(),
                s.getColo(),
                s.getDirection(),
                s.getIngressInterface(),
                Integer.toUnsignedLong(s.getSampleInterval()),
                s.getSamplingMode().name(),
                s.getPackets(),
                s.getBytes(),
                bytes(s.getSourceAddress()),
                bytes(s.getDestinationAddress()),
                s.getIpProtocol(),
                s.getSourcePort(),
                s.getDestinationPort(),
                s.getTcpFlags(),
                s.getIcmpType(),
                s.getIcmpCode(),
                bytes(s.getHeaderBytes()),
                s.getMitigationSystem(),
                s.getVerdict(),
                s.getOutcome(),
                s.getMitigationReason(),
                s.getMitigationScope(),
                s.getRuleId());
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    private static byte[] bytes(ByteString bytes) {
        return bytes.isEmpty() ? null : bytes.toByteArray();
    }
}
