/**
 * Functions for Flink SQL: thin wrappers over the plain cores. NULL in, NULL out, and so it is with
 * bytes that are no address, no header or no sample; only a prefix or an expression that cannot be
 * read ends the query, with a message. All depend on their arguments alone.
 *
 * <table>
 * <caption>Names as {@code sql/flink/000_functions.sql} registers them</caption>
 * <tr><td>{@code decode_sample(record)}</td><td>{@link SampleDecodeFunction}</td></tr>
 * <tr><td>{@code decode_header(header_bytes)}</td><td>{@link HeaderDecodeFunction}</td></tr>
 * <tr><td>{@code sample_weight(sample_interval, sampling_mode)}</td><td>{@link SampleWeightFunction}</td></tr>
 * <tr><td>{@code rule_matches(record, expression)}</td><td>{@link RuleMatchesFunction}</td></tr>
 * <tr><td>{@code ip_in_prefix(address, prefix)}</td><td>{@link IpInPrefixFunction}</td></tr>
 * <tr><td>{@code ip_text(address)}</td><td>{@link IpTextFunction}</td></tr>
 * <tr><td>{@code subnet(address)}</td><td>{@link SubnetFunction}</td></tr>
 * <tr><td>{@code protocol_name(ip_protocol)}</td><td>{@link ProtocolNameFunction}</td></tr>
 * <tr><td>{@code tcp_flag_names(flags)}</td><td>{@link TcpFlagNamesFunction}</td></tr>
 * <tr><td>{@code community_id(source, destination, protocol, source_port, destination_port)}</td><td>{@link CommunityIdFunction}</td></tr>
 * </table>
 */
package io.networkanalytics.udf;
