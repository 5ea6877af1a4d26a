package io.networkanalytics.forwarder.cli;

import io.networkanalytics.forwarder.Forwarder;
import io.networkanalytics.forwarder.config.ConfigException;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.ship.KafkaShippers;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The daemon, and the commands below it. */
@Command(
        name = "forwarder",
        description = "Receives packet samples, completes them and ships them to Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by a signal, all that was received is in Kafka",
            "1:failed, the message says what is missing",
            "2:wrong arguments or configuration, nothing was started"
        },
        subcommands = {CheckCommand.class, ReplayCommand.class})
public final class ForwarderCommand implements Callable<Integer> {

    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(60);

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML configuration; 'forwarder check --keys' describes every key")
    private Path config;

    /**
     * Runs the command line.
     *
     * @return the exit code
     */
    public static int run(String[] args) {
        return new CommandLine(new ForwarderCommand())
                .setExecutionExceptionHandler(ForwarderCommand::say)
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (config == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing --config=FILE (or a command)");
        }
        ForwarderConfig parsed = ConfigReader.read(config);
        Forwarder forwarder =
                new Forwarder(
                        parsed,
                        (metrics, onFatal) ->
                                KafkaShippers.open(
                                        parsed.kafka(), KAFKA_PATIENCE, metrics, onFatal),
                        Clock.systemUTC());
        try (StopSignal signal =
                new StopSignal(
                        forwarder::requestStop, parsed.drain().multipliedBy(2).plusSeconds(10))) {
            forwarder.start();
            Optional<String> failure = forwarder.awaitEnd();
            boolean drained = forwarder.stop();
            return signal.exitWith(
                    failure.isEmpty() && drained
                            ? CommandLine.ExitCode.OK
                            : CommandLine.ExitCode.SOFTWARE);
        }
    }

    /** Expected failures are a message; anything else is a fault of ours and shows its stack. */
    private static int say(Exception e, CommandLine commandLine, CommandLine.ParseResult result) {
        if (e instanceof ConfigException configuration) {
            configuration.errors().forEach(error -> commandLine.getErr().println(error));
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof ShippingStoppedException || e instanceof UncheckedIOException) {
            commandLine.getErr().println(e.getMessage());
        } else {
            e.printStackTrace(commandLine.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
