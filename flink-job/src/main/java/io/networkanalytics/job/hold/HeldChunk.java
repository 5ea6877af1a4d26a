package io.networkanalytics.job.hold;

import java.util.List;

/**
 * Held samples as they stand in a checkpoint: many in one entry, so that reading and writing them
 * is a few large steps and not one for every field.
 *
 * @param samples in no particular order; not copied, never changed
 * @param <T> the sample as it is held
 */
public record HeldChunk<T>(List<T> samples) {}
