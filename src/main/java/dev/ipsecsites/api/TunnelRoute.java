package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;

/** A network that is reached through this tunnel. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TunnelRoute(@Required String destination, Integer preference, Boolean onlyWhenCaptured) {

    public TunnelRoute {
        preference = Values.or(preference, 1);
        onlyWhenCaptured = Values.or(onlyWhenCaptured, false);
    }
}
