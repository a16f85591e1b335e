package dev.ipsecsites.operator.site;

import dev.ipsecsites.operator.common.Directory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** What visits of all sites share. */
record SiteTools(
        KubernetesClient client,
        Directory directory,
        Clock clock,
        AccountFacts facts,
        SiteKeys keys,
        SiteStatuses statuses,
        Fingerprints fingerprints,
        FirstSeen firstSeen) {
    SiteRouterTunnels routerTunnels(SiteEvents events) {
        return new SiteRouterTunnels(client, directory, events);
    }
}
