package io.networkanalytics.job.annotate.tcp;

import com.google.protobuf.ByteString;
import io.networkanalytics.job.TestSamples;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.SamplingMode;
import java.util.List;

/**
 * Two ends that talk, in a notation: {@code FLAGS SEQ ACK LENGTH OPTION...}, for example {@code SA
 * 5000 1001 0} or {@code PA 1001 5001 100 w=512}. Flags are C E U A P R S F, or - for none. Numbers
 * are relative to a base, so that one script can be played where numbers wrap; {@code =0} is
 * absolute. Options: {@code w=WINDOW}, {@code scale=SHIFT}, {@code wait=SECONDS} before the packet,
 * {@code from=server}, {@code by=EXPORTER}.
 */
final class Conversation {

    static final List<Integer> BASES = List.of(0, -1001, -5001, 0x7FFF_FFF0, -2, -1_000_000);

    private static final String LETTERS = "FSRPAUEC";
    private static final int HEADERS_V4 = 40;
    private static final int HEADERS_V6 = 60;

    final TcpConnection connection = new TcpConnection();
    final TcpTracker tracker = new TcpTracker(TcpSettings.DEFAULT);
    boolean learning;
    long nowSeconds = TestSamples.START_MILLIS / 1000;

    private final TcpPacket packet = new TcpPacket();
    private final int base;
    private final boolean v6;
    private final boolean clientIsLow;

    Conversation() {
        this(0, false, true);
    }

    Conversation(int base, boolean v6, boolean clientIsLow) {
        this.base = base;
        this.v6 = v6;
        this.clientIsLow = clientIsLow;
    }

    /** Plays packets that are separated by semicolons; what is said of the last one. */
    String play(String script) {
        String finding = "";
        for (String line : script.split(";", -1)) {
            if (!line.isBlank()) {
                finding = step(line.strip());
            }
        }
        return finding;
    }

    private String step(String line) {
        return track(sample(line)).toString();
    }

    TcpFinding track(PacketSample.Builder sample) {
        if (TcpPacket.fitness(sample) != SampleFitness.TRACKABLE) {
            throw new IllegalArgumentException(TcpPacket.fitness(sample) + ": " + sample);
        }
        return tracker.track(connection, packet.read(sample), nowSeconds, learning);
    }

    PacketSample.Builder sample(String line) {
        String[] words = line.split(" +", -1);
        int payload = Integer.parseInt(words[3]);
        int headers = v6 ? HEADERS_V6 : HEADERS_V4;
        boolean client = !line.contains("from=server");
        PacketSample.Builder sample =
                TestSamples.tcp(1, 0)
                        .setSamplingMode(SamplingMode.UNSAMPLED)
                        .setIpTotalLength(headers + payload)
                        .setIpHeaderLength(headers - 20)
                        .setTcpDataOffset(20)
                        .setTcpFlags(flags(words[0]))
                        .setTcpSequenceNumber(number(words[1]))
                        .setTcpAcknowledgementNumber(number(words[2]))
                        .setTcpWindowSize(8192);
        address(sample, client == clientIsLow, client);
        for (int i = 4; i < words.length; i++) {
            option(sample, words[i]);
        }
        return sample;
    }

    private void option(PacketSample.Builder sample, String word) {
        int at = word.indexOf('=');
        String value = word.substring(at + 1);
        switch (word.substring(0, at)) {
            case "w" -> sample.setTcpWindowSize(Integer.parseInt(value));
            case "scale" -> sample.setTcpWindowScale(Integer.parseInt(value)).setTcpOptions("3");
            case "wait" -> nowSeconds += Long.parseLong(value);
            case "by" -> sample.setExporterId(value);
            case "from" -> {
                // Read before.
            }
            default -> throw new IllegalArgumentException(word);
        }
    }

    private void address(PacketSample.Builder sample, boolean low, boolean client) {
        ByteString first = v6 ? ipv6(1) : TestSamples.v4(192, 0, 2, 1);
        ByteString second = v6 ? ipv6(2) : TestSamples.v4(203, 0, 113, 2);
        sample.setSourceAddress(low ? first : second)
                .setDestinationAddress(low ? second : first)
                .setSourcePort(client ? 50_000 : 443)
                .setDestinationPort(client ? 443 : 50_000);
    }

    private static ByteString ipv6(int last) {
        byte[] address = new byte[16];
        address[0] = 0x20;
        address[1] = 0x01;
        address[15] = (byte) last;
        return ByteString.copyFrom(address);
    }

    static int flags(String letters) {
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            int bit = LETTERS.indexOf(letters.charAt(i));
            flags |= bit < 0 ? 0 : 1 << bit;
        }
        return flags;
    }

    private int number(String word) {
        return word.equals("=0") ? 0 : (int) Long.parseLong(word) + base;
    }
}
