package io.networkanalytics.bench.detector;

import io.networkanalytics.model.AnnotatedSample;

/**
 * A sample of which is known whether it is an attack's.
 *
 * @param sample with a sequence of its own in its traffic, from 1
 * @param truth number of the {@link TruthAttack}, 0 if it is benign
 */
public record LabelledSample(AnnotatedSample sample, int truth) {}
