package io.networkanalytics.forwarder.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.networkanalytics.forwarder.handin.AccessRefusals;
import io.networkanalytics.forwarder.handin.AccessToken;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Lets in who shows the token, and notes what the call's metadata say. */
final class CallGate implements ServerInterceptor {

    /** Address of the sender. */
    static final Context.Key<String> PEER = Context.key("peer");

    /** The number of partitions that the sender's epoch began with. */
    static final Context.Key<Integer> PARTITIONS = Context.key("partitions");

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> PARTITIONS_HEADER =
            Metadata.Key.of("partitions", Metadata.ASCII_STRING_MARSHALLER);

    private final AccessToken token;
    private final AccessRefusals refusals;
    private final int partitions;

    /**
     * @param partitions of the topic now
     */
    CallGate(AccessToken token, AccessRefusals refusals, int partitions) {
        this.token = token;
        this.refusals = refusals;
        this.partitions = partitions;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!token.permits(headers.get(AUTHORIZATION))) {
            refusals.token();
            return refuse(
                    call,
                    Status.UNAUTHENTICATED.withDescription(
                            "the metadata 'authorization: Bearer TOKEN' is missing or wrong"));
        }
        String text = headers.get(PARTITIONS_HEADER);
        int wanted = text == null ? partitions : number(text);
        if (wanted < 1 || wanted > partitions) {
            return refuse(
                    call,
                    Status.INVALID_ARGUMENT.withDescription(
                            "the metadata 'partitions' is '"
                                    + text
                                    + "', must be 1 to "
                                    + partitions));
        }
        Context context =
                Context.current()
                        .withValue(PARTITIONS, wanted)
                        .withValue(
                                PEER,
                                peer(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)));
        return Contexts.interceptCall(context, call, headers, next);
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String peer(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : String.valueOf(address);
    }
}
