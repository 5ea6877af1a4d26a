package io.networkanalytics.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Countries of addresses, an MMDB file under CC0-1.0 out of an npm package. */
public final class CountryDatabase {
    private static final String NAME = "@ip-location-db/geo-whois-asn-country-mmdb";
    private static final NpmPackage PACKAGE =
            new NpmPackage(
                    NAME,
                    "15 MB",
                    "Without it samples have no country; set COUNTRY_DATABASE to an MMDB file that"
                            + " is there");

    private CountryDatabase() {}

    /**
     * Finds the file, installing it first if need be. Environment: {@code COUNTRY_DATABASE} names a
     * file to be used as it is; {@code XDG_CACHE_HOME} moves the cache.
     *
     * @param environment environment variables
     * @param progress gets a line if it takes time
     * @return the file, of IPv4 and IPv6
     * @throws StackException if npm is missing or fails
     */
    public static Path locate(Map<String, String> environment, Consumer<String> progress) {
        String given = environment.get("COUNTRY_DATABASE");
        return given != null
                ? Path.of(given)
                : PACKAGE.locate(
                        environment,
                        NAME + "/geo-whois-asn-country.mmdb",
                        line -> progress.accept("countries: " + line));
    }
}
