package io.networkanalytics.forwarder.nflog;

import io.networkanalytics.forwarder.linux.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

/**
 * Asks the kernel, through a socket of the network namespace that the interfaces are in, and
 * remembers what it said for a few seconds: interfaces are renamed and made anew. Bounded: an
 * interface replaces the one that has its slot. For one thread.
 */
final class KernelInterfaceNames implements InterfaceNames {

    private static final int SLOTS = 256;
    private static final long VALID_MILLIS = 5_000;
    private static final int NAME_BYTES = 16;
    private static final int REQUEST_BYTES = 40;

    private final int socket;
    private final Clock clock;
    private final int[] indexes = new int[SLOTS];
    private final String[] names = new String[SLOTS];
    private long askedAtMillis;

    /**
     * @param socket any socket of the namespace
     * @param clock how old an answer is
     */
    KernelInterfaceNames(int socket, Clock clock) {
        this.socket = socket;
        this.clock = clock;
    }

    @Override
    public String of(int ifIndex) {
        long now = clock.millis();
        if (now - askedAtMillis > VALID_MILLIS || now < askedAtMillis) {
            Arrays.fill(names, null);
            askedAtMillis = now;
        }
        int slot = ifIndex & SLOTS - 1;
        if (names[slot] == null || indexes[slot] != ifIndex) {
            names[slot] = ask(ifIndex);
            indexes[slot] = ifIndex;
        }
        return names[slot];
    }

    private String ask(int ifIndex) {
        byte[] request = new byte[REQUEST_BYTES];
        ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(NAME_BYTES, ifIndex);
        if (Libc.ioctl(socket, Libc.SIOCGIFNAME, request) < 0) {
            return NUMBERS.of(ifIndex); // gone meanwhile
        }
        int length = 0;
        while (length < NAME_BYTES && request[length] != 0) {
            length++;
        }
        return new String(request, 0, length, StandardCharsets.UTF_8);
    }
}
