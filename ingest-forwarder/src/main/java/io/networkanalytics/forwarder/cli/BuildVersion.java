package io.networkanalytics.forwarder.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of the jar, or "development" where classes run from a folder. */
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return new String[] {version == null ? "development" : version};
    }
}
