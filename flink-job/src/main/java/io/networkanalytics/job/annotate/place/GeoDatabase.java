package io.networkanalytics.job.annotate.place;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import io.networkanalytics.model.AddressFacts;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One MMDB file (MaxMind DB file format 2.0), whole in memory: a mapped file that is overwritten in
 * place would take the process down with it.
 */
final class GeoDatabase {

    /** Addresses looked up at opening, evenly spread over IPv4 and over 2000::/3. */
    private static final int PROBES = 4096;

    private final Reader reader;

    private GeoDatabase(Reader reader) {
        this.reader = reader;
    }

    /**
     * What the database says.
     *
     * @param facts the facts, {@link AddressFacts#UNKNOWN} if it has none
     * @param prefixLength bits of the network around the address of which all this is true, 0 to
     *     32, or to 128 for IPv6
     */
    record Match(AddressFacts facts, int prefixLength) {}

    /**
     * Reads a file and looks up some addresses, so that damage shows before the file is used.
     *
     * @throws GeoDatabaseException if it is not there, no MMDB file, or damaged
     */
    static GeoDatabase open(Path file) throws GeoDatabaseException {
        try {
            GeoDatabase database = new GeoDatabase(new Reader(file.toFile(), FileMode.MEMORY));
            database.probe();
            return database;
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new GeoDatabaseException(
                    file + ": cannot be read where this task runs (" + e.getMessage() + ")", e);
        } catch (IOException | RuntimeException e) {
            throw new GeoDatabaseException(
                    file + ": is no MMDB file, or damaged (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Looks up an address.
     *
     * @throws IOException if the file is damaged there
     * @throws RuntimeException if it is damaged there, or a value is not of its kind
     */
    Match find(InetAddress address) throws IOException {
        if (reader.getMetadata().ipVersion() == 4 && address instanceof Inet6Address) {
            // The reader would take the first bits of the address for an IPv4 address.
            return new Match(AddressFacts.UNKNOWN, 0);
        }
        DatabaseRecord<GeoRecord> found = reader.getRecord(address, GeoRecord.class);
        return new Match(
                found.data() == null ? AddressFacts.UNKNOWN : found.data().facts(),
                found.network().prefixLength());
    }

    /** When it was made. */
    Instant built() {
        return reader.getMetadata().buildTime();
    }

    /** What it calls itself. */
    String type() {
        return reader.getMetadata().databaseType();
    }

    private void probe() throws IOException {
        for (int i = 0; i < PROBES; i++) {
            int top = i << 20;
            find(
                    InetAddress.getByAddress(
                            new byte[] {(byte) (top >> 24), (byte) (top >> 16), 1, 1}));
            byte[] v6 = new byte[16];
            v6[0] = (byte) (0x20 | i >> 7);
            v6[1] = (byte) (i << 1);
            v6[15] = 1;
            find(InetAddress.getByAddress(v6));
        }
    }
}
