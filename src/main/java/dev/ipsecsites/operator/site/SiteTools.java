package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Keyring;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * What visits of all sites share.
 *
 * @param memory what was seen of tunnels at Cato over time
 * @param rounds what was measured over time
 * @param routerSide what the routers' side knows
 * @param timeline what a person downloaded from the console
 * @param sendings by the site's UID
 */
record SiteTools(
        KubernetesClient client,
        Directory directory,
        Clock clock,
        AccountFacts facts,
        SiteKeys keys,
        SiteStatuses statuses,
        Keyring keyring,
        Fingerprints fingerprints,
        FirstSeen firstSeen,
        TunnelMemory memory,
        RoundTrips rounds,
        RouterSide routerSide,
        Function<CatoSite, List<Message>> timeline,
        Sendings sendings) {
    SiteRouterTunnels routerTunnels(SiteEvents events) {
        return new SiteRouterTunnels(client, directory, events);
    }
}
