# shellcheck shell=bash disable=SC2086,SC2154,SC2034,SC2046  # variables are shared with record.sh; lists of addresses split on purpose
# Legitimate traffic from nalab-client until END_US; sourced by record.sh.

client_pids=()
in_client() { ip netns exec nalab-client "$@"; }
before_end() { ((${EPOCHREALTIME/./} < END_US)); }
pause() { # pause MILLIS: between MILLIS and twice that
    local millis=$(($1 + RANDOM % $1))
    sleep "$((millis / 1000)).$(printf '%03d' $((millis % 1000)))"
}
any_of() { shift $((RANDOM % $#)); echo "$1"; }
fetch() { in_client curl -sk -o /dev/null --connect-timeout 4 "$@" || true; } # failures are part of the traffic

clients_start() {
    local loop
    for loop in short_http4 short_https4 short_http6 short_https6 api dns4 dns6 failures; do
        "$loop" &
        client_pids+=($!)
    done
    keep_alive4 & client_pids+=($!)
    keep_alive6 & client_pids+=($!)
    bulk & client_pids+=($!)
    in_client ping -q -i 1 -w $DURATION -I 198.51.100.11 $WEB4 >/dev/null & client_pids+=($!)
    in_client ping -6 -q -i 1 -w $DURATION -I 2001:db8:51::11 $WEB6 >/dev/null & client_pids+=($!)
}

clients_wait() {
    local pid
    for pid in "${client_pids[@]}"; do wait "$pid" || true; done
}

short_http4() {
    while before_end; do
        fetch --interface "$(any_of $CLIENTS4)" "http://$WEB4/page/$((1 + RANDOM % 20)).html"
        pause 450
    done
}
short_https4() {
    while before_end; do
        fetch --interface "$(any_of $CLIENTS4)" "https://$WEB4/page/$((1 + RANDOM % 20)).html"
        pause 600
    done
}
short_http6() {
    while before_end; do
        fetch --interface "$(any_of $CLIENTS6)" "http://[$WEB6]/page/$((1 + RANDOM % 20)).html"
        pause 600
    done
}
short_https6() {
    while before_end; do
        fetch --interface "$(any_of $CLIENTS6)" "https://[$WEB6]/page/$((1 + RANDOM % 20)).html"
        pause 600
    done
}
api() { # small answers, each on a connection of its own
    while before_end; do
        fetch --interface "$(any_of $CLIENTS4)" -X POST -d 'item=42&quantity=1' "http://$API4/page/1.html"
        fetch --interface "$(any_of $CLIENTS4)" "http://$API4/status"
        fetch --interface "$(any_of $CLIENTS6)" "http://[$API6]/status"
        pause 600
    done
}

# One connection each through the whole recording, attacks included.
keep_alive4() { fetch --interface 198.51.100.12 --rate 60/m "https://$WEB4/page/5.html?[1-$((DURATION - 2))]"; }
keep_alive6() { fetch --interface 2001:db8:51::12 --rate 60/m "http://[$WEB6]/status?[1-$((DURATION - 2))]"; }
bulk() {
    fetch --interface 198.51.100.13 --max-time $((DURATION - 2)) "http://$WEB4/video.bin" &
    sleep 6
    # As fast as the line lets it, so that the line's queue overflows.
    fetch --interface 2001:db8:51::13 "https://[$WEB6]/image.bin"
    wait
}

dns4() {
    while before_end; do
        in_client dig +time=1 +tries=1 -b "$(any_of $CLIENTS4)" @$DNS4 "$(any_of www api mail ns1 nowhere).shop.example" A >/dev/null || true
        in_client dig +time=1 +tries=1 +tcp +dnssec -b "$(any_of $CLIENTS4)" @$DNS4 shop.example "$(any_of DNSKEY TXT MX)" >/dev/null || true
        pause 450
    done
}
dns6() {
    while before_end; do
        in_client dig +time=1 +tries=1 +dnssec -b "$(any_of $CLIENTS6)" @$DNS6 "$(any_of www api ns1).shop.example" AAAA >/dev/null || true
        in_client dig +time=1 +tries=1 +tcp -b "$(any_of $CLIENTS6)" @$DNS6 shop.example NS >/dev/null || true
        pause 600
    done
}

failures() { # connections that end otherwise than by two FINs
    while before_end; do
        fetch --interface "$(any_of $CLIENTS4)" "http://$WEB4:8081/"                     # nobody listens: RST
        fetch --interface "$(any_of $CLIENTS6)" "http://[$WEB6]:8081/"
        fetch --interface "$(any_of $CLIENTS4)" "http://$WEB4/closed"                    # closed without an answer
        fetch --interface "$(any_of $CLIENTS4)" --max-time 0.3 "http://$WEB4/video.bin"  # left half-way: RST
        fetch --interface "$(any_of $CLIENTS4)" --connect-timeout 2 "http://$WEB4:8082/" # filtered: SYN and silence
        pause 600
    done
}
