package io.networkanalytics.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ClientMisconfigurationException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.DataTransferException;
import com.clickhouse.client.api.ServerException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InsertFailureClassifierTest {

    static ServerException server(int code, String message, int status) {
        return new ServerException(code, message, status, "query");
    }

    @ParameterizedTest
    @CsvSource({
        "159, TIMEOUT_EXCEEDED, TRANSIENT",
        "202, TOO_MANY_SIMULTANEOUS_QUERIES, TRANSIENT",
        "209, SOCKET_TIMEOUT, TRANSIENT",
        "210, NETWORK_ERROR, TRANSIENT",
        "236, ABORTED, TRANSIENT",
        "241, MEMORY_LIMIT_EXCEEDED, TRANSIENT",
        "242, TABLE_IS_READ_ONLY, TRANSIENT",
        "243, NOT_ENOUGH_SPACE, TRANSIENT",
        "774, TABLE_IS_PERMANENTLY_READ_ONLY, TRANSIENT",
        "252, TOO_MANY_PARTS, TRANSIENT",
        "319, UNKNOWN_STATUS_OF_INSERT, TRANSIENT",
        "999, KEEPER_EXCEPTION, TRANSIENT",
        "16, NO_SUCH_COLUMN_IN_TABLE, FATAL",
        "60, UNKNOWN_TABLE, FATAL",
        "81, UNKNOWN_DATABASE, FATAL",
        "115, UNKNOWN_SETTING, FATAL",
        "497, ACCESS_DENIED, FATAL",
        "516, AUTHENTICATION_FAILED, FATAL",
        "33, CANNOT_READ_ALL_DATA, BAD_DATA",
        "40, CHECKSUM_DOESNT_MATCH, BAD_DATA",
        "53, TYPE_MISMATCH, BAD_DATA",
        "117, INCORRECT_DATA, BAD_DATA",
        "618, LZ4_DECODER_FAILED, BAD_DATA",
    })
    void theServersCodeDecides(int code, String name, FailureClass expected) {
        InsertFailure failure =
                InsertFailureClassifier.classify(
                        new CompletionException(
                                new ClientException("insert failed", server(code, "text", 500))));
        assertEquals(expected, failure.failureClass());
        assertTrue(failure.what().contains("code " + code + " " + name), failure.what());
    }

    static Stream<Arguments> withoutCode() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), FailureClass.TRANSIENT),
                Arguments.of(new UnknownHostException("db"), FailureClass.TRANSIENT),
                Arguments.of(new SocketTimeoutException("read"), FailureClass.TRANSIENT),
                Arguments.of(new EOFException("cut"), FailureClass.TRANSIENT),
                Arguments.of(new TimeoutException(), FailureClass.TRANSIENT),
                Arguments.of(
                        new ClientException("x", new ConnectException()), FailureClass.TRANSIENT),
                Arguments.of(new ConnectionInitiationException("x"), FailureClass.TRANSIENT),
                Arguments.of(new DataTransferException("x"), FailureClass.TRANSIENT),
                Arguments.of(server(0, "bad gateway", 502), FailureClass.TRANSIENT),
                Arguments.of(server(0, "slow down", 429), FailureClass.TRANSIENT),
                Arguments.of(server(0, "not here", 404), FailureClass.FATAL),
                Arguments.of(server(123_456, "new code", 500), FailureClass.FATAL),
                Arguments.of(new ClientMisconfigurationException("x"), FailureClass.FATAL),
                Arguments.of(new SSLHandshakeException("cert"), FailureClass.FATAL),
                Arguments.of(
                        new IncompleteInsertException(TestingRows.block("t", 1), 0),
                        FailureClass.BAD_DATA),
                Arguments.of(new IllegalStateException("bug"), FailureClass.FATAL),
                Arguments.of(new OutOfMemoryError("heap"), FailureClass.FATAL));
    }

    @ParameterizedTest
    @MethodSource
    void withoutCode(Throwable failure, FailureClass expected) {
        assertEquals(expected, InsertFailureClassifier.classify(failure).failureClass());
    }

    @Test
    void aReportedDuplicateIsASuccess() {
        assertTrue(
                InsertFailureClassifier.isAlreadyInserted(
                        new CompletionException(server(389, "duplicate", 500))));
    }

    @Test
    void theMessageSaysWhatWhereWhichClassWhatItMeansAndTheRemedy() {
        InsertBlock block = TestingRows.block("flows", 1, 2, 3);
        String message =
                InsertFailureClassifier.classify(server(60, "Table db.flows does not exist", 404))
                        .message(block.toString(), 1);
        for (String part :
                new String[] {
                    "table flows",
                    block.token().toString(),
                    "3 rows",
                    "code 60 UNKNOWN_TABLE",
                    "Class FATAL, attempt 1: not tried again",
                    "Nothing is dropped",
                    "checkpoint",
                    "Remedy: Apply the migrations"
                }) {
            assertTrue(message.contains(part), () -> part + " is not in: " + message);
        }
    }
}
