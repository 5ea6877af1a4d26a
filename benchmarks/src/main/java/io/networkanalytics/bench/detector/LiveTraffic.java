package io.networkanalytics.bench.detector;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Traffic without end to one site: ordinary packets to many addresses, and attacks that come and
 * go, one after the other, each with the next vector on another address. Not safe for use by
 * several threads.
 */
public final class LiveTraffic {

    /** Where all of it goes, in the form of a line of accounts. */
    public static final String ACCOUNT =
            "{\"prefix\":\"198.18.0.0/15\",\"account\":1001,\"prefix_tag\":\"lab\"}";

    private static final int ATTACK_SECONDS = 20;
    private static final int CYCLE_SECONDS = 40;
    private static final int ATTACK_PERCENT = 40;

    /** What an attack's sample stands for: a thousand of them a second are a large attack. */
    private static final int SAMPLE_INTERVAL = 100;

    private static final int[] BENIGN_INTERVALS = {1, 10, 100};

    private static final List<AttackVector> VECTORS =
            List.of(Flood.SYN, Amplification.DNS, Flood.UDP_RANDOM_PORTS, Amplification.NTP);

    private final SplittableRandom random;
    private final PacketMaker benign = new BenignTraffic(false);
    private final Sources clients;
    private final long startNanos;
    private final long attackEndNanos;
    private PacketMaker maker;
    private Sources sources;
    private AttackTarget target;
    private long cycle = -1;

    /**
     * @param seed of what is drawn
     * @param startNanos event time from which cycles of 20 s with and 20 s without an attack are
     *     counted
     * @param attackEndNanos event time from which on there are no attacks any more
     */
    public LiveTraffic(long seed, long startNanos, long attackEndNanos) {
        this.random = new SplittableRandom(seed);
        this.clients = Sources.hosts(random.split(), false, 3_000);
        this.startNanos = startNanos;
        this.attackEndNanos = attackEndNanos;
    }

    /**
     * Fills in what a decoder would, addresses, sample interval and time.
     *
     * @param packet to be completed with what identifies it
     * @param nanos event time
     */
    public void next(PacketSample.Builder packet, long nanos) {
        long second = (nanos - startNanos) / SampledStream.NANOS;
        boolean attack =
                nanos < attackEndNanos
                        && second % CYCLE_SECONDS < ATTACK_SECONDS
                        && random.nextInt(100) < ATTACK_PERCENT;
        if (attack) {
            begin(second / CYCLE_SECONDS);
            maker.make(random, packet);
            sources.pick(random, packet);
            packet.setDestinationAddress(target.pick(random));
        } else {
            benign.make(random, packet);
            clients.pick(random, packet);
            packet.setDestinationAddress(AttackTarget.prefix(random, false).pick(random));
        }
        int interval =
                attack
                        ? SAMPLE_INTERVAL
                        : BENIGN_INTERVALS[random.nextInt(BENIGN_INTERVALS.length)];
        packet.setVersion(1)
                .setSourceSystem("sflow")
                .setColo("lab")
                .setDirection("ingress")
                .setSampleInterval(interval)
                .setSamplingMode(interval == 1 ? SamplingMode.UNSAMPLED : SamplingMode.RANDOM)
                .setObservedAtNanos(nanos);
    }

    private void begin(long number) {
        if (number == cycle) {
            return;
        }
        cycle = number;
        AttackVector vector = VECTORS.get((int) (number % VECTORS.size()));
        SplittableRandom own = random.split();
        maker = vector.maker(own, false);
        sources = vector.sources(own, false);
        target = AttackTarget.address(own, false);
    }
}
