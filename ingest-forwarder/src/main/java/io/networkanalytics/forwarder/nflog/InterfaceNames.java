package io.networkanalytics.forwarder.nflog;

/** Names of the interfaces of the host that logged. */
@FunctionalInterface
public interface InterfaceNames {

    /** Of a host that cannot be asked: the number stands for the name. */
    InterfaceNames NUMBERS = Integer::toUnsignedString;

    /**
     * @param ifIndex not 0
     * @return never empty
     */
    String of(int ifIndex);
}
