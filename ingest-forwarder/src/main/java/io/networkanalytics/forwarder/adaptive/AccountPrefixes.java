package io.networkanalytics.forwarder.adaptive;

import io.networkanalytics.model.AccountPrefix;
import io.networkanalytics.model.PrefixTable;
import io.networkanalytics.model.codec.AccountPrefixCodec;
import io.networkanalytics.model.codec.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file of prefixes and accounts: a JSON object a line, as on the topic of accounts. */
public final class AccountPrefixes {

    private AccountPrefixes() {}

    /**
     * @param file an empty path: no prefixes
     * @throws IOException if it cannot be read or a line is wrong; the message names file and line
     */
    public static PrefixTable<Long> read(Path file) throws IOException {
        PrefixTable<Long> table = new PrefixTable<>();
        if (file.toString().isEmpty()) {
            return table;
        }
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                AccountPrefix prefix = AccountPrefixCodec.decode(line);
                table.put(prefix.prefix(), prefix.account().accountId());
            } catch (MalformedRecordException e) {
                throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
        return table;
    }
}
