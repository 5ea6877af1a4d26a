package io.networkanalytics.forwarder.intake;

import io.networkanalytics.model.PacketSample;
import io.networkanalytics.model.codec.Utf8;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much {@code metadata} a sample may carry. What is beyond is cut: keys in alphabetical order
 * are kept while they fit, so that the same keys survive in every sample.
 *
 * @param maxKeys keys a sample keeps, 0 or more
 * @param maxBytes bytes of UTF-8 of all kept keys and values together, 0 or more
 */
public record MetadataBounds(int maxKeys, int maxBytes) {

    public MetadataBounds {
        if (maxKeys < 0 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "metadata bounds are "
                            + maxKeys
                            + " keys and "
                            + maxBytes
                            + " bytes, must be 0 or more");
        }
    }

    /**
     * Cuts the metadata of a sample down to the bounds.
     *
     * @param sample changed in place
     * @return keys cut, 0 for nearly every sample
     */
    int cut(PacketSample.Builder sample) {
        int keys = sample.getMetadataCount();
        if (keys == 0 || (keys <= maxKeys && bytes(sample.getMetadataMap()) <= maxBytes)) {
            return 0;
        }
        Map<String, String> sorted = new TreeMap<>(sample.getMetadataMap());
        sample.clearMetadata();
        int left = maxBytes;
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            int bytes = bytes(entry);
            if (bytes <= left && sample.getMetadataCount() < maxKeys) {
                sample.putMetadata(entry.getKey(), entry.getValue());
                left -= bytes;
            }
        }
        return keys - sample.getMetadataCount();
    }

    private static int bytes(Map<String, String> metadata) {
        int sum = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            sum += bytes(entry);
        }
        return sum;
    }

    private static int bytes(Map.Entry<String, String> entry) {
        return Utf8.length(entry.getKey()) + Utf8.length(entry.getValue());
    }
}
