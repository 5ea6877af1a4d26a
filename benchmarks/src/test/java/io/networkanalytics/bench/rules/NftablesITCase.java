package io.networkanalytics.bench.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.networkanalytics.bench.rules.CapturedIpPackets.IpPacket;
import io.networkanalytics.model.Account;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.packet.DecodeResult;
import io.networkanalytics.model.packet.PacketDecoder;
import io.networkanalytics.rules.Rule;
import io.networkanalytics.rules.Rule.Action;
import io.networkanalytics.rules.Rule.Phase;
import io.networkanalytics.rules.RuleCodec;
import io.networkanalytics.rules.RuleExpression;
import io.networkanalytics.rules.RuleTable;
import io.networkanalytics.rules.nftables.NftablesCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel and we decide alike, packet by packet, on every capture at hand. */
@Tag("exporters")
@Timeout(300)
class NftablesITCase {

    private static final Path CAPTURES =
            Path.of(System.getProperty("repository.root"))
                    .resolve("../shared/captures/benign")
                    .normalize();
    private static final int PACKETS_OF_FILE = 25;
    private static final Account ACCOUNT = new Account(1001, "", "", "");

    /** Where the kernel reads a packet otherwise than we do, and why. */
    private static final Map<String, String> KNOWN =
            Map.of(
                    "ipv6-mobility-dst-opts.pcap frame 2",
                    "the kernel does not walk over mobility headers",
                    "ipv6_zero_len_ah.pcap frame 5",
                    "an authentication header shorter than itself",
                    "ipv4_fragmented-4.pcap frame 3",
                    "the first fragment ends within the TCP header, where a sample has no flags");

    @TempDir private Path folder;

    @Test
    void theKernelDecidesAsWeDo() throws Exception {
        assumeTrue(Files.isDirectory(CAPTURES), "skipped: no captures in " + CAPTURES);
        assumeTrue(
                KernelFilter.isPossible(),
                "skipped: network namespaces need root, and nft the Debian package nftables");
        List<String> expressions = expressions();
        List<IpPacket> packets = CapturedIpPackets.of(CAPTURES, PACKETS_OF_FILE);
        assertTrue(packets.size() > 1000, packets.size() + " packets");
        RuleTable table = new RuleTable();
        for (int i = 0; i < expressions.size(); i++) {
            Rule rule = rule(i, expressions.get(i), Action.BLOCK);
            table.apply(rule.key(), RuleCodec.encode(rule));
        }
        List<AnnotatedSample> samples = packets.stream().map(NftablesITCase::decoded).toList();
        try (KernelFilter kernel = new KernelFilter(folder)) {
            kernel.load(ruleset(expressions));
            kernel.send(packets);
            BitSet seen = kernel.numbers("inet", "rules seen");
            int reached = seen.cardinality();
            for (int i = 0; i < packets.size(); i++) {
                seen.set(i, seen.get(i) && !KNOWN.containsKey(packets.get(i).origin()));
            }
            assertEquals(reached - KNOWN.size(), seen.cardinality(), "known differences");
            List<String> differences = new ArrayList<>();
            long matches = 0;
            for (int rule = 0; rule < expressions.size(); rule++) {
                BitSet each = kernel.numbers("inet", "rules each" + rule);
                BitSet first = kernel.numbers("inet", "rules first" + rule);
                var compiled = RuleExpression.compile(expressions.get(rule));
                for (int i = seen.nextSetBit(0); i >= 0; i = seen.nextSetBit(i + 1)) {
                    AnnotatedSample sample = samples.get(i);
                    boolean ours = compiled.matches(sample);
                    boolean wins = table.evaluate(sample).ruleId().equals("r" + rule);
                    matches += ours ? 1 : 0;
                    if (each.get(i) != ours || first.get(i) != wins) {
                        differences.add(
                                expressions.get(rule)
                                        + ", "
                                        + packets.get(i).origin()
                                        + ": kernel "
                                        + each.get(i)
                                        + ", we "
                                        + ours);
                    }
                }
            }
            System.out.printf(
                    "nftables: %d rules, %d packets sent, %d reached the hook, %d matches, %d differences%n",
                    expressions.size(),
                    packets.size(),
                    seen.cardinality(),
                    matches,
                    differences.size());
            assertTrue(seen.cardinality() > packets.size() * 0.9, seen.cardinality() + " seen");
            assertTrue(matches > packets.size(), matches + " matches say little");
            differences.stream().limit(30).forEach(System.out::println);
            assertEquals(List.of(), differences);
        }
    }

    /** The first chain asks every rule, the second one ends at the first match. */
    private static String ruleset(List<String> expressions) throws Exception {
        StringBuilder text = new StringBuilder("table inet rules {\n");
        List<String> names = new ArrayList<>(List.of("seen"));
        StringBuilder each =
                new StringBuilder(hook("asked", -300)).append("add @seen { ether saddr }\n");
        StringBuilder first = new StringBuilder(hook("ordered", -290));
        StringBuilder chains = new StringBuilder();
        for (int i = 0; i < expressions.size(); i++) {
            var tree = RuleExpression.compile(expressions.get(i)).expression();
            for (Action action : List.of(Action.LOG, Action.BLOCK)) {
                String name = (action == Action.LOG ? "each" : "first") + i;
                names.add(name);
                chains.append(
                        NftablesCompiler.chain(
                                rule(i, expressions.get(i), action),
                                tree,
                                "rule_" + name,
                                "add @" + name + " { ether saddr }"));
                (action == Action.LOG ? each : first).append("jump rule_" + name + "\n");
            }
        }
        for (String name : names) {
            text.append("set " + name + " { type ether_addr; size 65535; flags dynamic; }\n");
        }
        return text.append(chains)
                .append(each)
                .append("}\n")
                .append(first)
                .append("}\n}\n")
                .toString();
    }

    private static String hook(String name, int priority) {
        return "chain "
                + name
                + " {\ntype filter hook prerouting priority "
                + priority
                + "; policy accept;\n";
    }

    private static Rule rule(int number, String expression, Action action) {
        return new Rule(
                "r" + number,
                "",
                ACCOUNT.accountId(),
                Phase.CUSTOM,
                number,
                "",
                expression,
                action,
                true,
                Optional.empty(),
                Optional.empty());
    }

    private static AnnotatedSample decoded(IpPacket packet) {
        PacketSample.Builder sample = PacketSample.newBuilder();
        byte[] bytes = packet.bytes();
        DecodeResult result =
                new PacketDecoder(true)
                        .decodeEthertype(
                                packet.ethertype(), bytes, 0, bytes.length, bytes.length, sample);
        if (result.malformed()) {
            // The kernel drops these before any rule.
            sample.clear();
        }
        return AnnotatedSample.of(sample.build(), 1, ACCOUNT);
    }

    private static List<String> expressions() throws IOException {
        try (var file = NftablesITCase.class.getResourceAsStream("/rules/nftables.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
