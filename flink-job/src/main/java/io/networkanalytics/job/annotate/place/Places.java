package io.networkanalytics.job.annotate.place;

import io.networkanalytics.model.AddressFacts;
import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.Site;
import java.util.Map;

/**
 * Adds where both addresses and the site are. The number of an autonomous system that the exporter
 * said stays: it knows its own routes. Its name is then added only if the files agree on the
 * number.
 */
final class Places {

    private final GeoTable geo;
    private final Map<String, Site> sites;

    /**
     * Places.
     *
     * @param geo what is known of addresses
     * @param sites what is known of sites, by code
     */
    Places(GeoTable geo, Map<String, Site> sites) {
        this.geo = geo;
        this.sites = sites;
    }

    /** The sample with what is known of its places. */
    AnnotatedSample annotate(AnnotatedSample row) {
        geo.refresh();
        PacketSample sample = row.sample();
        return row.withPlaces(
                facts(row.source(), geo.find(sample.getSourceAddress())),
                facts(row.destination(), geo.find(sample.getDestinationAddress())),
                sites.getOrDefault(sample.getColo(), Site.UNKNOWN));
    }

    private static AddressFacts facts(AddressFacts said, AddressFacts found) {
        if (said.asn() == 0 || said.asn() == found.asn()) {
            return found;
        }
        return found.country().isEmpty() ? said : new AddressFacts(said.asn(), "", found.country());
    }
}
