package io.networkanalytics.model.rollup;

/**
 * The dimensions of a rollup row, all but the time. Public and unchecked: it is also a key of Flink
 * state.
 *
 * @param accountId whose traffic
 * @param colo site
 * @param direction ingress, egress, lateral or ""
 * @param subnetHigh first eight bytes of the destination's /24 or /48
 * @param subnetLow last eight bytes of it
 * @param portClass see {@link PortClass}
 * @param ipProtocol 0 to 255
 * @param sourceAsn as the exporter or the table of networks said, or 0
 * @param sourceSystem which kind of system emitted the samples
 * @param mitigationSystem which system decided
 * @param outcome pass, drop or ""
 * @param verdict pass, drop or ""
 * @param mitigationReason why, or ""
 * @param ruleId by which rule, or ""
 * @param sourceCountry ISO 3166-1 alpha-2 code, or ""
 * @param attackId the attack that the packets are part of, or ""
 */
public record RollupKey(
        long accountId,
        String colo,
        String direction,
        long subnetHigh,
        long subnetLow,
        int portClass,
        int ipProtocol,
        long sourceAsn,
        String sourceSystem,
        String mitigationSystem,
        String outcome,
        String verdict,
        String mitigationReason,
        String ruleId,
        String sourceCountry,
        String attackId) {}
