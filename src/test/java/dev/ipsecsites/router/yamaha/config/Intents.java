package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.IkeProposal;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.Keepalive;
import dev.ipsecsites.router.TunnelIntent.NatTraversal;
import dev.ipsecsites.router.TunnelIntent.TcpMss;
import dev.ipsecsites.router.TunnelIntent.TunnelRoute;
import java.util.List;

/** Intents that tests vary. */
final class Intents {
    static final RouterFacts RTX810 = new RouterFacts("RTX810", "Rev.11.01.34", null);
    static final RouterFacts RTX1300 = new RouterFacts("RTX1300", "Rev.23.00.17", null);
    static final String SITE = "198.51.100.20";
    static final String TOKYO = "203.0.113.10";
    static final String LONDON = "203.0.113.140";
    static final RouterIntent.Numbers NUMBERS = new RouterIntent.Numbers(1, 6, 90_000, 90_099);
    static final RouterIntent.Link PPPOE = new RouterIntent.Link("WAN1", "pp1", SITE, null);

    private Intents() {}

    static Proposal proposal(DhGroup group) {
        return new Proposal(
                new IkeProposal(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, group),
                new ChildProposal(Encryption.AES_CBC_256, Hash.SHA2_256, null));
    }

    /** The article's tunnel to a PoP, of {@code number}'s preference. */
    static TunnelIntent tunnel(int number, String description, String pop, String key) {
        return new TunnelIntent(
                "network/" + description,
                number,
                description,
                "WAN1",
                2,
                pop,
                Identity.ipv4(pop),
                null,
                null,
                proposal(DhGroup.MODP_1024),
                Lifetimes.CATO,
                Secret.of(key),
                Keepalive.DEFAULT,
                NatTraversal.AUTO,
                new TcpMss.Auto(),
                null,
                List.of(new TunnelRoute("default", number, false)));
    }

    static TunnelIntent tokyo() {
        return tunnel(1, "cato-tokyo", TOKYO, "TokyoKey1234");
    }

    static TunnelIntent london() {
        return tunnel(2, "cato-london", LONDON, "LondonKey5678");
    }

    static RouterIntent router(TunnelIntent... tunnels) {
        return new RouterIntent(List.of(tunnels), NUMBERS, List.of(PPPOE), null);
    }

    static TunnelIntent with(TunnelIntent t, Proposal proposal) {
        return new TunnelIntent(
                t.name(),
                t.number(),
                t.description(),
                t.link(),
                t.ikeVersion(),
                t.remoteAddress(),
                t.remoteIdentity(),
                t.localAddress(),
                t.localIdentity(),
                proposal,
                t.lifetimes(),
                t.preSharedKey(),
                t.keepalive(),
                t.natTraversal(),
                t.tcpMss(),
                t.innerAddresses(),
                t.routes());
    }

    static TunnelIntent routed(TunnelIntent t, TunnelRoute... routes) {
        return new TunnelIntent(
                t.name(),
                t.number(),
                t.description(),
                t.link(),
                t.ikeVersion(),
                t.remoteAddress(),
                t.remoteIdentity(),
                t.localAddress(),
                t.localIdentity(),
                t.proposal(),
                t.lifetimes(),
                t.preSharedKey(),
                t.keepalive(),
                t.natTraversal(),
                t.tcpMss(),
                t.innerAddresses(),
                List.of(routes));
    }
}
