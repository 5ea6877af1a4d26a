package io.networkanalytics.testkit.mmdb;

import io.networkanalytics.model.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an MMDB file (MaxMind DB file format 2.0): a binary tree over the bits of the address with
 * records of 24 bits, 16 zero bytes, the data that its leaves point to, a marker, and metadata. A
 * file of IPv6 has IPv4 addresses in ::/96.
 */
public final class MmdbWriter {

    private static final int RECORD_BITS = 24;
    private static final int SEPARATOR_BYTES = 16;
    private static final byte[] METADATA_MARKER =
            "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    private final String type;
    private final int ipVersion;
    private final Instant built;
    private final Node root = new Node();

    private static final class Node {
        /** A node, the map of a leaf, or null, for bit 0 and bit 1. */
        private final Object[] children = new Object[2];
    }

    /**
     * An empty database.
     *
     * @param type what it calls itself, for example GeoLite2-ASN
     * @param ipVersion 4 or 6
     * @param built when it was made
     */
    public MmdbWriter(String type, int ipVersion, Instant built) {
        if (ipVersion != 4 && ipVersion != 6) {
            throw new IllegalArgumentException("IP version " + ipVersion + ": 4 or 6");
        }
        this.type = type;
        this.ipVersion = ipVersion;
        this.built = built;
    }

    /**
     * Says what is known of a network, in place of what was said before of it.
     *
     * @param prefix such as 203.0.113.0/24
     * @param value a map of text to text, Integer (written as uint16), Long (uint32), Instant
     *     (uint64), List or Map
     * @return this
     */
    public MmdbWriter put(String prefix, Map<String, ?> value) {
        IpPrefix parsed = IpPrefix.parse(prefix);
        boolean v4 = prefix.indexOf(':') < 0;
        if (ipVersion == 4 && !v4) {
            throw new IllegalArgumentException(prefix + " in a database of IPv4");
        }
        long low = v4 ? parsed.low() & 0xFFFF_FFFFL : parsed.low();
        int first = ipVersion == 4 ? 96 : 0;
        if (parsed.length() == first) {
            root.children[0] = value;
            root.children[1] = value;
            return this;
        }
        Node node = root;
        for (int i = first; i < parsed.length() - 1; i++) {
            node = child(node, bit(parsed.high(), low, i));
        }
        node.children[bit(parsed.high(), low, parsed.length() - 1)] = value;
        return this;
    }

    private static int bit(long high, long low, int index) {
        return (int) ((index < 64 ? high >>> (63 - index) : low >>> (127 - index)) & 1);
    }

    private static Node child(Node node, int bit) {
        if (!(node.children[bit] instanceof Node)) {
            Node split = new Node();
            split.children[0] = node.children[bit];
            split.children[1] = node.children[bit];
            node.children[bit] = split;
        }
        return (Node) node.children[bit];
    }

    /** The file. */
    public byte[] bytes() {
        List<Node> nodes = new ArrayList<>(List.of(root));
        Map<Node, Integer> numbers = new IdentityHashMap<>(Map.of(root, 0));
        for (int i = 0; i < nodes.size(); i++) {
            for (Object child : nodes.get(i).children) {
                if (child instanceof Node next) {
                    numbers.put(next, nodes.size());
                    nodes.add(next);
                }
            }
        }
        MmdbValues values = new MmdbValues();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (Node node : nodes) {
            for (Object child : node.children) {
                int record;
                if (child == null) {
                    record = nodes.size();
                } else if (child instanceof Node next) {
                    record = numbers.get(next);
                } else {
                    record = nodes.size() + SEPARATOR_BYTES + values.offsetOf((Map<?, ?>) child);
                }
                file.write(record >> 16);
                file.write(record >> 8);
                file.write(record);
            }
        }
        file.writeBytes(new byte[SEPARATOR_BYTES]);
        file.writeBytes(values.bytes());
        file.writeBytes(METADATA_MARKER);
        MmdbValues metadata = new MmdbValues();
        metadata.offsetOf(metadata(nodes.size()));
        file.writeBytes(metadata.bytes());
        return file.toByteArray();
    }

    /** Writes the file beside its place and renames it, as whoever updates a database should. */
    public void writeTo(Path path) throws IOException {
        Path draft = Files.createTempFile(path.getParent(), "mmdb", ".part");
        Files.write(draft, bytes());
        Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, Object> metadata(int nodes) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", built);
        metadata.put("database_type", type);
        metadata.put("description", Map.of());
        metadata.put("ip_version", ipVersion);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", (long) nodes);
        metadata.put("record_size", RECORD_BITS);
        return metadata;
    }
}
