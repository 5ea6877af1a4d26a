package io.networkanalytics.forwarder.cli;

import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration without starting anything. */
@Command(
        name = "check",
        description = "Checks a configuration; every error is shown with its line.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class)
final class CheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "YAML configuration")
    private Path file;

    @Option(names = "--keys", description = "describe every key, with type and default")
    private boolean keys;

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (keys) {
            ConfigReader.describeKeys().forEach(line.getOut()::println);
        } else if (file == null) {
            throw new ParameterException(line, "Missing FILE to check (or --keys)");
        }
        if (file != null) {
            ForwarderConfig config = ConfigReader.read(file);
            line.getOut()
                    .println(
                            file
                                    + ": good, "
                                    + config.inputs().size()
                                    + " inputs to "
                                    + config.kafka());
        }
        line.getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
