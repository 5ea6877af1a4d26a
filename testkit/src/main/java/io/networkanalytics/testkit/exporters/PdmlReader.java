package io.networkanalytics.testkit.exporters;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the datagrams of a capture as a running tshark prints them in full (PDML). */
final class PdmlReader implements Closeable {

    private static final Pattern RECORD =
            Pattern.compile(
                    "Flow \\d+|pdu \\d+/\\d+|(Expanded )?[Ff]low sample, seq \\d+"
                            + "|(Expanded )?[Cc]ounters sample, seq \\d+");
    private static final Pattern SET = Pattern.compile("(Flow)?Set \\d+ \\[id=.*");
    private static final Pattern NO_TEMPLATE =
            Pattern.compile("Data \\(\\d+ bytes\\), no template.*");

    private final Process process;
    private final XMLStreamReader xml;

    /**
     * @param protocol {@code cflow} or {@code sflow}
     * @param port that all datagrams go to
     */
    PdmlReader(Path capture, String protocol, int port) throws IOException {
        process =
                new ProcessBuilder(
                                "tshark",
                                "-n",
                                "-r",
                                capture.toString(),
                                "-d",
                                "udp.port==" + port + "," + protocol,
                                "-o",
                                "ip.defragment:FALSE",
                                "-o",
                                "tcp.desegment_tcp_streams:FALSE",
                                "-T",
                                "pdml",
                                "-J",
                                protocol + " _ws.malformed")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            xml = factory.createXMLStreamReader(process.getInputStream());
        } catch (XMLStreamException e) {
            throw new IOException("tshark printed nothing that can be read", e);
        }
    }

    /** The next datagram, or null at the end. */
    TsharkDatagram next() throws IOException {
        try {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("packet")) {
                    return packet();
                }
            }
            return null;
        } catch (XMLStreamException e) {
            throw new IOException("tshark ended early", e);
        }
    }

    private TsharkDatagram packet() throws XMLStreamException {
        Map<String, String> header = new HashMap<>();
        List<Map<String, String>> records = new ArrayList<>();
        Map<String, String> record = null;
        int sets = 0;
        boolean malformed = false;
        boolean undecoded = false;
        int depth = 0;
        int recordDepth = 0;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String name = xml.getAttributeValue(null, "name");
                String show = xml.getAttributeValue(null, "show");
                malformed |= "_ws.malformed".equals(name);
                sets += show != null && SET.matcher(show).matches() ? 1 : 0;
                undecoded |= show != null && NO_TEMPLATE.matcher(show).matches();
                if (record == null && show != null && RECORD.matcher(show).matches()) {
                    record = new HashMap<>();
                    record.put("record", show);
                    records.add(record);
                    recordDepth = depth;
                } else if (name != null && show != null) {
                    (record == null ? header : record).putIfAbsent(name, show);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (xml.getLocalName().equals("packet")) {
                    return new TsharkDatagram(header, records, sets, malformed, undecoded);
                }
                if (record != null && depth == recordDepth) {
                    record = null;
                }
                depth--;
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
