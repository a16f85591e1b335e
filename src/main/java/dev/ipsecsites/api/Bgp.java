package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Dynamic routing over the tunnels. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bgp(
        @Required Long peerASN,
        @Required Integer catoASN,
        Boolean advertiseDefaultRoute,
        Boolean advertiseAllRoutes,
        @Nullable SecretKeyRef md5SecretRef) {

    public Bgp {
        advertiseDefaultRoute = Values.or(advertiseDefaultRoute, true);
        advertiseAllRoutes = Values.or(advertiseAllRoutes, false);
    }
}
