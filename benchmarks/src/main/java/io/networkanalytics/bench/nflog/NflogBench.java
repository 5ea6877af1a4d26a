package io.networkanalytics.bench.nflog;

import io.networkanalytics.bench.ResultFile;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many packets a second netfilter may log to us before some are lost. */
@Command(
        name = "nflog",
        mixinStandardHelpOptions = true,
        description = {
            "Packets logged by nftables (NFLOG) at rising rates, for each size of the socket's buffer: what arrives as",
            "samples, what is lost and counted. The sender takes a core, too. Needs root and nft."
        })
public final class NflogBench implements Callable<Integer> {

    @Option(
            names = "--rates",
            split = ",",
            description = "packets a second; default ${DEFAULT-VALUE}.",
            defaultValue = "50000,100000,150000,200000,250000,300000,400000")
    private List<Integer> rates;

    @Option(
            names = "--buffers",
            split = ",",
            description = "bytes of the socket's receive buffer; default ${DEFAULT-VALUE}.",
            defaultValue = "212992,4194304,33554432")
    private List<Integer> buffers;

    @Option(names = "--seconds", description = "of each rate; default ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Option(names = "--payload-bytes", description = "of each packet; default ${DEFAULT-VALUE}.")
    private int payloadBytes = 600;

    @Override
    public Integer call() throws Exception {
        if (!LogNamespace.possible()) {
            System.out.println("skipped: needs root, ip (iproute2) and nft (nftables)");
            return 0;
        }
        List<NflogRun> runs = new ArrayList<>();
        try (LogNamespace namespace = new LogNamespace()) {
            // Compiles what is measured.
            NflogRun.of(namespace, 32 << 20, payloadBytes, 100_000, Duration.ofSeconds(seconds));
            System.out.println(NflogRun.HEADING);
            for (int buffer : buffers) {
                for (int rate : rates) {
                    NflogRun run =
                            NflogRun.of(
                                    namespace,
                                    buffer,
                                    payloadBytes,
                                    rate,
                                    Duration.ofSeconds(seconds));
                    System.out.println(run.line());
                    runs.add(run);
                }
            }
        }
        for (int buffer : buffers) {
            System.out.printf(
                    "buffer of %d bytes: most without loss %d/s%n",
                    buffer,
                    runs.stream()
                            .filter(r -> r.receiveBufferBytes() == buffer && r.lost() == 0)
                            .mapToLong(NflogRun::sentPerSecond)
                            .max()
                            .orElse(0));
        }
        System.out.println(
                new ResultFile(
                                "nflog",
                                Map.of(
                                        "seconds", Integer.toString(seconds),
                                        "payloadBytes", Integer.toString(payloadBytes)),
                                Clock.systemUTC())
                        .with("runs", runs)
                        .write());
        return runs.stream().allMatch(NflogRun::exact) ? 0 : 1;
    }
}
