package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.forwarder.reference.SourceFields;
import io.networkanalytics.forwarder.reference.Variation;
import io.networkanalytics.model.PacketSample;
import java.net.InetSocketAddress;
import java.util.List;

/** The datagram of NetFlow version 5, field by field, named as in its definition. */
public final class NetflowV5Fields {

    private static final int TCP = 6;
    private static final int ICMP = 1;

    private NetflowV5Fields() {}

    public static SourceFields observed() {
        return new SourceFields()
                .observe(f -> flow(f, f.of("prot", 17, 132)))
                .observe(f -> flow(f, TCP))
                .observe(f -> flow(f, ICMP));
    }

    private static List<PacketSample> flow(Variation f, long protocol) {
        NetflowFixture netflow = new NetflowFixture();
        String address = "192.0.2." + f.of("UDP source address", 1);
        netflow.receive(
                new TestingMessage()
                        .u16(5, 1)
                        .u32(
                                f.of("SysUptime", 100_000),
                                f.of("unix_secs", TestingMessage.EXPORT_SECONDS),
                                f.of("unix_nsecs", 5_000_000),
                                f.of("flow_sequence", 1))
                        .u8(f.of("engine_type", 0), f.of("engine_id", 0))
                        .u16(f.of("sampling_interval", 0x4001, 0x4064))
                        .u32(f.of("srcaddr", 1), f.of("dstaddr", 2), f.of("nexthop", 3))
                        .u16(f.of("input", 3), f.of("output", 4))
                        .u32(f.of("dPkts", 10), f.of("dOctets", 4000))
                        .u32(f.of("First", 90_000), f.of("Last", 98_000))
                        .u16(f.of("srcport", 5), f.of("dstport", 0x0301, 0x0402))
                        .u8(0, f.of("tcp_flags", 2), protocol, f.of("tos", 4, 9))
                        .u16(f.of("src_as", 64500), f.of("dst_as", 64501))
                        .u8(f.of("src_mask", 24), f.of("dst_mask", 16))
                        .u16(0)
                        .toBytes(),
                new InetSocketAddress(address, 2055),
                NetflowFixture.RECEIVED_AT);
        return List.of(netflow.only());
    }
}
