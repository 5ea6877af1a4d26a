# shellcheck shell=bash disable=SC2086,SC2154,SC2034,SC2046  # variables are shared with record.sh; lists of addresses split on purpose
# The lab's network; sourced by record.sh.
#
#   nalab-client ---- nalab-edge ---- nalab-victim     recorded on the victim's eth0
#   nalab-attack ----/
#
# All addresses are from the ranges that documentation (RFC 5737, RFC 3849) and benchmarks (RFC 2544)
# may use. No namespace is connected to the machine outside, so nothing can leave.

NAMESPACES="nalab-victim nalab-client nalab-attack nalab-edge"

WEB4=203.0.113.10 WEB6=2001:db8:113::10   # www.shop.example
API4=203.0.113.20 API6=2001:db8:113::20   # api.shop.example, an account of its own
DNS4=203.0.113.53 DNS6=2001:db8:113::53   # ns1.shop.example
CLIENTS4=$(echo 198.51.100.{11..30})
CLIENTS6=$(echo 2001:db8:51::{11..30})

link() { # link NAMESPACE EDGE_INTERFACE: NAMESPACE's eth0 to the edge
    ip link add eth0 netns "$1" type veth peer name "$2" netns nalab-edge
    # Segmentation and checksum offload would put 64 KiB packets with wrong checksums into the capture.
    ip netns exec "$1" ethtool -K eth0 tx off tso off gso off gro off >/dev/null
    ip netns exec nalab-edge ethtool -K "$2" tx off tso off gso off gro off >/dev/null
    ip -n "$1" link set eth0 up
    ip -n nalab-edge link set "$2" up
}

network_up() {
    local ns address
    for ns in $NAMESPACES; do
        ip netns add "$ns"
        ip -n "$ns" link set lo up
    done
    link nalab-victim to-victim
    link nalab-client to-client
    link nalab-attack to-attack

    ip netns exec nalab-edge sysctl -q -w net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
        net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.to-attack.rp_filter=0
    ip -n nalab-edge addr add 203.0.113.1/24 dev to-victim
    ip -n nalab-edge addr add 2001:db8:113::1/64 dev to-victim nodad
    ip -n nalab-edge addr add 198.51.100.1/24 dev to-client
    ip -n nalab-edge addr add 2001:db8:51::1/64 dev to-client nodad
    ip -n nalab-edge addr add 192.0.2.1/30 dev to-attack
    # Answers to spoofed sources go where the Internet would be, and end there.
    ip -n nalab-edge route add 198.18.0.0/15 via 192.0.2.2

    for address in $WEB4 $API4 $DNS4; do ip -n nalab-victim addr add "$address/24" dev eth0; done
    for address in $WEB6 $API6 $DNS6; do ip -n nalab-victim addr add "$address/64" dev eth0 nodad; done
    for address in $CLIENTS4; do ip -n nalab-client addr add "$address/24" dev eth0; done
    for address in $CLIENTS6; do ip -n nalab-client addr add "$address/64" dev eth0 nodad; done
    ip -n nalab-attack addr add 192.0.2.2/30 dev eth0
    ip -n nalab-victim route add default via 203.0.113.1
    ip -n nalab-victim route add default via 2001:db8:113::1
    ip -n nalab-client route add default via 198.51.100.1
    ip -n nalab-client route add default via 2001:db8:51::1
    ip -n nalab-attack route add 203.0.113.0/24 via 192.0.2.1

    # The clients share a narrow line, so bulk transfers queue, lose packets and recover as they do.
    ip netns exec nalab-edge tc qdisc add dev to-client root tbf rate 6mbit burst 16k latency 40ms

    # One port of the web server is filtered without an answer.
    ip netns exec nalab-victim nft -f - <<'NFT'
table inet filter {
  chain input {
    type filter hook input priority 0; policy accept;
    tcp dport 8082 drop
  }
}
NFT
    # hping3 draws any source address; the low 17 bits of it stay, inside the benchmark range.
    ip netns exec nalab-attack nft -f - <<'NFT'
table netdev spoof {
  chain out {
    type filter hook egress device "eth0" priority 0; policy accept;
    ip saddr 192.0.2.2 accept
    ip saddr set ip saddr and 0.1.255.255 or 198.18.0.0
  }
}
NFT
}

network_down() {
    local ns
    for ns in $NAMESPACES; do
        ip netns del "$ns" 2>/dev/null || true
    done
}
