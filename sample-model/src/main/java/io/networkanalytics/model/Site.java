package io.networkanalytics.model;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Where a sample was taken: attributes of the site whose code the sample carries as {@code colo}.
 *
 * @param name name for people, or ""
 * @param city city, or ""
 * @param region name of the region, as the operator divides the world, or ""
 * @param country ISO 3166-1 alpha-2 code in upper case, or ""
 * @param geohash position, or ""
 */
public record Site(String name, String city, String region, String country, String geohash)
        implements Serializable {

    /** Of a code that the configuration does not list. */
    public static final Site UNKNOWN = new Site("", "", "", "", "");

    public Site {
        requireNonNull(name, "name");
        requireNonNull(city, "city");
        requireNonNull(region, "region");
        requireNonNull(country, "country");
        requireNonNull(geohash, "geohash");
    }
}
