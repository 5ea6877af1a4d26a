package io.networkanalytics.bench.detector;

import java.util.random.RandomGenerator;

/**
 * Answers of reflectors: the port that they come from, the size of their UDP payload and how it
 * begins.
 */
enum Amplification implements AttackVector {
    // Written by DnsAnswers: the question is within the prefix.
    DNS("DNS", 900, 4000, "", 53),
    NTP("NTP", 440, 440, "d7 ?? 03 2a 00 06 00 48", 123),
    SNMP(
            "SNMP",
            300,
            1460,
            "30 82 ?? ?? 02 01 01 04 06 'public' a2 82 ?? ?? 02 04 ?? ?? ?? ??",
            161),
    SSDP("SSDP", 250, 420, "'HTTP/1.1 200 OK' 0d 0a 'CACHE-CONTROL: '", 1900),
    CHARGEN("CharGEN", 74, 1458, "' !\"#$%&' 27 '()*+,-./0123456789:;<=>?'", 19),
    QOTD("QOTD", 60, 510, "'\"My spelling is Wobbly. It' 27 's'", 17),
    PORTMAP(
            "portmap",
            240,
            620,
            "?? ?? ?? ?? 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 01 86 a0",
            111),
    NETBIOS(
            "NetBIOS",
            157,
            301,
            "?? ?? 84 00 00 00 00 01 00 00 00 00 20 'CKAAAAAAAAAAAAAAAAA'",
            137),
    MEMCACHED("memcached", 1400, 1400, "?? ?? 00 ?? 00 ?? 00 00 'VALUE a 0 1048576' 0d 0a", 11_211),
    CLDAP(
            "CLDAP",
            1380,
            3100,
            "30 84 00 00 0b ?? 02 01 07 64 84 00 00 0b ?? 04 00 30 84 00 00 0b",
            389),
    WS_DISCOVERY("WS-Discovery", 600, 1440, "'<?xml version=\"1.0\" encoding=\"UTF'", 3702),
    ARD("ARD", 1006, 1006, "00 01 03 ea 31 ?? 00 00 01 00", 3283),
    MSSQL("MSSQL", 110, 660, "05 ?? 01 'ServerName;DB0' ?? ';InstanceName'", 1434),
    RDP("RDP", 1232, 1232, "?? ?? ?? ?? 00 40 00 05 00 00 00 00 00 00 00 00", 3389),
    STUN(
            "STUN",
            68,
            132,
            "01 01 00 ?? 21 12 a4 42 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 00 01 00 08",
            3478),
    DHIP(
            "DHIP",
            580,
            760,
            "20 00 00 00 44 48 49 50 00 00 00 00 00 00 00 00 ?? 02 00 00 00 00 00 00",
            37_810),
    BACNET("BACnet", 30, 240, "81 0a 00 ?? 01 00 30 ?? 0c 0c 02", 47_808),
    UBNT("UBNT", 130, 206, "01 00 00 ?? 02 00 0a ?? ?? ?? ?? ?? ??", 10_001),
    SRCDS("SRCDS", 80, 400, "ff ff ff ff 49 11 'Server ' ?? ?? 20 'de_dust2'", 27_015),
    ISAKMP(
            "ISAKMP",
            100,
            340,
            "?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 01 10 02 00 00 00 00 00",
            500,
            4500),
    SIP("SIP", 300, 720, "'SIP/2.0 200 OK' 0d 0a 'Via: SIP/2.0/UDP'", 5060),
    COAP("CoAP", 120, 1020, "60 45 ?? ?? c1 28 ff '</.well-known/core>;ct=4'", 5683),
    SLP("SLP", 350, 1400, "02 07 00 ?? ?? 00 00 00 00 00 ?? ?? 00 02 'en'", 427),
    OPENVPN("OpenVPN", 26, 54, "40 ?? ?? ?? ?? ?? ?? ?? ?? 01 00 00 00 00", 1194),
    JENKINS("Jenkins", 110, 320, "'<hudson><version>2.1' ?? '</version>'", 33_848),
    LANTRONIX("Lantronix", 30, 120, "00 00 00 f7 ?? ?? 00 00", 30_718),
    BITTORRENT("BitTorrent", 270, 340, "'d1:rd2:id20:' ?? ?? ?? ?? ?? ?? ?? ??", 6881),
    MDNS("mDNS", 90, 500, "00 00 84 00 00 00 00 ?? 00 00 00 ?? 09 '_services'", 5353),
    RIP(
            "RIP",
            504,
            504,
            "02 01 00 00 00 02 00 00 ?? ?? ?? 00 00 00 00 00 00 00 00 00 00 00 00 01",
            520),
    TFTP("TFTP", 516, 516, "00 03 00 01", 69),
    QUAKE("Quake", 300, 1400, "ff ff ff ff 'statusResponse' 0a '\\sv_hos'", 27_960);

    private final String protocol;
    private final int leastBytes;
    private final int mostBytes;
    private final String prefix;
    private final int[] ports;

    Amplification(String protocol, int leastBytes, int mostBytes, String prefix, int... ports) {
        this.protocol = protocol;
        this.leastBytes = leastBytes;
        this.mostBytes = mostBytes;
        this.prefix = prefix;
        this.ports = ports;
    }

    @Override
    public String vector() {
        return protocol + " amplification";
    }

    /** Ports that its answers come from. */
    int[] ports() {
        return ports.clone();
    }

    @Override
    public PacketMaker maker(RandomGenerator seeded, boolean ipv6) {
        PrefixTemplate template =
                this == DNS ? DnsAnswers.template(seeded) : PrefixTemplate.of(prefix);
        int port = ports[seeded.nextInt(ports.length)];
        return port == 4500
                ? new AmplifiedAnswers(
                        // Behind four bytes that say that it is not ESP (RFC 3948).
                        seeded,
                        ipv6,
                        port,
                        leastBytes,
                        mostBytes,
                        PrefixTemplate.of("00 00 00 00 " + prefix))
                : new AmplifiedAnswers(seeded, ipv6, port, leastBytes, mostBytes, template);
    }

    @Override
    public Sources sources(RandomGenerator seeded, boolean ipv6) {
        return Sources.hosts(seeded, ipv6, seeded.nextInt(100, 8000));
    }
}
