package io.networkanalytics.job.attack;

import io.networkanalytics.job.attack.AttackState.WaitingSecond;
import io.networkanalytics.job.attack.VectorProfile.DayMaxima;
import io.networkanalytics.model.IpPrefix;
import io.networkanalytics.rules.language.NumberRange;
import java.util.List;
import java.util.Map;

/** One value of everything that is stored, each of its fields different. Never changed. */
final class FixedStates {

    static final PacketDigest DIGEST =
            new PacketDigest(
                    0x0102030405060708L,
                    0,
                    0xffffcb007109L,
                    0x20010db800000000L,
                    5,
                    'D' << 8 | 'E',
                    4_200_000_000L,
                    17,
                    53,
                    65_535,
                    -1,
                    1400,
                    57,
                    3,
                    3 << 8 | 1,
                    0x0800,
                    0xfffffffeL,
                    123,
                    1000,
                    2000,
                    22_624_000,
                    true,
                    false);

    private static final DigestSample DIGESTS = new DigestSample(List.of(DIGEST), 2.5);

    private static final VectorTraffic TRAFFIC =
            new VectorTraffic(6000, 67_872_000, 3, "default;block", DIGESTS);

    private static final Fingerprint FINGERPRINT =
            new Fingerprint(
                    IpPrefix.parse("203.0.113.9"),
                    1L << 20,
                    List.of(
                            new Clause(
                                    List.of(
                                            new Constraint(
                                                    Attribute.LENGTH,
                                                    List.of(
                                                            new NumberRange(60, 60),
                                                            new NumberRange(1400, 1500)))),
                                    List.of(IpPrefix.parse("2001:db8::/48")))),
                    true,
                    53);

    static final TrafficCount COUNT =
            new TrafficCount(new PrefixKey(1001, 0, 0xffffcb007100L), 1_790_000_000L, 20, TRAFFIC);

    static final SecondTraffic SECOND =
            SecondTraffic.of(
                    1_790_000_000L,
                    Map.of(20, TRAFFIC, 63, new VectorTraffic(1, 480, 1, "", DigestSample.EMPTY)));

    static final AttackSpan SPAN =
            new AttackSpan(
                    1001,
                    "00c0ffee00c0ffee",
                    1_790_000_001L,
                    1_790_000_003L,
                    1_790_000_000L,
                    FINGERPRINT);

    static final HeldSample HELD =
            new HeldSample(1_790_000_000L, 20, new byte[] {1, 2, 3, (byte) 0xff});

    private FixedStates() {}

    static PrefixState state() {
        PrefixState state = new PrefixState();
        state.attacks.add(
                new AttackState(
                        "00c0ffee00c0ffee",
                        20,
                        FINGERPRINT,
                        1_790_000_000L,
                        1_790_000_002L,
                        new Threshold(1000, 5e7),
                        new Rate(1, 2, 3, 4, 5, 6),
                        7,
                        8,
                        0.975,
                        List.of(new WaitingSecond(1_790_000_004L, new Rate(9, 10, 11, 12, 13, 14))),
                        DIGESTS,
                        true));
        state.recent.add(SECOND);
        state.profiles.put(
                2,
                new VectorProfile(
                        List.of(
                                new DayMaxima(
                                        20_717, new Threshold(15, 16), new Threshold(17, 18))),
                        List.of(new WeightedDigest(DIGEST, 19.5)),
                        1_789_999_999L));
        return state;
    }
}
