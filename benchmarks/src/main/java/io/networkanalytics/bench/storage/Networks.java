package io.networkanalytics.bench.storage;

import com.google.protobuf.ByteString;
import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.IpAddresses;

/**
 * An Internet of some thousand networks, of which few have most addresses: what the job's databases
 * would say of an address. By /16 of IPv4 and /32 of IPv6; one in five belongs to nobody, as
 * spoofed addresses often do.
 */
final class Networks {

    private static final int NETWORKS = 4000;
    private static final String[] COUNTRIES = {
        "US", "CN", "DE", "BR", "RU", "IN", "GB", "FR", "JP", "KR", "NL", "ID", "VN", "UA", "IT",
        "PL", "TR", "CA", "AU", "TW", "MX", "ES", "TH", "ZA", "AR", "SE", "RO", "CO", "EG", "BD"
    };

    private static final AddressFacts[] FACTS = facts();

    private Networks() {}

    private static AddressFacts[] facts() {
        var facts = new AddressFacts[NETWORKS];
        for (int i = 0; i < NETWORKS; i++) {
            int country = (int) (COUNTRIES.length * Math.pow(hash(i) / (double) (1 << 16), 2));
            facts[i] =
                    new AddressFacts(
                            1000 + 13L * i, "Network of " + hash(i * 31), COUNTRIES[country]);
        }
        return facts;
    }

    /** What is known of an address. */
    static AddressFacts of(ByteString address) {
        long high = IpAddresses.high(address);
        long low = IpAddresses.low(address);
        int hash = hash((int) (IpAddresses.isV4(high, low) ? low >>> 16 : high >>> 32));
        if (hash % 5 == 0) {
            return AddressFacts.UNKNOWN;
        }
        return FACTS[(int) (NETWORKS * Math.pow(hash / (double) (1 << 16), 3))];
    }

    /** 16 bits of a number, scattered. */
    private static int hash(int number) {
        int z = number * 0x9E37_79B9;
        z = (z ^ (z >>> 15)) * 0x85EB_CA6B;
        return (z ^ (z >>> 13)) >>> 16;
    }
}
