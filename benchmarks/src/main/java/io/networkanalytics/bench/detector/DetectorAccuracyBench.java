package io.networkanalytics.bench.detector;

import io.networkanalytics.bench.ResultFile;
import io.networkanalytics.bench.tracker.CapturedTcp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How well captures of attacks are found in the midst of benign traffic. */
@Command(
        name = "detector-accuracy",
        mixinStandardHelpOptions = true,
        description = {
            "Replays every capture below a folder to the detector, as if each packet were a sample of"
                    + " many, in the midst of the benign traffic of the demo's capture (interval 1):"
                    + " once at its own addresses, once at the address that the attack goes to.",
            "NAME.rule beside a capture says which of its packets are the attack's, in the rule"
                    + " language; NAME is the capture's, with or without its ending. Without it every"
                    + " IP packet is.",
            "Prints attacks found; packets of the attack and benign ones, and the share of both that"
                    + " is tagged as an attack's; seconds from the attack's first packet to the moment"
                    + " that it is heard of; packets of both that the published rule matches.",
            "Goal: one attack, 95 %% of its packets and at most 0.1 %% of the benign ones tagged, within"
                    + " 3 s. Exits with 1 if it is missed, 2 if there is no capture."
        })
public final class DetectorAccuracyBench implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "Folder with .pcap, .pcapng or .cap files, gzipped or not.")
    private Path folder;

    @Option(
            names = "--sample-interval",
            description = "Packets that one of a capture stands for; default ${DEFAULT-VALUE}.")
    private int sampleInterval = 1000;

    @Option(
            names = "--demo",
            description = "The demo's capture; default demo/capture/demo.pcap of the checkout.")
    private Path demo =
            Path.of(System.getProperty("repository.root", "."), "demo", "capture", "demo.pcap");

    @Override
    public Integer call() throws IOException {
        if (folder.toString().isEmpty() || !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'"
                            + folder
                            + "'"
                            + (Files.exists(folder) ? " is no folder" : " does not exist"));
        }
        if (sampleInterval < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sample-interval is " + sampleInterval + "; it must be 1 or more");
        }
        if (!Files.isRegularFile(demo)) {
            throw new ParameterException(
                    spec.commandLine(), "the benign traffic is missing: --demo " + demo);
        }
        List<Path> captures = CapturedTcp.captures(folder);
        if (captures.isEmpty()) {
            System.err.println(
                    "no capture below " + folder + ": its files must be .pcap, .pcapng or .cap");
            return 2;
        }
        return run(captures, BenignCapture.read(demo));
    }

    private int run(List<Path> captures, BenignCapture benign) throws IOException {
        List<MixResult> results = new ArrayList<>();
        boolean met = true;
        System.out.println(MixResult.heading());
        for (Path capture : captures) {
            String name = folder.relativize(capture).toString();
            try {
                CaptureTrial trial = new CaptureTrial(name, capture, sampleInterval, benign);
                warn(name, trial.facts());
                List<MixResult> both = trial.run();
                both.forEach(System.out::println);
                results.addAll(both);
                met &= both.stream().allMatch(MixResult::goalMet);
            } catch (IOException e) {
                System.err.println(name + ": not replayed: " + e.getMessage());
                met = false;
            }
        }
        if (results.isEmpty()) {
            System.err.println("none of the captures below " + folder + " could be replayed");
            return 2;
        }
        System.out.println(
                new ResultFile(
                                "detector-accuracy",
                                Map.of("sample interval", Integer.toString(sampleInterval)),
                                Clock.systemUTC())
                        .with("captures", results)
                        .write());
        return met ? 0 : 1;
    }

    private static void warn(String name, CaptureFacts facts) {
        if (facts.attackPackets() == 0) {
            System.err.println(name + ": none of its packets is the attack's");
        }
        if (facts.undecodable() > 0) {
            System.err.println(
                    name + ": packets that cannot be decoded, left out: " + facts.undecodable());
        }
        if (!facts.damage().isEmpty()) {
            System.err.println(facts.damage() + ": what is before that counts");
        }
    }
}
