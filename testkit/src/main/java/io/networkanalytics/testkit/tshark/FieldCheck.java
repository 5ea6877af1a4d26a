package io.networkanalytics.testkit.tshark;

import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One field, as we decode it and as tshark shows it.
 *
 * @param theirs null if tshark does not tell this field of the outermost header
 */
record FieldCheck(
        String field,
        Function<DecodedFrame, Object> ours,
        Function<OutermostHeaders, Object> theirs) {

    /** A number that is 0 where {@code applies} is false. */
    static FieldCheck number(
            String field,
            ToLongFunction<DecodedFrame> ours,
            Function<OutermostHeaders, Boolean> applies,
            ToLongFunction<OutermostHeaders> theirs) {
        return new FieldCheck(
                field,
                ours::applyAsLong,
                headers -> applies.apply(headers) ? theirs.applyAsLong(headers) : 0L);
    }
}
