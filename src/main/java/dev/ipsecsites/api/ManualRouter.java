package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a person types into a router that the operator does not manage. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManualRouter(
        @JsonPropertyDescription("One entry for each tunnel that the router needs.") @Size(max = 6)
        List<ManualTunnel> tunnels) {

    public ManualRouter {
        tunnels = Values.list(tunnels);
    }
}
