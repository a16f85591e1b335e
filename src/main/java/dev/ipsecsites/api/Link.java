package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One WAN interface of the router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Link(
        @Required String name,
        @JsonProperty("interface") @Required String interfaceName,
        @Nullable String address,
        @Nullable String gateway) {}
