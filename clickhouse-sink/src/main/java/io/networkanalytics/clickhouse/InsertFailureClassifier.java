package io.networkanalytics.clickhouse;

import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.DataTransferException;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.TransportException;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The one place that says what a failure is.
 *
 * <p>The server's own code decides, if there is one: the table is {@link ServerError}. A code that
 * is not in it is FATAL, so that someone sees it: the job fails, restarts and inserts the block
 * again, so nothing is lost by calling it that. Without a code, HTTP statuses of proxies (429 and
 * 5xx) and whatever cuts or delays a connection are TRANSIENT, anything else is FATAL.
 */
final class InsertFailureClassifier {

    private static final int MAX_MESSAGE_CHARS = 600;

    private InsertFailureClassifier() {}

    /** Whether the failure says that the server has the block already. */
    static boolean isAlreadyInserted(Throwable failure) {
        return serverException(failure)
                .filter(e -> e.getCode() == ServerError.INSERT_WAS_DEDUPLICATED)
                .isPresent();
    }

    static InsertFailure classify(Throwable failure) {
        return serverException(failure)
                .map(e -> ofServer(e, failure))
                .orElseGet(() -> ofClient(failure));
    }

    private static InsertFailure ofServer(ServerException e, Throwable failure) {
        Optional<ServerError> known = ServerError.of(e.getCode());
        if (known.isPresent()) {
            return new InsertFailure(
                    known.get().failureClass(),
                    known.get().name(),
                    "code " + e.getCode() + " " + known.get().name() + ": " + text(e),
                    known.get().remedy(),
                    failure);
        }
        int status = e.getTransportProtocolCode();
        if (e.getCode() <= 0 && (status == 429 || status >= 500)) {
            return new InsertFailure(
                    FailureClass.TRANSIENT,
                    "HTTP_" + status,
                    "HTTP status " + status + " without a code of ClickHouse: " + text(e),
                    "Look at what stands between the sink and the server; the sink goes on by itself.",
                    failure);
        }
        return new InsertFailure(
                FailureClass.FATAL,
                "CODE_" + e.getCode(),
                "code " + e.getCode() + ", HTTP status " + status + ": " + text(e),
                "Look the code up in the server's log. The restarted job tries it again.",
                failure);
    }

    private static InsertFailure ofClient(Throwable failure) {
        if (find(failure, IncompleteInsertException.class).isPresent()) {
            return new InsertFailure(
                    FailureClass.BAD_DATA,
                    "INCOMPLETE_INSERT",
                    text(failure),
                    "The payload is cut off in the checkpoint or by a proxy; or a proxy removes the header"
                            + " X-ClickHouse-Summary. Restore another checkpoint, or go around the proxy.",
                    failure);
        }
        if (find(failure, SSLHandshakeException.class).isPresent()
                || find(failure, SSLPeerUnverifiedException.class).isPresent()) {
            return new InsertFailure(
                    FailureClass.FATAL,
                    "TLS",
                    text(failure),
                    "Correct the certificates or the URL, then restart the job.",
                    failure);
        }
        if (find(failure, ClientMisconfigurationException.class).isEmpty()
                && (find(failure, IOException.class).isPresent()
                        || find(failure, TimeoutException.class).isPresent()
                        || find(failure, ConnectionInitiationException.class).isPresent()
                        || find(failure, DataTransferException.class).isPresent()
                        || find(failure, TransportException.class).isPresent())) {
            return new InsertFailure(
                    FailureClass.TRANSIENT,
                    "CONNECTION",
                    text(failure),
                    "Check the network and the URL; the sink goes on by itself. If the server had finished"
                            + " before the connection broke, the token keeps the repeated block out.",
                    failure);
        }
        return new InsertFailure(
                FailureClass.FATAL,
                failure.getClass().getSimpleName(),
                text(failure),
                "This failure is not known; the stack trace shows where it came from. The restarted job tries"
                        + " the block again.",
                failure);
    }

    private static Optional<ServerException> serverException(Throwable failure) {
        return find(failure, ServerException.class);
    }

    private static <E extends Throwable> Optional<E> find(Throwable failure, Class<E> type) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }

    /** The innermost message is the one that names the reason. */
    private static String text(Throwable failure) {
        Throwable root = failure;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (root.getCause() != null && seen.add(root)) {
            root = root.getCause();
        }
        String own = String.valueOf(failure.getMessage());
        String text =
                root == failure || own.contains(String.valueOf(root.getMessage()))
                        ? failure.getClass().getSimpleName() + ": " + own
                        : failure.getClass().getSimpleName() + ": " + own + ": " + root;
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_MESSAGE_CHARS
                ? line
                : line.substring(0, MAX_MESSAGE_CHARS) + "...";
    }
}
