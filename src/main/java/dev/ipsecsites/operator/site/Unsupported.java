package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSiteSpec;
import dev.ipsecsites.api.Destination;
import dev.ipsecsites.api.Identification;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.PopSelection;
import dev.ipsecsites.api.SiteRole;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fields that the schema takes and this version can't act on yet: said, never silently ignored. */
final class Unsupported {
    private Unsupported() {}

    static Optional<Refusal> in(CatoSiteSpec spec) {
        if (spec.siteId() != null) {
            return field("spec.siteId", "adopting an existing site");
        }
        if (spec.ikeVersion() != 2) {
            return field("spec.ikeVersion", "IKE version " + spec.ikeVersion());
        }
        if (spec.identification() == Identification.UNRECOGNIZED) {
            return field(
                    "spec.identification",
                    "identification " + spec.identification().wire());
        }
        if (spec.bgp() != null) {
            return field("spec.bgp", "BGP");
        }
        if (spec.managementPolicy() == ManagementPolicy.PLAN) {
            return field("spec.managementPolicy", "managementPolicy Plan");
        }
        return in("spec.primary", spec.primary()).or(() -> in("spec.secondary", spec.secondary()));
    }

    private static Optional<Refusal> in(String path, @Nullable SiteRole role) {
        if (role == null) {
            return Optional.empty();
        }
        if (role.destination() != null && role.destination() != Destination.IPV4) {
            return field(
                    path + ".destination", "destination " + role.destination().wire());
        }
        if (role.popSelection() == PopSelection.UNRECOGNIZED) {
            return field(path + ".popSelection", "this way of choosing the PoP");
        }
        if (role.tunnels().size() > 1) {
            return field(path + ".tunnels", "more than one tunnel a role");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> field(String path, String what) {
        return Optional.of(new Refusal(
                "NotSupportedYet",
                path,
                what + " is not supported by this version; take the field off. Nothing was sent to either end"));
    }
}
