package io.networkanalytics.bench.nflog;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporters;
import io.networkanalytics.forwarder.intake.InputSettings;
import io.networkanalytics.forwarder.intake.Intake;
import io.networkanalytics.forwarder.intake.MetadataBounds;
import io.networkanalytics.forwarder.nflog.MarkBits;
import io.networkanalytics.forwarder.nflog.NflogInput;
import io.networkanalytics.forwarder.nflog.NflogSettings;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.model.DeadLetter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * One rate for a while: the kernel logs, the input decodes, the intake encodes, and nothing ships.
 *
 * @param receiveBufferBytes of the netlink socket
 * @param wantedPerSecond packets
 * @param sentPerSecond packets that the sender managed, each logged
 * @param sent packets
 * @param samples that came of them
 * @param lost as the kernel's numbers tell
 * @param overruns times that the kernel found the buffer full
 */
record NflogRun(
        int receiveBufferBytes,
        int wantedPerSecond,
        long sentPerSecond,
        long sent,
        long samples,
        long lost,
        long overruns) {

    static final String HEADING =
            String.format(
                    Locale.ROOT,
                    "%10s %12s %12s %12s %12s %12s %9s",
                    "buffer MiB",
                    "wanted/s",
                    "sent/s",
                    "sent",
                    "samples",
                    "lost",
                    "overruns");

    static NflogRun of(
            LogNamespace namespace,
            int receiveBufferBytes,
            int payloadBytes,
            int perSecond,
            Duration time)
            throws IOException, InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ForwarderMetrics metrics = new ForwarderMetrics(registry);
        CountingShipper shipper = new CountingShipper();
        Clock clock = Clock.systemUTC();
        NflogInput input =
                new NflogInput(
                        new Exporters(1, metrics)
                                .of(new InputSettings("log", "nflog", "", 1), "bench"),
                        new NflogSettings(
                                LogNamespace.GROUP,
                                namespace.name(),
                                NflogSettings.DEFAULT_COPY_RANGE,
                                receiveBufferBytes,
                                NflogSettings.DEFAULT_QUEUE_THRESHOLD,
                                NflogSettings.DEFAULT_QUEUE_TIMEOUT_MILLIS),
                        new MarkBits(1, 2),
                        false,
                        new Intake(clock.instant(), new MetadataBounds(0, 0), shipper, clock),
                        clock,
                        metrics);
        input.start();
        long sent;
        try {
            sent = namespace.send(payloadBytes, perSecond, time.toNanos());
        } finally {
            input.stop(Duration.ofSeconds(10));
        }
        return new NflogRun(
                receiveBufferBytes,
                perSecond,
                sent * 1000 / time.toMillis(),
                sent,
                shipper.samples,
                sum(registry, ForwarderMetrics.LOST),
                sum(registry, ForwarderMetrics.RECEIVE_OVERRUNS));
    }

    private static long sum(SimpleMeterRegistry registry, String counter) {
        return (long) registry.find(counter).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    /** Whether each packet is a sample or counted as lost. */
    public boolean exact() {
        return sent == samples + lost;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%10.1f %12d %12d %12d %12d %12d %9d%s",
                receiveBufferBytes / 1048576.0,
                wantedPerSecond,
                sentPerSecond,
                sent,
                samples,
                lost,
                overruns,
                exact() ? "" : "  NOT ALL COUNTED");
    }

    private static final class CountingShipper implements Shipper {

        // By the input's thread; read when that has ended.
        private long samples;

        @Override
        public int partitions() {
            return 12;
        }

        @Override
        public void ship(
                int partition, long flowHash, byte[] sample, Acknowledgement acknowledgement) {
            samples++;
            acknowledgement.acknowledged();
        }

        @Override
        public void shipDeadLetter(DeadLetter letter) {
            throw new IllegalStateException("malformed: " + letter.reason());
        }

        @Override
        public boolean drain(Duration deadline) {
            return true;
        }
    }
}
