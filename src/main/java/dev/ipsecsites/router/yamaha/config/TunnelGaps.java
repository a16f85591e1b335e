package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Cidr;
import dev.ipsecsites.router.ConfiguredTunnel.Gaps;
import dev.ipsecsites.router.RouterObservation.LinkState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a configuration must have for a tunnel outside the tunnel's own lines (yamaha-rtx.md §4.2, §4.3, §4.7). Pure. */
final class TunnelGaps {
    /** Routes that come from neighbours stand in no line. */
    private static final List<String> PROTOCOLS = List.of("bgp use on", "ospf use on", "rip use on");

    private final RtxConfig config;
    private final int number;
    private final int gateway;

    TunnelGaps(RtxConfig config, int number, int gateway) {
        this.config = config;
        this.number = number;
        this.gateway = gateway;
    }

    Gaps of(@Nullable String peer, LinkState link) {
        boolean pppoe = pppoe(link.interfaceName());
        Integer missing = missingPolicy();
        return new Gaps(
                has("ipsec use off"),
                missing,
                missing == null ? null : policyOfGateway(),
                pppoe && !config.enables("pp", number(link.interfaceName())) ? number(link.interfaceName()) : null,
                pppoe && peer != null && !routed(peer));
    }

    private boolean has(String line) {
        return !config.startingWith(line).isEmpty();
    }

    /** The lines of a template don't show (§4.2): where there is one, nothing counts as missing. */
    private @Nullable Integer missingPolicy() {
        return config.policy(number)
                .map(Words::number)
                .filter(policy -> policy > 0
                        && config.template(number).isEmpty()
                        && config.get(ConfigKey.global("ipsec sa policy " + policy))
                                .isEmpty())
                .orElse(null);
    }

    private @Nullable Integer policyOfGateway() {
        return config.startingWith("ipsec sa policy").stream()
                .filter(line ->
                        line.words().size() > 4 && Words.number(line.words().get(4)) == gateway)
                .map(line -> Words.number(line.words().get(3)))
                .filter(policy -> policy > 0)
                .findFirst()
                .orElse(null);
    }

    private boolean pppoe(String interfaceName) {
        return interfaceName.startsWith("pp")
                && config.startingWith("pppoe use").stream()
                        .anyMatch(line -> line.context().equals(new Context.Pp(interfaceName.substring(2))));
    }

    private static int number(String interfaceName) {
        return Words.number(interfaceName.substring(2));
    }

    private boolean routed(String peer) {
        Optional<Cidr> to = Destinations.network(peer);
        return PROTOCOLS.stream().anyMatch(this::has)
                || to.isEmpty()
                || config.routes().stream()
                        .anyMatch(route -> route.network()
                                .filter(network -> network.contains(to.get()))
                                .isPresent());
    }
}
