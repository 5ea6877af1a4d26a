package io.networkanalytics.job.annotate.place;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.IpAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What several MMDB files know of an address: of each fact, what the first file says that knows it.
 * A file that changes on disk is read again. Not safe for use by several threads.
 *
 * <p>A walk through a file's tree takes about a microsecond and allocates; most samples come from
 * and go to few networks, so answers are kept: for the /24 (IPv6: /64) around the address where the
 * files make no difference within it, and else for the single address.
 */
final class GeoTable {

    private static final Logger LOG = LoggerFactory.getLogger(GeoTable.class);

    /** Between two looks at the files. */
    private static final long CHECK_MILLIS = Duration.ofMinutes(1).toMillis();

    private static final int V4_BLOCK = 24;
    private static final int V6_BLOCK = 64;
    private static final int CACHE_BITS = 16;

    private final List<GeoFile> files = new ArrayList<>();
    private final Clock clock;
    private final AddressCache blocks = new AddressCache(CACHE_BITS);
    private final AddressCache addresses = new AddressCache(CACHE_BITS);
    private long checkedMillis;
    private long lookups;
    private long lookupErrors;
    private long reloads;
    private long reloadsFailed;

    /**
     * Opens the files.
     *
     * @param paths the files, most trusted first; may be empty
     * @param clock says when to look at the files again
     * @throws GeoDatabaseException if any cannot be used
     */
    GeoTable(List<Path> paths, Clock clock) throws GeoDatabaseException {
        this.clock = clock;
        checkedMillis = clock.millis();
        for (Path path : paths) {
            files.add(GeoFile.open(path));
        }
        LOG.info("Countries and networks come from {}", files);
    }

    /** Reads files again that have changed; looks at most once a minute. */
    void refresh() {
        if (files.isEmpty()) {
            return;
        }
        long now = clock.millis();
        // A clock that was set back must not put it off.
        if (Math.abs(now - checkedMillis) < CHECK_MILLIS) {
            return;
        }
        checkedMillis = now;
        for (GeoFile file : files) {
            try {
                if (file.refresh()) {
                    reloads++;
                    blocks.clear();
                    addresses.clear();
                    LOG.info("Read again: {}", file);
                }
            } catch (GeoDatabaseException e) {
                reloadsFailed++;
                LOG.error(
                        "{}. Samples are annotated with what was in the file before, {}; put a good"
                                + " file there",
                        e.getMessage(),
                        file);
            }
        }
    }

    /**
     * Finds an address.
     *
     * @param address 16 bytes, IPv4 mapped; anything else is unknown
     * @return what is known of it
     */
    AddressFacts find(ByteString address) {
        if (address.size() != 16 || files.isEmpty()) {
            return AddressFacts.UNKNOWN;
        }
        long high = IpAddresses.high(address);
        long low = IpAddresses.low(address);
        boolean v4 = IpAddresses.isV4(high, low);
        long block = v4 ? low & ~0xFFL : 0;
        AddressFacts facts = blocks.get(high, block);
        if (facts == null) {
            facts = addresses.get(high, low);
        }
        if (facts != null) {
            return facts;
        }
        GeoDatabase.Match match = search(address);
        if (match.prefixLength() <= (v4 ? V4_BLOCK : V6_BLOCK)) {
            blocks.put(high, block, match.facts());
        } else {
            addresses.put(high, low, match.facts());
        }
        return match.facts();
    }

    private GeoDatabase.Match search(ByteString address) {
        lookups++;
        AddressFacts facts = AddressFacts.UNKNOWN;
        int prefixLength = 0;
        for (GeoFile file : files) {
            try {
                GeoDatabase.Match match =
                        file.database().find(InetAddress.getByAddress(address.toByteArray()));
                facts = merge(facts, match.facts());
                prefixLength = Math.max(prefixLength, match.prefixLength());
            } catch (IOException | RuntimeException e) {
                // No log line for each sample; the counter says that the file is damaged.
                lookupErrors++;
                prefixLength = 128;
            }
        }
        return new GeoDatabase.Match(facts, prefixLength);
    }

    private static AddressFacts merge(AddressFacts first, AddressFacts second) {
        if (first.equals(AddressFacts.UNKNOWN)) {
            return second;
        }
        boolean sameSystem = first.asn() == 0 || first.asn() == second.asn();
        return new AddressFacts(
                first.asn() == 0 ? second.asn() : first.asn(),
                first.asnName().isEmpty() && sameSystem ? second.asnName() : first.asnName(),
                first.country().isEmpty() ? second.country() : first.country());
    }

    /** Addresses that were looked up in the files. */
    long lookups() {
        return lookups;
    }

    /** Look-ups in one file that failed; that file's facts are missing in those samples. */
    long lookupErrors() {
        return lookupErrors;
    }

    /** Times that a changed file was taken into use. */
    long reloads() {
        return reloads;
    }

    /** Times that a changed file could not be used. */
    long reloadsFailed() {
        return reloadsFailed;
    }

    /** When the oldest file in use was made, seconds since 1970; 0 without files. */
    long oldestBuildSeconds() {
        return files.stream()
                .mapToLong(file -> file.database().built().getEpochSecond())
                .min()
                .orElse(0);
    }
}
