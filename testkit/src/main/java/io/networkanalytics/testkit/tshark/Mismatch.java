package io.networkanalytics.testkit.tshark;

/** One field of one frame that we decode otherwise than tshark. */
public record Mismatch(String file, long frame, String field, String ours, String theirs) {
    @Override
    public String toString() {
        return String.format(
                "%s frame %d %s: ours %s, tshark %s", file, frame, field, ours, theirs);
    }
}
