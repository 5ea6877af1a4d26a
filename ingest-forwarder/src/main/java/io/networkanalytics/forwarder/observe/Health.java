package io.networkanalytics.forwarder.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the forwarder is.
 *
 * @param state {@code starting}, {@code running}, {@code stopping} or {@code failed}
 * @param detail why, where it failed; what is wrong though it runs; otherwise empty
 * @param inputs names of the inputs that run
 */
public record Health(String state, String detail, List<String> inputs) {

    /** Before the inputs run. */
    public static final String STARTING = "starting";

    /** All inputs run. */
    public static final String RUNNING = "running";

    /** No more is taken in. */
    public static final String STOPPING = "stopping";

    /** Nothing gets through any more. */
    public static final String FAILED = "failed";

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean healthy() {
        return state.equals(RUNNING);
    }

    String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("detail", detail);
        fields.put("inputs", inputs);
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new AssertionError("texts are always JSON", e);
        }
    }
}
