package io.networkanalytics.forwarder.cli;

import io.networkanalytics.forwarder.Forwarder;
import io.networkanalytics.forwarder.config.ConfigException;
import io.networkanalytics.forwarder.config.ConfigReader;
import io.networkanalytics.forwarder.config.ForwarderConfig;
import io.networkanalytics.forwarder.observe.ForwarderMetrics;
import io.networkanalytics.forwarder.ship.KafkaShippers;
import io.networkanalytics.forwarder.ship.Shipper;
import io.networkanalytics.forwarder.ship.ShippingStoppedException;
import io.networkanalytics.forwarder.spool.SpoolShippers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(ForwarderCommand.class);
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
                        () -> ConfigReader.read(config),
                        (metrics, onFatal) -> shipper(parsed, metrics, onFatal),
                        Clock.systemUTC());
        ReloadSignal.onHangUp(forwarder::reload);
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

    private static Shipper shipper(
            ForwarderConfig config, ForwarderMetrics metrics, Consumer<String> onFatal) {
        if (config.spool().on()) {
            return SpoolShippers.open(
                    config.spool(),
                    config.kafka(),
                    KAFKA_PATIENCE,
                    metrics,
                    Clock.systemUTC(),
                    new SecureRandom(),
                    onFatal);
        }
        LOG.warn(
                "no spool: if this process is killed, what Kafka has not acknowledged is lost, and while Kafka is"
                        + " away datagrams are lost in the kernel. Give 'spool.directory' to keep them on disk");
        return KafkaShippers.open(config.kafka(), KAFKA_PATIENCE, metrics, onFatal);
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
