package io.networkanalytics.bench.tracker;

import io.networkanalytics.job.annotate.tcp.TcpConnection;
import io.networkanalytics.job.annotate.tcp.TcpFinding;
import io.networkanalytics.job.annotate.tcp.TcpReason;
import io.networkanalytics.model.PacketSample;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** One connection of a capture under one view, and what was said of its packets. */
final class TrackedFlow {

    /** What was said of a frame. */
    record Said(long frame, TcpFinding finding) {}

    final TcpConnection connection = new TcpConnection();
    private final PacketSample first;
    private final List<Said> said = new ArrayList<>();

    /**
     * @param first packet of the connection in the capture, seen or not
     */
    TrackedFlow(PacketSample first) {
        this.first = first;
    }

    void add(long frame, TcpFinding finding) {
        said.add(new Said(frame, finding));
    }

    List<Said> said() {
        return said;
    }

    /** The first reason, apart from refusals; NONE if all packets belong. */
    TcpReason reason() {
        return said.stream()
                .filter(s -> s.finding().reason() != TcpReason.NONE && !s.finding().refused())
                .map(s -> s.finding().reason())
                .findFirst()
                .orElse(TcpReason.NONE);
    }

    boolean refused() {
        return said.stream().anyMatch(s -> s.finding().refused());
    }

    /** Its ends, the first packet's source first. */
    String name() {
        return end(first.getSourceAddress().toByteArray(), first.getSourcePort())
                + " > "
                + end(first.getDestinationAddress().toByteArray(), first.getDestinationPort());
    }

    /** The frames with a reason. */
    String reasons() {
        StringBuilder text = new StringBuilder();
        for (Said one : said) {
            if (one.finding().reason() != TcpReason.NONE && !one.finding().refused()) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append("frame ")
                        .append(one.frame())
                        .append(' ')
                        .append(one.finding());
            }
        }
        return text.toString();
    }

    private static String end(byte[] address, int port) {
        try {
            return InetAddress.getByAddress(address).getHostAddress() + " port " + port;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }
}
