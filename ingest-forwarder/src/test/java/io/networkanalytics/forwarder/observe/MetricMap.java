package io.networkanalytics.forwarder.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;

/** All metrics of a registry as text, so that a test can assert the whole map. */
public final class MetricMap {

    private MetricMap() {}

    /** Name with labels to value; counters at 0 are left out. */
    public static Map<String, Long> of(MeterRegistry registry) {
        Map<String, Long> map = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            StringBuilder name = new StringBuilder(meter.getId().getName());
            meter.getId()
                    .getTags()
                    .forEach(
                            tag ->
                                    name.append(' ')
                                            .append(tag.getKey())
                                            .append('=')
                                            .append(tag.getValue()));
            long value = (long) meter.measure().iterator().next().getValue();
            if (value != 0) {
                map.put(name.toString(), value);
            }
        }
        return map;
    }
}
