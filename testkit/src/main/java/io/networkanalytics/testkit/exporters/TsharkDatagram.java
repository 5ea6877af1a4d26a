package io.networkanalytics.testkit.exporters;

import java.util.List;
import java.util.Map;

/**
 * What tshark says of one datagram.
 *
 * @param header fields outside of records
 * @param records of flows, of sampled packets, of options and counters: of each the first
 *     occurrence of a field, which for packets is that of the outermost header
 * @param sets of NetFlow version 9 and IPFIX
 * @param malformed whether it gave up somewhere
 * @param undecoded whether it knew no template of some data
 */
record TsharkDatagram(
        Map<String, String> header,
        List<Map<String, String>> records,
        int sets,
        boolean malformed,
        boolean undecoded) {

    /**
     * Whether tshark may have stopped before the end: of version 9 it reads as many sets as the
     * header counts records, where templates take a set each.
     */
    boolean endsWithCount() {
        return "9".equals(header.get("cflow.version"))
                && Integer.toString(sets).equals(header.get("cflow.count"));
    }
}
