package dev.ipsecsites.operator.common;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.ipsec.Secret;

/**
 * Which pre-shared key Cato was told for a tunnel, as a keyed hash on its RouterTunnel (DESIGN §9.6). A Secret may change at any time,
 * and two controllers read it; with this the router gets another key when Cato has it, and neither end alone.
 */
public final class ToldKey {
    private ToldKey() {}

    /** Whether a CatoSite speaks for the tunnel; one that was written by hand has a peer that nobody here tells anything. */
    public static boolean matters(RouterTunnel tunnel) {
        return tunnel.getMetadata().getOwnerReferences().stream()
                .anyMatch(o -> o.getKind().equals("CatoSite"));
    }

    /** The annotation's value. The same key says another thing on each RouterTunnel, so that nobody sees which ones share it. */
    public static String seal(Keyring keyring, String namespace, String routerTunnel, Secret key) {
        return keyring.seal(text(namespace, routerTunnel, key));
    }

    /** Whether Cato was told this key; unknown without an annotation, or with one made with a key that is lost. */
    public static Keyring.Match compare(Keyring keyring, RouterTunnel tunnel, Secret key) {
        return keyring.compare(
                Annotations.get(tunnel, Api.TOLD_KEY).orElse(null),
                text(tunnel.getMetadata().getNamespace(), tunnel.getMetadata().getName(), key));
    }

    private static String text(String namespace, String routerTunnel, Secret key) {
        return "key of " + Directory.key(namespace, routerTunnel) + ": " + key.reveal();
    }
}
