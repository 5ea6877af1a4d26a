package io.networkanalytics.forwarder.udp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.networkanalytics.forwarder.Input;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives datagrams on several sockets of one port, one thread and one handler each. */
public final class UdpInput implements Input {

    private static final Logger LOG = LoggerFactory.getLogger(UdpInput.class);

    private final String name;
    private final UdpSettings settings;
    private final Supplier<DatagramHandler> handlers;
    private final Clock clock;
    private final MeterRegistry registry;
    private final List<UdpReceiver> receivers = new ArrayList<>();
    // The registry alone would not keep it from being collected, and the counter would stand still.
    private KernelDrops drops;

    /**
     * @param name of the input
     * @param settings where to listen
     * @param handlers gives each thread its own handler
     * @param clock time of arrival
     * @param metrics counts
     */
    public UdpInput(
            String name,
            UdpSettings settings,
            Supplier<DatagramHandler> handlers,
            Clock clock,
            ForwarderMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.handlers = handlers;
        this.clock = clock;
        this.registry = metrics.registry();
    }

    @Override
    public String name() {
        return name;
    }

    /** Where it really listens, after {@link #start}. */
    public InetSocketAddress localAddress() {
        return receivers.get(0).localAddress();
    }

    @Override
    public void start() {
        try {
            // All are open before the first reads: the kernel spreads senders over the sockets
            // there are,
            // and moves them when one is added.
            for (int i = 0; i < settings.sockets(); i++) {
                receivers.add(
                        new UdpReceiver(
                                name + "-" + i, settings, handlers.get(), clock, name, registry));
            }
        } catch (IOException e) {
            stop(Duration.ZERO);
            throw new UncheckedIOException(
                    "input "
                            + name
                            + ": cannot listen on udp "
                            + settings.listen()
                            + ": "
                            + e.getMessage()
                            + ". Nothing of it is received. Is another program on that port?",
                    e);
        }
        drops = new KernelDrops(localAddress());
        // Of an input that this one replaces; it counts sockets that are closed soon.
        registry.find(ForwarderMetrics.KERNEL_DROPS)
                .tag("input", name)
                .meters()
                .forEach(registry::remove);
        FunctionCounter.builder(ForwarderMetrics.KERNEL_DROPS, drops, KernelDrops::count)
                .tag("input", name)
                .register(registry);
        receivers.forEach(UdpReceiver::start);
        LOG.info(
                "input {}: listening on udp {} with {} sockets",
                name,
                localAddress(),
                settings.sockets());
    }

    /** The kernel gives each datagram to one socket. */
    @Override
    public boolean mayOverlap() {
        return true;
    }

    @Override
    public boolean adopt(Input changed) {
        if (!(changed instanceof UdpInput other) || !other.settings.equals(settings)) {
            return false;
        }
        receivers.forEach(receiver -> receiver.handler(other.handlers.get()));
        return true;
    }

    @Override
    public void stop(Duration deadline) {
        receivers.forEach(UdpReceiver::beginStop);
        long end = System.nanoTime() + deadline.toNanos();
        for (UdpReceiver receiver : receivers) {
            receiver.awaitStop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }
}
