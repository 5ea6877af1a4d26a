package io.networkanalytics.forwarder.config;

import java.net.InetSocketAddress;

/** Addresses to listen on: {@code 127.0.0.1:6343} or {@code [::1]:6343}. */
final class SocketAddresses {

    private static final int MAX_PORT = 65_535;

    private SocketAddresses() {}

    static InetSocketAddress read(ConfigSection section, ConfigKey key) {
        String text = section.text(key);
        int colon = text.lastIndexOf(':');
        int port = colon < 0 ? -1 : port(text.substring(colon + 1));
        if (port < 0) {
            section.error(
                    key,
                    "'"
                            + key.name()
                            + "' is '"
                            + text
                            + "', must be address:port, like "
                            + key.fallback());
            return new InetSocketAddress(1); // thrown away with the error
        }
        String host = text.substring(0, colon);
        InetSocketAddress address =
                new InetSocketAddress(
                        host.startsWith("[") && host.endsWith("]")
                                ? host.substring(1, host.length() - 1)
                                : host,
                        port);
        if (address.isUnresolved()) {
            section.error(
                    key,
                    "'"
                            + key.name()
                            + "' is '"
                            + text
                            + "': no address is known for '"
                            + host
                            + "'");
        }
        return address;
    }

    /** {@code host:port}, comma separated; the hosts are looked up later and again and again. */
    static String readList(ConfigSection section, ConfigKey key) {
        String text = section.text(key);
        for (String item : text.split(",", -1)) {
            int colon = item.lastIndexOf(':');
            if (!text.isEmpty() && (colon < 1 || port(item.substring(colon + 1).strip()) < 1)) {
                section.error(
                        key,
                        "'"
                                + key.name()
                                + "' is '"
                                + text
                                + "', must be host:port, comma separated, like k1:9092,k2:9092; '"
                                + item.strip()
                                + "' is not");
                break;
            }
        }
        return text;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= MAX_PORT ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
