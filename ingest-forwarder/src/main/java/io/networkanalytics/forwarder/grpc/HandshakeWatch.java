package io.networkanalytics.forwarder.grpc;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import io.networkanalytics.forwarder.handin.AccessRefusals;

/** Notes the connections on which gRPC never began: only a connection that did has attributes. */
final class HandshakeWatch extends ServerTransportFilter {

    private final AccessRefusals refusals;

    HandshakeWatch(AccessRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void transportTerminated(Attributes attributes) {
        if (attributes == null) {
            refusals.handshake();
        }
    }
}
