package io.networkanalytics.testkit.tshark;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The frames of one capture, as a running tshark prints them. */
final class TsharkFrames implements Closeable {
    private final Process process;
    private final BufferedReader lines;
    private final Map<String, Integer> columns = new HashMap<>();

    TsharkFrames(List<String> command, List<String> fields) throws IOException {
        for (String field : fields) {
            columns.put(field, columns.size());
        }
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        lines = process.inputReader();
    }

    /** The next frame, or null at the end. */
    TsharkFrame next() throws IOException {
        String line = lines.readLine();
        return line == null ? null : new TsharkFrame(columns, line);
    }

    @Override
    public void close() {
        Tshark.end(process);
    }
}
