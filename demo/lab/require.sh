# shellcheck shell=bash disable=SC2086,SC2154,SC2034,SC2046  # variables are shared with record.sh; lists of addresses split on purpose
# What the lab needs, installed from Debian when root; sourced by record.sh.

PACKAGES="iproute2 tcpdump tshark hping3 nginx-light bind9 bind9-dnsutils ethtool nftables curl iputils-ping openssl procps xxd"
TOOLS="ip tc tcpdump tshark capinfos reordercap editcap hping3 nginx named dig ethtool nft curl ping openssl sysctl xxd"

missing_tools() {
    local tool
    for tool in $TOOLS; do
        command -v "$tool" >/dev/null || printf '%s ' "$tool"
    done
}

require_root_and_tools() {
    PATH=$PATH:/usr/sbin:/sbin
    local missing
    missing=$(missing_tools)
    if ((EUID != 0)); then
        echo "record.sh needs root: network namespaces and raw sockets are not to be had without." >&2
        [[ -z $missing ]] || echo "Missing: $missing. Install with: sudo apt-get install -y --no-install-recommends $PACKAGES" >&2
        exit 77
    fi
    [[ -n $missing ]] || return 0
    echo "installing (missing: $missing)"
    # The servers are run by hand inside the lab; Debian must not start them on this machine as well.
    local guard=/usr/sbin/policy-rc.d made_guard=
    if [[ ! -e $guard ]]; then
        printf '#!/bin/sh\nexit 101\n' >$guard && chmod +x $guard && made_guard=1
    fi
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-upgrade $PACKAGES
    [[ -z $made_guard ]] || rm -f $guard
    missing=$(missing_tools)
    [[ -z $missing ]] || { echo "still missing after apt-get: $missing" >&2; exit 1; }
}
