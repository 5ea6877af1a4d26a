package io.networkanalytics.forwarder.netflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names of the IANA registry "IPFIX Information Elements", of those elements that are read. */
public final class ElementNames {

    private static final String REGISTRY =
            """
            1 octetDeltaCount
            2 packetDeltaCount
            4 protocolIdentifier
            5 ipClassOfService
            6 tcpControlBits
            7 sourceTransportPort
            8 sourceIPv4Address
            10 ingressInterface
            11 destinationTransportPort
            12 destinationIPv4Address
            14 egressInterface
            16 bgpSourceAsNumber
            17 bgpDestinationAsNumber
            21 flowEndSysUpTime
            22 flowStartSysUpTime
            23 postOctetDeltaCount
            24 postPacketDeltaCount
            27 sourceIPv6Address
            28 destinationIPv6Address
            31 flowLabelIPv6
            32 icmpTypeCodeIPv4
            34 samplingInterval
            44 sourceIPv4Prefix
            45 destinationIPv4Prefix
            48 samplerId
            50 samplerRandomInterval
            52 minimumTTL
            54 fragmentIdentification
            58 vlanId
            59 postVlanId
            60 ipVersion
            61 flowDirection
            85 octetTotalCount
            86 packetTotalCount
            88 fragmentOffset
            89 forwardingStatus
            103 layer2packetSectionSize
            104 layer2packetSectionData
            139 icmpTypeCodeIPv6
            150 flowStartSeconds
            151 flowEndSeconds
            152 flowStartMilliseconds
            153 flowEndMilliseconds
            154 flowStartMicroseconds
            155 flowEndMicroseconds
            156 flowStartNanoseconds
            157 flowEndNanoseconds
            158 flowStartDeltaMicroseconds
            159 flowEndDeltaMicroseconds
            160 systemInitTimeMilliseconds
            161 flowDurationMilliseconds
            162 flowDurationMicroseconds
            169 destinationIPv6Prefix
            170 sourceIPv6Prefix
            171 postOctetTotalCount
            172 postPacketTotalCount
            176 icmpTypeIPv4
            177 icmpCodeIPv4
            178 icmpTypeIPv6
            179 icmpCodeIPv6
            180 udpSourcePort
            181 udpDestinationPort
            182 tcpSourcePort
            183 tcpDestinationPort
            190 totalLengthIPv4
            192 ipTTL
            195 ipDiffServCodePoint
            197 fragmentFlags
            224 ipTotalLength
            230 natEvent
            231 initiatorOctets
            232 responderOctets
            233 firewallEvent
            243 dot1qVlanId
            252 ingressPhysicalInterface
            253 egressPhysicalInterface
            254 postDot1qVlanId
            256 ethernetType
            298 initiatorPackets
            299 responderPackets
            301 selectionSequenceId
            302 selectorId
            304 selectorAlgorithm
            305 samplingPacketInterval
            306 samplingPacketSpace
            307 samplingTimeInterval
            308 samplingTimeSpace
            309 samplingSize
            310 samplingPopulation
            311 samplingProbability
            312 dataLinkFrameSize
            313 ipHeaderPacketSection
            315 dataLinkFrameSection
            322 observationTimeSeconds
            323 observationTimeMilliseconds
            324 observationTimeMicroseconds
            325 observationTimeNanoseconds
            352 layer2OctetDeltaCount
            408 dataLinkFrameType
            410 sectionExportedOctets
            """;

    private static final Map<Integer, String> NAMES = parse();

    private ElementNames() {}

    /** Number and name. Fails for an element that is read and has no name here. */
    public static String of(int element) {
        String name = NAMES.get(element);
        if (name == null) {
            throw new AssertionError("element " + element + " is read: add its name here");
        }
        return element + " " + name;
    }

    /** Names of elements that are not read: too many here. */
    public static List<Integer> notRead() {
        return NAMES.keySet().stream().filter(element -> Field.of(element) == null).toList();
    }

    private static Map<Integer, String> parse() {
        Map<Integer, String> names = new LinkedHashMap<>();
        REGISTRY.lines()
                .map(line -> line.split(" ", 2))
                .forEach(words -> names.put(Integer.parseInt(words[0]), words[1]));
        return names;
    }
}
