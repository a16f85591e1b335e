package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One IPsec tunnel interface on one router. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterTunnelSpec(
        @Required NameRef routerRef,
        @Nullable String link,
        @Nullable Integer tunnelNumber,
        Boolean adopt,
        @Nullable String description,
        Integer ikeVersion,
        @Required RemoteEnd remote,
        @Nullable LocalEnd local,
        @Nullable IkeSettings ike,
        @Nullable ChildSettings child,
        @Required SecretKeyRef preSharedKeySecretRef,
        Keepalive keepalive,
        NatTraversal natTraversal,
        IntOrString tcpMSS,
        @Nullable InnerAddresses innerAddresses,
        List<TunnelRoute> routes,
        ManagementPolicy managementPolicy,
        @Nullable DeletionPolicy deletionPolicy) {

    public RouterTunnelSpec {
        adopt = Values.or(adopt, false);
        ikeVersion = Values.or(ikeVersion, 2);
        keepalive = Values.or(keepalive, Keepalive.DEFAULT);
        natTraversal = Values.or(natTraversal, NatTraversal.AUTO);
        tcpMSS = Values.or(tcpMSS, new IntOrString("Auto"));
        routes = Values.list(routes);
        managementPolicy = Values.or(managementPolicy, ManagementPolicy.ENFORCE);
    }
}
