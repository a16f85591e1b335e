package dev.ipsecsites.lab.cma;

import java.util.Optional;

/** A tunnel with what it belongs to, found by {@code siteId/tunnelId}. */
record TunnelKey(Account account, Site site, Tunnel tunnel) {
    static Optional<TunnelKey> optional(Cloud cloud, String key) {
        int slash = key.indexOf('/');
        for (Account account : cloud.accounts()) {
            Site site = slash < 0 ? null : account.sites.get(key.substring(0, slash));
            Tunnel tunnel = site == null ? null : site.tunnels.get(key.substring(slash + 1));
            if (site != null && tunnel != null) {
                return Optional.of(new TunnelKey(account, site, tunnel));
            }
        }
        return Optional.empty();
    }

    static TunnelKey find(Cloud cloud, String key) {
        return optional(cloud, key).orElseThrow(() -> new IllegalArgumentException("no tunnel " + key));
    }
}
