# shellcheck shell=bash disable=SC2086,SC2154,SC2034,SC2046  # variables are shared with record.sh; lists of addresses split on purpose
# nginx (HTTP and HTTPS) and BIND (a signed zone) in nalab-victim; sourced by record.sh.

servers_up() {
    mkdir -p "$WORK/www/page" "$WORK/named" "$WORK/nginx"
    local i
    for i in {1..20}; do
        { echo "<html><body><h1>page $i</h1>"; head -c $((i * 250)) /dev/urandom | base64; echo '</body></html>'; } \
            >"$WORK/www/page/$i.html"
    done
    echo '{"status":"ok"}' >"$WORK/www/status"
    head -c 700000 /dev/urandom >"$WORK/www/image.bin"
    head -c 3000000 /dev/urandom >"$WORK/www/video.bin"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=www.shop.example \
        -keyout "$WORK/nginx/key.pem" -out "$WORK/nginx/cert.pem" 2>"$WORK/nginx/openssl.log"
    write_nginx_conf >"$WORK/nginx/nginx.conf"
    write_zone >"$WORK/named/shop.example.zone"
    write_named_conf >"$WORK/named/named.conf"
    chmod 755 "$WORK"
    ip netns exec nalab-victim nginx -c "$WORK/nginx/nginx.conf" -e "$WORK/nginx/error.log" &
    ip netns exec nalab-victim named -f -c "$WORK/named/named.conf" 2>"$WORK/named/stderr.log" &
    wait_for "nginx on $WEB4:80" ip netns exec nalab-client curl -sf -o "$WORK/probe" "http://$WEB4/status"
    wait_for "named on $DNS4 with a signed zone" zone_is_signed
}

zone_is_signed() {
    ip netns exec nalab-client dig +short +dnssec +time=1 +tries=1 @$DNS4 shop.example SOA | grep -q '^SOA 13 '
}

wait_for() { # wait_for WHAT COMMAND...
    local what=$1 deadline=$((SECONDS + 20))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || { echo "not ready after 20 s: $what; see $WORK" >&2; exit 1; }
        sleep 0.2
    done
}

write_nginx_conf() {
    cat <<CONF
daemon off;
user root;
pid $WORK/nginx/pid;
worker_processes 1;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path $WORK/nginx/body; proxy_temp_path $WORK/nginx/proxy;
  fastcgi_temp_path $WORK/nginx/fastcgi; uwsgi_temp_path $WORK/nginx/uwsgi; scgi_temp_path $WORK/nginx/scgi;
  keepalive_timeout 30s;
  ssl_certificate $WORK/nginx/cert.pem;
  ssl_certificate_key $WORK/nginx/key.pem;
  server {
    # Small enough that the flood fills it and SYN cookies answer for it.
    listen $WEB4:80 backlog=256; listen $WEB4:443 ssl backlog=256;
    listen [$WEB6]:80; listen [$WEB6]:443 ssl;
    listen $API4:80; listen [$API6]:80;
    root $WORK/www;
    default_type text/html;
    location = /status { default_type application/json; }
    # Paced by the server, as media servers do.
    location = /video.bin { limit_rate 16k; }
    # Closes without a word, as servers do with clients that they do not like.
    location = /closed { return 444; }
  }
}
CONF
}

write_named_conf() {
    cat <<CONF
options {
  directory "$WORK/named"; pid-file "$WORK/named/pid"; session-keyfile "$WORK/named/session.key";
  listen-on { $DNS4; }; listen-on-v6 { $DNS6; };
  recursion no; dnssec-validation no; max-udp-size 4096; notify no; empty-zones-enable no;
};
controls { };
zone "shop.example" {
  type primary; file "shop.example.zone"; dnssec-policy default; inline-signing yes;
};
CONF
}

write_zone() {
    cat <<ZONE
\$TTL 300
@ SOA ns1 hostmaster 1 3600 900 604800 300
@ NS ns1
@ NS ns2
@ A $WEB4
@ AAAA $WEB6
@ MX 10 mail
@ TXT "v=spf1 ip4:203.0.113.0/24 ip6:2001:db8:113::/48 -all"
ns1 A $DNS4
ns1 AAAA $DNS6
ns2 A $DNS4
www A $WEB4
www AAAA $WEB6
api A $API4
api AAAA $API6
mail A $WEB4
ZONE
    # Site verification strings: the reason why ANY answers of real zones grow past one packet.
    local i
    for i in {1..16}; do
        echo "@ TXT \"site-verification-$i=$(head -c 36 /dev/urandom | base64 | tr -d '\n')\""
    done
}

record_amplified_answer() { # record_amplified_answer FILE: the UDP payload of a real ANY answer
    local pcap=$WORK/answer.pcap
    ip netns exec nalab-client tcpdump -i eth0 --immediate-mode -U -Z root -w "$pcap" "src host $DNS4" 2>"$WORK/answer.log" &
    local recorder=$!
    wait_for "tcpdump on the client" grep -q '^tcpdump: listening' "$WORK/answer.log"
    ip netns exec nalab-client dig +dnssec +bufsize=4096 +ignore +notcp @$DNS4 shop.example ANY >"$WORK/answer.txt"
    sleep 0.5
    kill -INT $recorder
    wait $recorder || true
    tshark -r "$pcap" -Y dns -T fields -e udp.payload 2>>"$WORK/answer.log" | head -1 | xxd -r -p >"$1"
    [[ -s $1 ]] || { echo "no DNS answer was recorded; see $WORK/answer.log" >&2; exit 1; }
    echo "recorded DNS answer: $(stat -c %s "$1") bytes"
}
