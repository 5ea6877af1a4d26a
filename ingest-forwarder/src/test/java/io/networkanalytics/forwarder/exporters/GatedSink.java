package io.networkanalytics.forwarder.exporters;

import io.networkanalytics.forwarder.intake.Acknowledgement;
import io.networkanalytics.forwarder.intake.Exporter;
import io.networkanalytics.forwarder.intake.Rejection;
import io.networkanalytics.forwarder.intake.SampleSink;
import io.networkanalytics.forwarder.intake.TestingSink;
import io.networkanalytics.model.PacketSample;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Keeps samples, and makes inputs wait while it is closed, as a slow Kafka does. */
final class GatedSink implements SampleSink {

    private final TestingSink samples = new TestingSink();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void close() {
        gate = new CountDownLatch(1);
    }

    void open() {
        gate.countDown();
    }

    List<PacketSample> samples() {
        return samples.samples();
    }

    List<Rejection> rejections() {
        return samples.rejections();
    }

    @Override
    public void accept(
            Exporter exporter, PacketSample.Builder sample, Acknowledgement acknowledgement)
            throws InterruptedException {
        gate.await();
        samples.accept(exporter, sample, acknowledgement);
    }

    @Override
    public void reject(Exporter exporter, Rejection rejection) throws InterruptedException {
        gate.await();
        samples.reject(exporter, rejection);
    }
}
