package io.networkanalytics.job.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.model.TcpProtection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTargetTest {

    private static final ByteString OWN = TestSamples.v4(203, 0, 113, 9);
    private static final ByteString OTHER = TestSamples.v4(198, 51, 100, 7);
    private static final Account ACCOUNT =
            new Account(1001, "", "", "", "203.0.113.0/28", TcpProtection.MONITORING, "");

    private final SampleTarget.Finder targets = new SampleTarget.Finder();

    @Test
    void whatAnAccountGetsHasATarget() {
        SampleTarget target = targets.of(sample(OTHER, OWN, ACCOUNT)).orElseThrow();

        assertEquals(IpAddresses.low(OWN), target.low());
        assertEquals(1001, target.prefix().account());
        assertEquals(
                IpPrefix.parse("203.0.113.0/24"),
                new IpPrefix(
                        target.prefix().high(), target.prefix().low(), target.prefix().length()));
    }

    @Test
    void whatAnAccountSendsHasNone() {
        assertEquals(Optional.empty(), targets.of(sample(OWN, OTHER, ACCOUNT)));
        assertEquals(
                Optional.empty(),
                targets.of(sample(OTHER, TestSamples.v4(203, 0, 113, 16), ACCOUNT)),
                "the same /24, but not the account's");
    }

    @Test
    void whatIsNobodysIsATargetWhereverItGoes() {
        assertEquals(
                0,
                targets.of(sample(OWN, OTHER, Account.UNASSIGNED))
                        .orElseThrow()
                        .prefix()
                        .account());
        assertEquals(
                IpAddresses.low(OTHER),
                targets.of(sample(OWN, OTHER, Account.UNASSIGNED)).orElseThrow().low());
    }

    @Test
    void withoutDestinationThereIsNone() {
        assertEquals(
                Optional.empty(), targets.of(sample(OWN, ByteString.EMPTY, Account.UNASSIGNED)));
    }

    @Test
    void prefixesOfV6HaveFortyEightBits() {
        ByteString one = IpAddresses.of(0x20010db8_00010002L, 3);
        ByteString near = IpAddresses.of(0x20010db8_0001ffffL, 4);
        ByteString far = IpAddresses.of(0x20010db8_00020002L, 3);
        PrefixKey key = targets.of(sample(OWN, one, Account.UNASSIGNED)).orElseThrow().prefix();

        assertEquals(new PrefixKey(0, 0x20010db8_00010000L, 0), key);
        assertEquals(48, key.length());
        assertEquals(key, targets.of(sample(OWN, near, Account.UNASSIGNED)).orElseThrow().prefix());
        assertNotEquals(
                key, targets.of(sample(OWN, far, Account.UNASSIGNED)).orElseThrow().prefix());
    }

    private static AnnotatedSample sample(
            ByteString source, ByteString destination, Account account) {
        return Packets.annotated(
                Packets.udp(1, 53, "").setSourceAddress(source).setDestinationAddress(destination),
                Packets.SECOND,
                account);
    }
}
