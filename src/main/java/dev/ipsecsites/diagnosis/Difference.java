package dev.ipsecsites.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * A parameter whose values differ between the ends: what a repair would pin.
 *
 * @param cato the value at Cato, such as {@code AES-CBC-256} or {@code 14}
 * @param router the value at the router, in the same words
 */
public record Difference(
        Parameter parameter,
        @Nullable String cato,
        @Nullable String router) {

    public enum Parameter {
        ENCRYPTION,
        PRF,
        INTEGRITY,
        DH_GROUP,
        CHILD_ENCRYPTION,
        CHILD_INTEGRITY,
        PFS_GROUP,
        SITE_ADDRESS,
        CATO_ADDRESS,
        ROUTER_IDENTITY,
        CATO_IDENTITY,
        IKE_LIFETIME,
        CHILD_LIFETIME,
        TRAFFIC_SELECTOR
    }
}
