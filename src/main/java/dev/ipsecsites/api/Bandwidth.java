package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Bandwidth of a link in Mbit/s, as Cato is told. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bandwidth(
        @JsonPropertyDescription("From Cato to the site in Mbit/s. From 100 on, Cato wants AES-GCM for the child SA.")
        @Required
        @Min(1)
        @Max(100000)
        Integer downstreamMbps,

        @JsonPropertyDescription("From the site to Cato in Mbit/s. From 100 on, Cato wants AES-GCM for the child SA.")
        @Required
        @Min(1)
        @Max(100000)
        Integer upstreamMbps) {}
