#!/usr/bin/env bash
# Records demo/capture/demo.pcap: real programs, and real attack tools against them, in network
# namespaces that have no route out. Needs root. See demo/README.md.
#
#   demo/lab/record.sh [FILE]      FILE: where to write, default demo/capture/demo.pcap
set -euo pipefail

LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
OUT=$(realpath -m "${1:-$LAB/../capture/demo.pcap}")

# Seconds from the start of the recording. Quiet traffic lies before, between and after the bursts.
DURATION=84
SYN_FLOOD_START=20
DNS_FLOOD_START=52
FLOOD_SECONDS=15
SNAP_LENGTH=128

source "$LAB/require.sh"
source "$LAB/network.sh"
source "$LAB/servers.sh"
source "$LAB/clients.sh"
source "$LAB/attacks.sh"

require_root_and_tools
WORK=$(mktemp -d /tmp/nalab.XXXXXX)

cleanup() {
    trap - EXIT INT TERM
    for ns in $NAMESPACES; do
        # Only processes inside the namespaces made here; `ip netns pids` lists exactly those.
        ip netns pids "$ns" 2>/dev/null | xargs -r kill -TERM 2>/dev/null || true
    done
    wait 2>/dev/null || true
    network_down
    rm -rf "$WORK"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

at() { # at SECOND: waits until that second of the recording
    local now_us=$((${EPOCHREALTIME/./} - START_US)) due_us=$(($1 * 1000000))
    if ((due_us > now_us)); then
        sleep "$(printf '%d.%06d' $(((due_us - now_us) / 1000000)) $(((due_us - now_us) % 1000000)))"
    fi
}

network_up
servers_up
record_amplified_answer "$WORK/answer.bin"

# The counters that tcpdump prints at its end say whether the kernel dropped any packet.
ip netns exec nalab-victim tcpdump -i eth0 -s $SNAP_LENGTH --time-stamp-precision=nano -B 8192 -Z root \
    -w "$WORK/demo.pcap" 2>"$WORK/tcpdump.log" &
TCPDUMP=$!
until grep -q '^tcpdump: listening' "$WORK/tcpdump.log"; do
    kill -0 $TCPDUMP || { cat "$WORK/tcpdump.log" >&2; exit 1; }
    sleep 0.1
done

START_US=${EPOCHREALTIME/./}
END_US=$((START_US + DURATION * 1000000))
clients_start
at $SYN_FLOOD_START
syn_flood
at $DNS_FLOOD_START
dns_reflection_flood
at $DURATION
clients_wait

kill -INT $TCPDUMP
wait $TCPDUMP || true
cat "$WORK/tcpdump.log"
mkdir -p "$(dirname "$OUT")"
# Through a temporary name, so that a stopped run never leaves half a capture.
# tcpdump sees both directions from two cores, some microseconds out of order.
reordercap "$WORK/demo.pcap" "$WORK/ordered.pcapng"
editcap -F nsecpcap "$WORK/ordered.pcapng" "$OUT.part" && mv "$OUT.part" "$OUT"
"$LAB/summary.sh" "$OUT"
