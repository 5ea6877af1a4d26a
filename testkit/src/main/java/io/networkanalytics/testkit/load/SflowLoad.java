package io.networkanalytics.testkit.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends sFlow datagrams at a steady rate from a thread of its own. Samples are numbered from 1; the
 * number is the sample's TCP sequence number, and its source port follows from it, so that samples
 * spread over many flows. Sending goes on whether or not somebody listens.
 */
public final class SflowLoad implements AutoCloseable {

    /** Agent of the datagrams, the exporter of the samples. */
    public static final String EXPORTER = "192.0.2.1";

    /** Packets that each sample stands for. */
    public static final int INTERVAL = 200;

    private static final int SAMPLES = 10;
    private static final byte[] HEADER =
            HexFormat.of().parseHex("0000000500000001c000020100000000");
    private static final byte[] FRAME =
            HexFormat.of()
                    .parseHex(
                            "0200000000020200000000010800"
                                    + "45000028123440003f060000c6336407cb007109"
                                    + "000001bb000000000000000050020400000000000000");

    private final DatagramChannel channel;
    private final int samplesPerSecond;
    private final Thread thread = new Thread(this::run, "load");
    private final ByteBuffer datagram = ByteBuffer.allocate(2000);
    private volatile boolean stopping;
    private final AtomicLong sent = new AtomicLong();

    /**
     * Begins to send.
     *
     * @param target of the datagrams
     * @param samplesPerSecond a multiple of 10 is kept best
     */
    public SflowLoad(InetSocketAddress target, int samplesPerSecond) throws IOException {
        this.samplesPerSecond = samplesPerSecond;
        this.channel = DatagramChannel.open().connect(target);
        thread.start();
    }

    /** Samples sent so far. */
    public long sent() {
        return sent.get();
    }

    /** The source port of a sample. */
    public static int sourcePort(long number) {
        return 1024 + (int) (number * 7919 % 50_000);
    }

    private void run() {
        long start = System.nanoTime();
        while (!stopping) {
            long due = (long) ((System.nanoTime() - start) / 1e9 * samplesPerSecond);
            while (sent.get() + SAMPLES <= due && !stopping) {
                send();
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private void send() {
        int number = (int) sent.get();
        datagram.clear();
        datagram.put(HEADER).putInt(number / SAMPLES + 1).putInt(number).putInt(SAMPLES);
        for (int i = 1; i <= SAMPLES; i++) {
            putSample(number + i);
        }
        try {
            channel.write(datagram.flip());
        } catch (PortUnreachableException e) {
            // Nobody listens at the moment; it counts as sent.
            Thread.onSpinWait();
        } catch (IOException e) {
            throw new IllegalStateException("the load cannot send", e);
        }
        sent.addAndGet(SAMPLES);
    }

    private void putSample(int number) {
        datagram.putInt(1).putInt(112);
        datagram.putInt(number).putInt(3).putInt(INTERVAL).putInt(number * INTERVAL).putInt(0);
        datagram.putInt(3).putInt(5).putInt(1);
        datagram.putInt(1).putInt(72).putInt(1).putInt(58).putInt(4).putInt(54);
        int frame = datagram.position();
        datagram.put(FRAME);
        datagram.putShort(frame + 34, (short) sourcePort(number));
        datagram.putInt(frame + 38, number);
    }

    /** Ends sending. */
    @Override
    public void close() throws IOException {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        channel.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
