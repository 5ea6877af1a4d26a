package io.networkanalytics.forwarder.exporters;

import io.networkanalytics.testkit.network.NamespacePair;
import java.net.InetSocketAddress;

/** A program that measures the traffic of the sampled interface and tells a collector. */
interface LiveExporter extends AutoCloseable {

    /** Starts it in the second namespace; when this returns, every packet that passes is seen. */
    void start(NamespacePair namespaces, InetSocketAddress collector) throws Exception;

    /** Makes it send what it holds, and end. */
    void stop() throws Exception;

    /** What it printed. */
    String log();

    /** Ends it by force, if it still runs. */
    @Override
    void close();
}
