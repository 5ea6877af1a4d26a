package io.networkanalytics.model.table;

import static io.networkanalytics.model.table.TableColumn.bytes;
import static io.networkanalytics.model.table.TableColumn.name;
import static io.networkanalytics.model.table.TableColumn.nanos;
import static io.networkanalytics.model.table.TableColumn.text;

import com.google.protobuf.UnsafeByteOperations;
import io.networkanalytics.model.DeadLetter;
import java.util.List;

/** The table {@code dead_letters}: what could not be processed, and why. */
public final class DeadLetterTable {

    /** Name of the table. */
    public static final String NAME = "dead_letters";

    /** The columns in the order of the table. */
    public static final List<TableColumn<DeadLetter>> COLUMNS =
            List.of(
                    nanos("received_at", DeadLetter::receivedAtNanos),
                    name("stage", DeadLetter::stage),
                    name("reason", DeadLetter::reason),
                    text("origin", DeadLetter::origin),
                    text("detail", DeadLetter::detail),
                    bytes("payload", row -> UnsafeByteOperations.unsafeWrap(row.payload())));

    private DeadLetterTable() {}
}
