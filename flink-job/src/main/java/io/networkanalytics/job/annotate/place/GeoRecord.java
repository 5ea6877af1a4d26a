package io.networkanalytics.job.annotate.place;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import io.networkanalytics.model.AddressFacts;

/**
 * What is read of one record of an MMDB file; all else in it is skipped, not decoded. Two shapes
 * are understood: that of MaxMind's Country, City and ASN databases, and the flat one with {@code
 * country_code}. What a record has not is null. Public, because the reader creates it.
 *
 * @param country where the address is used
 * @param registeredCountry where it is registered, for records that do not say where it is used
 * @param countryCode the country in the flat shape
 * @param asn number of the autonomous system
 * @param asnName name of its organization
 */
public record GeoRecord(
        Country country, Country registeredCountry, String countryCode, Long asn, String asnName) {

    /**
     * A country.
     *
     * @param isoCode ISO 3166-1 alpha-2
     */
    public record Country(String isoCode) {

        /** Used by the reader. */
        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") String isoCode) {
            this.isoCode = isoCode;
        }
    }

    /** Used by the reader. */
    @MaxMindDbConstructor
    public GeoRecord(
            @MaxMindDbParameter(name = "country") Country country,
            @MaxMindDbParameter(name = "registered_country") Country registeredCountry,
            @MaxMindDbParameter(name = "country_code") String countryCode,
            @MaxMindDbParameter(name = "autonomous_system_number") Long asn,
            @MaxMindDbParameter(name = "autonomous_system_organization") String asnName) {
        this.country = country;
        this.registeredCountry = registeredCountry;
        this.countryCode = countryCode;
        this.asn = asn;
        this.asnName = asnName;
    }

    /**
     * The record in the words of the samples.
     *
     * @throws IllegalArgumentException if the number is not one of an autonomous system
     */
    AddressFacts facts() {
        long number = asn == null ? 0 : asn;
        String name = number == 0 || asnName == null ? "" : asnName;
        return new AddressFacts(number, name, code());
    }

    private String code() {
        if (country != null && country.isoCode != null) {
            return country.isoCode;
        }
        if (registeredCountry != null && registeredCountry.isoCode != null) {
            return registeredCountry.isoCode;
        }
        return countryCode == null ? "" : countryCode;
    }
}
