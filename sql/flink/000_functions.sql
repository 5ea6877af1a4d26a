-- The functions of module udfs under their names: what each does and gives for NULL says its Javadoc.
-- To run: docs/how-to/ask-with-sql.md. Needs: the jar of udfs with what it brings, udfs-VERSION-sql.jar.
CREATE TEMPORARY FUNCTION decode_sample AS 'io.networkanalytics.udf.SampleDecodeFunction';
CREATE TEMPORARY FUNCTION decode_header AS 'io.networkanalytics.udf.HeaderDecodeFunction';
CREATE TEMPORARY FUNCTION sample_weight AS 'io.networkanalytics.udf.SampleWeightFunction';
CREATE TEMPORARY FUNCTION rule_matches AS 'io.networkanalytics.udf.RuleMatchesFunction';
CREATE TEMPORARY FUNCTION ip_in_prefix AS 'io.networkanalytics.udf.IpInPrefixFunction';
CREATE TEMPORARY FUNCTION ip_text AS 'io.networkanalytics.udf.IpTextFunction';
CREATE TEMPORARY FUNCTION subnet AS 'io.networkanalytics.udf.SubnetFunction';
CREATE TEMPORARY FUNCTION protocol_name AS 'io.networkanalytics.udf.ProtocolNameFunction';
CREATE TEMPORARY FUNCTION tcp_flag_names AS 'io.networkanalytics.udf.TcpFlagNamesFunction';
CREATE TEMPORARY FUNCTION community_id AS 'io.networkanalytics.udf.CommunityIdFunction';
