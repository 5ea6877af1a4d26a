package io.networkanalytics.clickhouse;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that must never change. Files are added, never rewritten. */
final class Golden {

    private Golden() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + name)) {
            if (in == null) {
                throw new IOException("There is no golden file " + name);
            }
            return in.readAllBytes();
        }
    }
}
