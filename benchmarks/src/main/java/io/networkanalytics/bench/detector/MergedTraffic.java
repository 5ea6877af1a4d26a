package io.networkanalytics.bench.detector;

import io.networkanalytics.model.AnnotatedSample;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Two traffics in one order of time, numbered anew. */
final class MergedTraffic implements Iterator<LabelledSample> {

    private final Iterator<LabelledSample> first;
    private final Iterator<LabelledSample> second;
    private LabelledSample ofFirst;
    private LabelledSample ofSecond;
    private long sequence;

    MergedTraffic(Iterator<LabelledSample> first, Iterator<LabelledSample> second) {
        this.first = first;
        this.second = second;
        ofFirst = next(first);
        ofSecond = next(second);
    }

    private static LabelledSample next(Iterator<LabelledSample> traffic) {
        return traffic.hasNext() ? traffic.next() : null;
    }

    @Override
    public boolean hasNext() {
        return ofFirst != null || ofSecond != null;
    }

    @Override
    public LabelledSample next() {
        LabelledSample next;
        if (!hasNext()) {
            throw new NoSuchElementException("both traffics have ended");
        }
        if (ofSecond == null
                || (ofFirst != null
                        && ofFirst.sample().eventTimeNanos()
                                <= ofSecond.sample().eventTimeNanos())) {
            next = ofFirst;
            ofFirst = next(first);
        } else {
            next = ofSecond;
            ofSecond = next(second);
        }
        AnnotatedSample sample = next.sample();
        return new LabelledSample(
                AnnotatedSample.of(
                        sample.sample().toBuilder().setSequence(++sequence).build(),
                        sample.eventTimeNanos(),
                        sample.account()),
                next.truth());
    }
}
