package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What a person types into a router that the operator does not manage. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ManualRouter(List<ManualTunnel> tunnels) {

    public ManualRouter {
        tunnels = Values.list(tunnels);
    }
}
