package io.networkanalytics.rules.language;

/**
 * Numbers from first to last, both included.
 *
 * @param first the lowest
 * @param last the highest
 */
public record NumberRange(long first, long last) {

    public NumberRange {
        if (first > last) {
            throw new IllegalArgumentException(first + ".." + last + " is no range");
        }
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + ".." + last;
    }
}
