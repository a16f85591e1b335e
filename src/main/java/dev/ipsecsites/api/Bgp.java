package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Dynamic routing over the tunnels. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bgp(
        @JsonPropertyDescription("AS number of the router, 1 to 4294967295.") @Required @Min(1) @Max(4294967295d)
        Long peerASN,

        @JsonPropertyDescription("AS number of Cato's side, 1 to 65535.") @Required @Min(1) @Max(65535)
        Integer catoASN,

        @JsonPropertyDescription("Cato advertises a default route. Default true.") @Default("true")
        Boolean advertiseDefaultRoute,

        @JsonPropertyDescription("Cato advertises the routes of all sites. Default false.") @Default("false")
        Boolean advertiseAllRoutes,

        @JsonPropertyDescription("Secret entry with the MD5 key of the session. Default: no authentication.") @Nullable
        SecretKeyRef md5SecretRef) {

    public Bgp {
        advertiseDefaultRoute = Values.or(advertiseDefaultRoute, true);
        advertiseAllRoutes = Values.or(advertiseAllRoutes, false);
    }
}
