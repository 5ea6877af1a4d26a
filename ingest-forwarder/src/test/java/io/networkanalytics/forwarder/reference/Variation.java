package io.networkanalytics.forwarder.reference;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a message's named fields, of which at most one differs from its usual value. */
public final class Variation {

    private final String varied;
    private final int alternative;
    private final Map<String, Integer> alternatives = new LinkedHashMap<>();

    Variation(String varied, int alternative) {
        this.varied = varied;
        this.alternative = alternative;
    }

    /** Field to number of other values, in the order in which a scene asked for them. */
    Map<String, Integer> alternatives() {
        return alternatives;
    }

    /** The value of a field; the other one is one more. */
    public long of(String field, long usual) {
        return of(field, usual, usual + 1);
    }

    /** The value of a field: its usual one, or one of the others where it is varied. */
    public long of(String field, long usual, long... others) {
        alternatives.put(field, others.length);
        return field.equals(varied) ? others[alternative] : usual;
    }

    /** As above, of a text. */
    public String text(String field, String usual, String other) {
        alternatives.put(field, 1);
        return field.equals(varied) ? other : usual;
    }
}
