package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.ConnectionMode;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.IkeProposal;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The article's site as evidence, to be changed in one thing at a time. */
final class Evidence {
    static final Instant NOW = Instant.parse("2026-02-13T04:00:00Z");
    static final String POP = "203.0.113.10";
    static final String SITE = "198.51.100.20";
    static final LinkState WAN = new LinkState("WAN1", "pp1", true, SITE, null, null);

    static final String CONFIG = """
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway pp 1
        pp select 1
         ip pp secure filter in 1 2
         pp enable 1
        tunnel select 1
         ipsec tunnel 1
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike version 1 2
          ipsec ike duration child-sa 1 3600
          ipsec ike duration ike-sa 1 19800
          ipsec ike encryption 1 aes256-cbc
          ipsec ike group 1 modp2048
          ipsec ike hash 1 sha256
          ipsec ike local address 1 198.51.100.20
          ipsec ike local name 1 198.51.100.20 ipv4-addr
          ipsec ike pre-shared-key 1 text abc
          ipsec ike proposal-limitation 1 on
          ipsec ike remote address 1 203.0.113.10
          ipsec ike remote name 1 203.0.113.10 ipv4-addr
         ip tunnel tcp mss limit auto
         tunnel enable 1
        ip filter 1 pass 203.0.113.10 198.51.100.20 esp * *
        ip filter 2 pass 203.0.113.10 198.51.100.20 udp * 500
        ipsec auto refresh on
        """;
    static final String ROUTES = """
        default         -                TUNNEL[1]  static
        203.0.113.10    -                    PP[01] static
        """;

    private Evidence() {}

    /** The configuration with one line replaced; a replacement of {@code ""} takes it away. */
    static ConfiguredTunnel configured(String line, String replacement) {
        return configured(line, replacement, ROUTES, WAN);
    }

    static ConfiguredTunnel configured() {
        return configured("", "");
    }

    static ConfiguredTunnel configured(String line, String replacement, String routes, LinkState link) {
        if (!CONFIG.contains(line)) {
            throw new IllegalArgumentException(line);
        }
        return parsed(line.isEmpty() ? CONFIG : CONFIG.replace(line, replacement), routes, link);
    }

    /** Tunnel 1 of another configuration. */
    static ConfiguredTunnel parsed(String config) {
        return parsed(config, ROUTES, WAN);
    }

    private static ConfiguredTunnel parsed(String config, String routes, LinkState link) {
        return RtxConfig.parse(config, 0)
                .with(new Surroundings(null, RouteTable.parse(routes.lines().toList())))
                .tunnel(1, link)
                .orElseThrow();
    }

    static Proposal proposal() {
        return new Proposal(
                new IkeProposal(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, DhGroup.MODP_2048),
                new ChildProposal(Encryption.AES_CBC_256, Hash.SHA2_256, null));
    }

    static Intended intended() {
        return new Intended(
                1, proposal(), Lifetimes.CATO, POP, SITE, Identity.ipv4(SITE), Identity.ipv4(POP), "Tokyo", null);
    }

    /** What Cato was told: everything Automatic but the DH groups. */
    static IpsecDetails told(Dh init, @Nullable Encryption encryption, @Nullable Hash hash, Dh pfs, String... ranges) {
        return new IpsecDetails(
                ConnectionMode.BIDIRECTIONAL,
                IdentificationType.IPV4,
                new dev.ipsecsites.cato.CmaTunnels.Message(encryption, hash, hash, init),
                new dev.ipsecsites.cato.CmaTunnels.Message(encryption, null, hash, pfs),
                List.of(ranges));
    }

    /** The site is known by its name, not by its address. */
    static IpsecDetails byName() {
        IpsecDetails told = told();
        return new IpsecDetails(
                ConnectionMode.RESPONDER_ONLY,
                IdentificationType.FQDN,
                told.initMessage(),
                told.authMessage(),
                List.of());
    }

    static IpsecDetails told() {
        return told(new Dh.Group(DhGroup.MODP_2048), null, null, new Dh.None());
    }

    static TunnelState state(Phase phase, long received, long sent) {
        return new TunnelState(
                1,
                phase,
                phase == Phase.UP ? Duration.ofMinutes(5) : null,
                received,
                sent,
                KeepaliveState.UNKNOWN,
                null,
                List.of());
    }

    static RouterHalf router() {
        return RouterHalf.NOTHING
                .withState(NOW, state(Phase.DOWN, 0, 0))
                .withLink(WAN)
                .withConfigured(configured());
    }

    static RouterHalf router(String line, String replacement) {
        return router().withConfigured(configured(line, replacement));
    }

    static CatoHalf cato() {
        return CatoHalf.NOTHING
                .withState(NOW, false, null)
                .withSite("disconnected", "active", false)
                .withAddresses(POP, SITE, null)
                .withTold(told());
    }

    /** Everything is as it should be, and the tunnel is down. */
    static TunnelEvidence down() {
        return TunnelEvidence.of("PRIMARY1")
                .withIntended(intended())
                .withRouter(router())
                .withCato(cato());
    }

    static TunnelEvidence up() {
        return down().withRouter(router().withState(NOW, state(Phase.UP, 500, 600)))
                .withCato(cato().withState(NOW, true, null).withSite("connected", "active", false));
    }

    static Message timeline(String text) {
        return Message.timeline(NOW.minusSeconds(60), text);
    }

    static Message log(String text) {
        return Message.routerLog(NOW.minusSeconds(60), text);
    }

    static List<Diagnosis> diagnose(TunnelEvidence... tunnels) {
        return Engine.diagnose(SiteEvidence.of("osaka", NOW, List.of(tunnels)));
    }

    /** Such as {@code DHGroupMismatch Certain Router}. */
    static String words(Diagnosis diagnosis) {
        End end = diagnosis.end();
        return diagnosis.cause() + " " + diagnosis.confidence() + (end == null ? "" : " " + end);
    }
}
