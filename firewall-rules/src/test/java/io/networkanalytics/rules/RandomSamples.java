package io.networkanalytics.rules;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Decision;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Site;
import io.networkanalytics.rules.language.Address;
import java.util.List;
import java.util.Random;

/** Samples of few different values, so that random expressions are often true of them. */
final class RandomSamples {

    static final List<Long> PORTS = List.of(0L, 22L, 53L, 80L, 443L, 8080L, 65535L);
    static final List<Long> PROTOCOLS = List.of(0L, 1L, 2L, 6L, 17L, 47L, 50L, 58L, 253L);

    private final Random random;
    private final RandomExpressions values;

    RandomSamples(Random random) {
        this.random = random;
        this.values = new RandomExpressions(random);
    }

    AnnotatedSample next() {
        PacketSample.Builder sample = PacketSample.newBuilder().setPackets(1).setSampleInterval(1);
        if (random.nextInt(12) > 0) {
            sample.setSourceAddress(address());
            sample.setDestinationAddress(random.nextInt(12) > 0 ? address() : ByteString.EMPTY);
            sample.setIpProtocol(
                    random.nextBoolean()
                            ? 6 + 11 * random.nextInt(2)
                            : values.pick(PROTOCOLS).intValue());
            sample.setIpHeaderLength(random.nextInt(5) == 0 ? 0 : 20 + 20 * random.nextInt(2));
            sample.setIpTotalLength(random.nextInt(5) == 0 ? 0 : random.nextInt(1500));
            sample.setIpTtl(random.nextInt(4) == 0 ? 0 : random.nextInt(256));
            sample.setIpFragmentOffset(random.nextInt(6) == 0 ? 1 : 0);
            sample.setIpMoreFragments(random.nextInt(6) == 0);
            sample.setGreEthertype(values.pick(List.of(0, 0x0800, 0x6558)));
            sample.setSourcePort(values.pick(PORTS).intValue());
            sample.setDestinationPort(values.pick(PORTS).intValue());
            sample.setTcpFlags(random.nextInt(256)).setTcpDataOffset(20 * random.nextInt(3));
            sample.setIcmpType(random.nextInt(4)).setIcmpCode(random.nextInt(4));
            sample.setIpv4Options(values.pick(List.of("", "148", "7,148", "0")));
            sample.setPayloadPrefix(bytes(32)).setHeaderBytes(bytes(random.nextInt(3) * 60));
        }
        sample.setColo(values.pick(List.of("", "ams01", "fra02", "é", "😀")));
        return annotated(sample.build());
    }

    private AnnotatedSample annotated(PacketSample sample) {
        return new AnnotatedSample(
                sample,
                TestingSamples.NANOS,
                TestingSamples.ACCOUNT,
                facts(),
                facts(),
                new Site("", "", values.pick(List.of("", "W\"E\\U\nR", "US")), "", ""),
                Decision.of(sample),
                "");
    }

    private AddressFacts facts() {
        return new AddressFacts(
                values.pick(List.of(0L, 64500L, 64501L)), "", values.pick(List.of("", "US", "DE")));
    }

    private ByteString address() {
        Address address = values.address();
        return IpAddresses.of(address.high(), address.low());
    }

    private ByteString bytes(int most) {
        byte[] bytes = new byte[most == 0 ? 0 : random.nextInt(most)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(8);
        }
        return ByteString.copyFrom(bytes);
    }
}
