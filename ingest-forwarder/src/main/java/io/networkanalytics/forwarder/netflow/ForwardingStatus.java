package io.networkanalytics.forwarder.netflow;

import io.networkanalytics.model.PacketSample;

/**
 * What the exporter did with the packets, and why: forwardingStatus (IE 89, RFC 7270, 4.12) and
 * firewallEvent (IE 233).
 */
final class ForwardingStatus {

    private static final String PASS = "pass";
    private static final String DROP = "drop";

    private static final int DROPPED = 2;
    private static final int CONSUMED_UNKNOWN = 192;
    private static final int FIREWALL_DENIED = 3;

    private static final String[] DROP_REASONS = {
        "unknown",
        "acl_deny",
        "acl_drop",
        "unroutable",
        "adjacency",
        "fragmentation_and_df_set",
        "bad_header_checksum",
        "bad_total_length",
        "bad_header_length",
        "bad_ttl",
        "policer",
        "wred",
        "rpf",
        "for_us",
        "bad_output_interface",
        "hardware"
    };

    private static final String[] FIREWALL_EVENTS = {
        "", "flow_created", "flow_deleted", "flow_denied", "flow_alert", "flow_update"
    };

    private ForwardingStatus() {}

    /**
     * @param status the eight bits of IE 89: the upper two say what happened (0 unknown, 1
     *     forwarded, 2 dropped, 3 consumed by the device itself), the lower six why
     */
    static void apply(int status, PacketSample.Builder sample) {
        switch (status >>> 6) {
            case 1 -> sample.setOutcome(PASS);
            case DROPPED -> dropped(status, sample);
            case 3 -> {
                // It came to where it was sent: the device itself.
                sample.setOutcome(PASS);
                if (status == CONSUMED_UNKNOWN) {
                    sample.setMitigationReason("CHALLENGE_NEEDED");
                }
            }
            default -> {}
        }
    }

    private static void dropped(int status, PacketSample.Builder sample) {
        int reason = status & 0x3F;
        String mitigation =
                switch (status) {
                    case 129, 130 -> "BLOCKED";
                    case 138 -> "RATE_LIMITED";
                    default -> "";
                };
        sample.setVerdict(DROP)
                .setOutcome(DROP)
                .setMitigationReason(mitigation)
                .putMetadata(
                        "drop_reason",
                        reason < DROP_REASONS.length
                                ? DROP_REASONS[reason]
                                : Integer.toString(status));
    }

    /**
     * @param event 1 flow created, 2 deleted, 3 denied, 4 alert, 5 update; 0 and others say nothing
     */
    static void applyFirewall(int event, PacketSample.Builder sample) {
        if (event <= 0 || event >= FIREWALL_EVENTS.length) {
            return;
        }
        sample.putMetadata("firewall_event", FIREWALL_EVENTS[event]);
        if (event == FIREWALL_DENIED) {
            sample.setVerdict(DROP).setOutcome(DROP).setMitigationReason("BLOCKED");
        } else if (sample.getOutcome().isEmpty()) {
            sample.setVerdict(PASS).setOutcome(PASS);
        }
    }
}
