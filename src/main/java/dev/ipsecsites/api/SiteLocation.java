package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Where the site is, in Cato's words. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteLocation(
        @Required String countryCode,
        @Nullable String stateCode,
        @Nullable String city,
        @Nullable String address,
        @Required String timezone) {}
