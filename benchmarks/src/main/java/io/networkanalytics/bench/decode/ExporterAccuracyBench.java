package io.networkanalytics.bench.decode;

import io.networkanalytics.testkit.exporters.ExporterComparison;
import io.networkanalytics.testkit.exporters.ExporterReport;
import io.networkanalytics.testkit.tshark.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How many fields of how many records of exporters are read otherwise than by tshark. */
@Command(
        name = "exporter-accuracy",
        mixinStandardHelpOptions = true,
        description =
                "Every datagram of sFlow, NetFlow and IPFIX in the captures and .bin files below a"
                        + " folder, each record against tshark; exits with 1 on a mismatch, 2 if nothing"
                        + " could be compared.")
public final class ExporterAccuracyBench implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description =
                    "Folder with .pcap, .pcapng or .cap files, or folders of .bin files, a datagram each.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is no folder");
        }
        Optional<Tshark> tshark = Tshark.installed();
        if (tshark.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "tshark is not installed: apt-get install tshark");
        }
        System.out.println(tshark.get().version());
        System.out.println("datagrams   records     fields mismatches  file");
        ExporterReport report =
                new ExporterComparison(ExporterDecoder::new)
                        .compareFolder(folder, ExporterAccuracyBench::print);
        System.out.print(report);
        if (report.records() == 0) {
            System.err.println(
                    "no record of sFlow, NetFlow or IPFIX below "
                            + folder
                            + ": nothing was compared. Are its captures .pcap, .pcapng or .cap, its"
                            + " datagrams .bin?");
            return 2;
        }
        return report.differences().isEmpty() ? 0 : 1;
    }

    private static void print(ExporterReport.FileCounts file) {
        System.out.printf(
                "%,9d %,9d %,10d %,10d  %s%n",
                file.datagrams(), file.records(), file.fields(), file.mismatches(), file.name());
    }
}
