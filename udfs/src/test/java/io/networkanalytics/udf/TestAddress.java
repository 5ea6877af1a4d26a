package io.networkanalytics.udf;

import io.networkanalytics.model.IpAddresses;
import io.networkanalytics.model.IpPrefix;

/** Addresses for tests. */
final class TestAddress {

    private TestAddress() {}

    /** 16 bytes of an address as text. */
    static byte[] of(String text) {
        IpPrefix address = IpPrefix.parse(text);
        return IpAddresses.of(address.high(), address.low()).toByteArray();
    }
}
