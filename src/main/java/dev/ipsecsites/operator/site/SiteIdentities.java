package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.RoleState;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what Cato knows a router whose address may change: an identity for each tunnel that Cato generates and says in its answers and in the account's
 * snapshot (cato-api.md §2.4). Pure.
 */
final class SiteIdentities {
    private static final Pattern EMAIL = Pattern.compile("[^@]+@[^@]+");

    private SiteIdentities() {}

    static dev.ipsecsites.api.Identity written(Identity identity) {
        return new dev.ipsecsites.api.Identity(
                IdentityType.valueOf(identity.type().name()), identity.value());
    }

    /** Empty for one that no router could present. */
    private static Optional<Identity> usable(IdentificationType type, @Nullable String localId) {
        return Optional.ofNullable(localId)
                .filter(id -> Identity.TYPEABLE.matcher(id).matches())
                .filter(id ->
                        type != IdentificationType.EMAIL || EMAIL.matcher(id).matches())
                .map(id -> new Identity(Identity.Type.valueOf(type.name()), id));
    }

    /**
     * The identity of a role's tunnel: what Cato answered when it was last sent, else what the snapshot shows.
     *
     * @param seen null before the first snapshot that has the site
     */
    static Optional<Identity> known(
            IdentificationType type, CatoSiteStatus status, AccountSnapshot.@Nullable SiteState seen, Role role) {
        return RepairedTunnel.of(status, role)
                .map(SiteTunnelStatus::siteIdentity)
                .filter(i -> i.type().name().equals(type.name()))
                .flatMap(i -> usable(type, i.value()))
                .or(() -> usable(type, inSnapshot(seen, role)));
    }

    private static @Nullable String inSnapshot(AccountSnapshot.@Nullable SiteState seen, Role role) {
        return seen == null
                ? null
                : seen.roles().stream()
                        .map(RoleState::localIds)
                        .map(ids -> ids.get(role.tunnelId()))
                        .filter(id -> id != null)
                        .findFirst()
                        .orElse(null);
    }

    /** Tunnels of a status with what Cato has just answered about a planned one; where it says nothing of it, with what that had. */
    static List<SiteTunnelStatus> answered(
            List<SiteTunnelStatus> tunnels, DesiredTunnel plan, Map<String, String> localIds) {
        String id = plan.role().tunnelId();
        Optional<dev.ipsecsites.api.Identity> given = plan.knownByAddress()
                ? Optional.empty()
                : usable(plan.identification(), localIds.get(id)).map(SiteIdentities::written);
        return tunnels.stream()
                .map(t -> t.id().equals(id) ? given.map(t::withSiteIdentity).orElse(t) : t)
                .toList();
    }
}
