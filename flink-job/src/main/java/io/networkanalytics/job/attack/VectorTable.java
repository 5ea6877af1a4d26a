package io.networkanalytics.job.attack;

import java.util.ArrayList;
import java.util.List;

/** The vectors, first match counts. */
public final class VectorTable {

    private static final String[] AMPLIFIERS = {
        "DNS:53",
        "NTP:123",
        "SNMP:161",
        "SSDP:1900",
        "CharGEN:19",
        "QOTD:17",
        "portmap:111",
        "NetBIOS:137",
        "memcached:11211",
        "CLDAP:389",
        "WS-Discovery:3702",
        "ARD:3283",
        "MSSQL:1434",
        "RDP:3389",
        "STUN:3478",
        "DHIP:37810",
        "BACnet:47808",
        "UBNT:10001",
        "SRCDS:27015",
        "ISAKMP:500 4500",
        "SIP:5060",
        "CoAP:5683",
        "SLP:427",
        "OpenVPN:1194",
        "Jenkins:33848",
        "Lantronix:30718",
        "BitTorrent:6881",
        "mDNS:5353",
        "RIP:520",
        "TFTP:69",
        "Quake:27960"
    };

    private static final String[] FLOODS = {
        "SYN flood", "tcp.flags eq 2",
        "SYN-ACK reflection", "tcp.flags eq 18",
        "ACK flood", "tcp.flags in {16 24}",
        "RST flood", "tcp.flags in {4 20}",
        "FIN flood", "tcp.flags in {1 17}",
        "TCP flood", "tcp.flags ge 0",
        "ICMP flood", "icmp.type ge 0",
        "UDP flood", "udp.srcport ge 0",
        "GRE flood", "gre",
        "ESP flood", "esp",
        "Fragment flood", "udp or tcp or icmp",
        "IP flood", "ip.proto.num ge 0",
    };

    private final List<Vector> vectors = new ArrayList<>();

    /** The table that comes with the project. */
    public static VectorTable standard() {
        VectorTable table = new VectorTable();
        for (String amplifier : AMPLIFIERS) {
            String[] parts = amplifier.split(":", -1);
            table.vectors.add(
                    new Vector(
                            parts[0] + " amplification",
                            "udp.srcport in {" + parts[1] + "}",
                            2000,
                            10_000_000));
        }
        for (int i = 0; i < FLOODS.length; i += 2) {
            table.vectors.add(new Vector(FLOODS[i], FLOODS[i + 1], 2000, 50_000_000));
        }
        return table;
    }

    /** In the order in which they are asked. */
    public List<Vector> vectors() {
        return vectors;
    }
}
