#!/usr/bin/env bash
# Prints what is in a capture: demo/lab/summary.sh FILE
set -euo pipefail
FILE=$1
count() { tshark -r "$FILE" -Y "$1" -T fields -e frame.number 2>/dev/null | wc -l; }
row() { printf '%-44s %8d\n' "$1" "$(count "$2")"; }

capinfos -T -m -B -N -Q "$FILE" >/dev/null 2>&1 || true
capinfos -c -s -d -u -a -e -o "$FILE"
row "IPv4" ip
row "IPv6" ipv6
row "ARP" arp
row "TCP" "tcp && !icmp && !icmpv6"
row "UDP (first fragments and whole)" "udp && !icmp && !icmpv6"
row "ICMP" icmp
row "ICMPv6" icmpv6
row "IPv4 fragments" "ip.flags.mf == 1 || ip.frag_offset > 0"
row "SYN flood: packets in" "tcp && ip.src == 198.18.0.0/15"
row "SYN flood: answers out" "tcp && ip.dst == 198.18.0.0/15"
row "DNS reflection: packets in (all fragments)" "ip.proto == 17 && ip.src == 198.18.0.0/15 && !icmp"
row "DNS reflection: ICMP out" "icmp && ip.dst == 198.18.0.0/15"
row "TCP connections that clients opened" "tcp.flags.syn == 1 && tcp.flags.ack == 0 && !(ip.src == 198.18.0.0/15)"
row "TCP resets" "tcp.flags.reset == 1"
row "TCP retransmissions" tcp.analysis.retransmission
