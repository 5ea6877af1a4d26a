package io.networkanalytics.deployment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Reads the classes of Kubernetes without the places where they put fields that they do not know,
 * so that such a field is an error.
 */
final class UnknownFieldsAreErrors extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
        return Boolean.FALSE;
    }

    @Override
    public JsonIgnoreProperties.Value findPropertyIgnoralByName(
            MapperConfig<?> config, Annotated annotated) {
        return JsonIgnoreProperties.Value.empty();
    }
}
