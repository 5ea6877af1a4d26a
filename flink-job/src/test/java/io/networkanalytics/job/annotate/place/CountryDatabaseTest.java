package io.networkanalytics.job.annotate.place;

import static io.networkanalytics.job.annotate.place.GeoDatabases.facts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.stack.CountryDatabase;
import io.networkanalytics.stack.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real database, of half a million networks. */
class CountryDatabaseTest {

    @Test
    void knowsWhatIsKnownOfWellKnownAddresses() throws IOException {
        GeoDatabase database = GeoDatabase.open(path());

        Map<String, String> countries =
                Map.of(
                        "8.8.8.8", "US",
                        "193.0.0.1", "NL",
                        "::ffff:193.0.0.1", "NL",
                        "1.1.1.1", "AU",
                        "2001:4860:4860::8888", "US",
                        "2001:67c:2e8::1", "NL");
        for (Map.Entry<String, String> expected : countries.entrySet()) {
            assertEquals(
                    new AddressFacts(0, "", expected.getValue()),
                    facts(database, expected.getKey()),
                    expected.getKey());
        }
        assertEquals(AddressFacts.UNKNOWN, facts(database, "10.0.0.1"));
        assertEquals(AddressFacts.UNKNOWN, facts(database, "127.0.0.1"));
        assertEquals(AddressFacts.UNKNOWN, facts(database, "192.0.2.1"));
    }

    private static Path path() {
        try {
            return CountryDatabase.locate(System.getenv(), System.out::println);
        } catch (StackException e) {
            return abort("no country database: " + e.getMessage());
        }
    }
}
