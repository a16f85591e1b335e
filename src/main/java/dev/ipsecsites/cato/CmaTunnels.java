package dev.ipsecsites.cato;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** IPsec settings of a site as Cato is told them. Almost none of it can be read back (cato-api.md §4.2). */
public final class CmaTunnels {
    private CmaTunnels() {}

    public enum ConnectionMode {
        BIDIRECTIONAL,
        RESPONDER_ONLY
    }

    public enum IdentificationType {
        IPV4,
        FQDN,
        EMAIL,
        KEY_ID
    }

    /**
     * Parameters of one message of the exchange; null means Automatic.
     *
     * @param dhGroup see {@link Dh}
     */
    public record Message(
            @Nullable Encryption encryption,
            @Nullable Hash prf,
            @Nullable Hash integrity,
            Dh dhGroup) {}

    /** DH group of a message: Automatic, None (no PFS), or a group. */
    public sealed interface Dh {
        record Automatic() implements Dh {}

        record None() implements Dh {}

        record Group(DhGroup group) implements Dh {}
    }

    /** Always sent whole (cato-api.md §2.2). {@code networkRanges} are traffic selectors, {@code CIDR} or {@code label:CIDR}. */
    public record IpsecDetails(
            ConnectionMode connectionMode,
            IdentificationType identificationType,
            Message initMessage,
            Message authMessage,
            List<String> networkRanges) {}

    /** All tunnels of one role; they share Cato's address. {@code allocatedAddressId} is the id, not the address. */
    public record RoleTunnels(String allocatedAddressId, List<Tunnel> tunnels) {}

    /**
     * One tunnel.
     *
     * @param id {@code PRIMARY1}…; null on add
     * @param preSharedKey null on update leaves the key unchanged as far as is known (cato-api.md §7.5)
     * @param publicSiteAddress null where Cato knows the site by a name and takes it from any address
     * @param link WAN number 1 to 3 of the firewall's link; null is not sent
     */
    public record Tunnel(
            @Nullable String id,
            @Nullable String name,
            @Nullable Integer link,
            @Nullable Secret preSharedKey,
            @Nullable String publicSiteAddress,
            @Nullable String privateCatoAddress,
            @Nullable String privateSiteAddress,
            @Nullable Bandwidth bandwidth) {}

    public record Bandwidth(double downstreamMbps, double upstreamMbps) {}

    /** Tunnel ids that Cato gave, by role and in order; {@code localIds} by tunnel id, where Cato generates them. */
    public record TunnelIds(List<String> primary, List<String> secondary, Map<String, String> localIds) {}
}
