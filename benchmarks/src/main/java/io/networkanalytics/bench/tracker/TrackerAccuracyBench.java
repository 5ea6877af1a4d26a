package io.networkanalytics.bench.tracker;

import io.networkanalytics.job.annotate.tcp.ConnectionKey;
import io.networkanalytics.model.PacketSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Of how many flows of ordinary traffic the tracker says that a packet does not belong. */
@Command(
        name = "tracker-accuracy",
        mixinStandardHelpOptions = true,
        description =
                "Replays the captures below a folder to the TCP tracker, one direction removed, and"
                        + " prints how many flows get a reason, and which; exits with 1 if a flow that"
                        + " is sampled whole is judged otherwise than unsampled, 2 if there is no flow.")
public final class TrackerAccuracyBench implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with .pcap, .pcapng or .cap files.")
    private Path folder;

    @Option(
            names = "--interval",
            description = "How many flows or packets stand behind a thinned one (default: 10).")
    private int interval = 10;

    @Option(names = "--seed", description = "Of the random sampler (default: 1).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is no folder");
        }
        AccuracyCount[] counts = new AccuracyCount[View.values().length];
        for (View view : View.values()) {
            counts[view.ordinal()] = new AccuracyCount(view, interval);
        }
        for (Path capture : CapturedTcp.captures(folder)) {
            List<PacketSample> samples = CapturedTcp.read(capture);
            CaptureReplay replay = new CaptureReplay(samples);
            for (View view : View.values()) {
                count(counts[view.ordinal()], replay, view, folder.relativize(capture).toString());
            }
        }
        boolean alike = true;
        for (AccuracyCount count : counts) {
            count.print(System.out);
            alike &= count.thinnedAlike();
        }
        if (counts[View.BOTH.ordinal()].flows() == 0) {
            System.err.println("no TCP flow begins in a capture below " + folder);
            return 2;
        }
        return alike ? 0 : 1;
    }

    private void count(AccuracyCount count, CaptureReplay replay, View view, String capture) {
        Map<ConnectionKey, TrackedFlow> whole = replay.play(view, UnaryOperator.identity());
        whole.values().forEach(flow -> count.add(capture, flow));
        replay.play(view, Thinning.byFlow(interval))
                .forEach((key, flow) -> count.addThinned(whole.get(key), flow));
        replay.play(view, Thinning.atRandom(interval, seed)).values().forEach(count::addRandom);
    }
}
