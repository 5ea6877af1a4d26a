package io.networkanalytics.job.annotate.place;

import io.networkanalytics.model.AnnotatedSample;
import io.networkanalytics.model.Site;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Adds country, network and site to every sample. Has no state: the files are its tables. */
public final class PlaceFunction extends RichMapFunction<AnnotatedSample, AnnotatedSample> {

    private static final long serialVersionUID = 1L;

    private final List<String> geoDatabases;
    private final HashMap<String, Site> sites;
    private final Clock clock;
    private transient Places places;
    private transient Counter known;
    private transient Counter unknown;
    private transient Counter siteUnknown;

    /**
     * The function.
     *
     * @param geoDatabases MMDB files on the file system of the TaskManagers, most trusted first
     * @param sites attributes of the sites, by code
     * @param clock says when to look for changed files; serializable, as those of the JDK are
     */
    public PlaceFunction(List<String> geoDatabases, Map<String, Site> sites, Clock clock) {
        this.geoDatabases = List.copyOf(geoDatabases);
        this.sites = new HashMap<>(sites);
        this.clock = clock;
    }

    /**
     * Opens the files.
     *
     * @throws Exception if any cannot be used; the job then does not run, since its samples would
     *     be stored without a country for ever
     */
    @Override
    public void open(OpenContext context) throws Exception {
        GeoTable geo = new GeoTable(geoDatabases.stream().map(Path::of).toList(), clock);
        places = new Places(geo, sites);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("annotate");
        known = metrics.counter("sourceCountryKnown");
        unknown = metrics.counter("sourceCountryUnknown");
        siteUnknown = metrics.counter("siteUnknown");
        metrics.gauge("geoLookups", geo::lookups);
        metrics.gauge("geoLookupErrors", geo::lookupErrors);
        metrics.gauge("geoReloads", geo::reloads);
        metrics.gauge("geoReloadsFailed", geo::reloadsFailed);
        metrics.gauge("geoOldestBuildSeconds", geo::oldestBuildSeconds);
    }

    @Override
    public AnnotatedSample map(AnnotatedSample row) {
        AnnotatedSample placed = places.annotate(row);
        (placed.source().country().isEmpty() ? unknown : known).inc();
        if (placed.site().equals(Site.UNKNOWN)) {
            siteUnknown.inc();
        }
        return placed;
    }
}
