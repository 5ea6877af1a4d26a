/**
 * Packets that netfilter logs (nftables {@code log group}, iptables {@code NFLOG}), from the kernel
 * over netlink or from a capture of link type 239: {@link
 * io.networkanalytics.forwarder.nflog.NflogInput}, {@link
 * io.networkanalytics.forwarder.nflog.NflogDecoder}.
 */
package io.networkanalytics.forwarder.nflog;
