package dev.ipsecsites.lab;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;

/** The operator's kinds, by their published names. */
enum Kinds {
    ACCOUNT("CatoAccount", "catoaccounts"),
    ROUTER("Router", "routers"),
    SITE("CatoSite", "catosites"),
    TUNNEL("RouterTunnel", "routertunnels");

    static final String GROUP = "ipsec-sites.dev";

    private final String kind;
    private final String plural;

    Kinds(String kind, String plural) {
        this.kind = kind;
        this.plural = plural;
    }

    String kind() {
        return kind;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(GROUP)
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    static List<Kinds> all() {
        return List.of(values());
    }
}
