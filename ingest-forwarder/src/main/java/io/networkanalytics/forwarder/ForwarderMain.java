package io.networkanalytics.forwarder;

import io.networkanalytics.forwarder.cli.ForwarderCommand;

/** {@code bin/forwarder}. */
public final class ForwarderMain {

    private ForwarderMain() {}

    public static void main(String[] args) {
        System.exit(ForwarderCommand.run(args));
    }
}
