package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.InnerAddresses;
import dev.ipsecsites.router.TunnelIntent.Keepalive;
import dev.ipsecsites.router.TunnelIntent.TcpMss;
import java.util.ArrayList;
import java.util.List;

/** The lines of one tunnel's block, in the article's order and indentation. */
final class TunnelLines {
    private static final int SHORTEST_LIFE = 300;
    private static final int LONGEST_LIFE = 691_200;

    private final TunnelIntent tunnel;
    private final Endpoint end;
    private final RtxModel model;
    private final RouterFacts facts;
    private final Values values;
    private final AlgorithmWords words;
    private final List<Line> lines = new ArrayList<>();

    private TunnelLines(TunnelIntent tunnel, Endpoint end, RtxModel model, RouterFacts facts, Values values) {
        this.tunnel = tunnel;
        this.end = end;
        this.model = model;
        this.facts = facts;
        this.values = values;
        this.words = new AlgorithmWords(model, tunnel.name());
    }

    /** Without the lines that enter and enable the tunnel. */
    static List<Line> of(TunnelIntent tunnel, Endpoint end, RtxModel model, RouterFacts facts, Values values) {
        var block = new TunnelLines(tunnel, end, model, facts, values);
        block.description();
        block.algorithms();
        block.life();
        block.peers();
        block.key();
        block.limits();
        block.inner();
        return block.lines;
    }

    private void description() {
        member(
                1,
                CommandLine.of(model.tunnelName() ? "tunnel name" : "description tunnel")
                        .with(values.description("description", tunnel.description())));
        member(
                2,
                CommandLine.of("ipsec tunnel").number("tunnelNumber", tunnel.number(), 1, model.tunnelsWithLicence()));
    }

    private void algorithms() {
        var ike = tunnel.proposal().ike();
        var child = tunnel.proposal().child();
        member(2, gateway("ipsec ike version").number("ikeVersion", tunnel.ikeVersion(), 1, 2));
        member(2, gateway("ipsec ike group").keywords(words.group(ike.dhGroup())));
        member(2, gateway("ipsec ike encryption").keywords(words.encryption(ike.encryption())));
        member(2, gateway("ipsec ike hash").keywords(words.hash(ike.prf(), ike.integrity())));
        member(
                2,
                gateway("ipsec sa policy")
                        .number("tunnelNumber", tunnel.number(), 1, model.tunnelsWithLicence())
                        .keywords("esp " + words.encryption(child.encryption()) + " " + words.hash(child.integrity())
                                + "-hmac"));
    }

    /** IKEv1 has other names for the SAs (yamaha-rtx.md §4.3). */
    private void life() {
        boolean v2 = tunnel.ikeVersion() == 2;
        member(
                2,
                CommandLine.of("ipsec ike duration " + (v2 ? "ike-sa" : "isakmp-sa"))
                        .with(number())
                        .number("ike.lifetime", tunnel.lifetimes().ikeSa().toSeconds(), SHORTEST_LIFE, LONGEST_LIFE));
        member(
                2,
                CommandLine.of("ipsec ike duration " + (v2 ? "child-sa" : "ipsec-sa"))
                        .with(number())
                        .number(
                                "child.lifetime",
                                tunnel.lifetimes().childSa().toSeconds(),
                                SHORTEST_LIFE,
                                LONGEST_LIFE));
        member(2, keepalive(tunnel.keepalive(), v2));
        member(2, gateway("ipsec ike keepalive log").keywords("off"));
    }

    /** Bare {@code on} is RFC 7296's empty INFORMATIONAL with IKEv2, but Yamaha's own heartbeat with IKEv1. */
    private CommandLine keepalive(Keepalive keepalive, boolean v2) {
        CommandLine on = gateway("ipsec ike keepalive use").keywords("on");
        if (v2 && keepalive.equals(Keepalive.DEFAULT)) {
            return on;
        }
        return on.keywords(v2 ? "rfc4306" : "dpd")
                .number("keepalive.interval", keepalive.interval().toSeconds(), 1, 600)
                .number("keepalive.failures", keepalive.failures(), 1, 50);
    }

    private void peers() {
        Identity local = tunnel.localIdentity() != null ? tunnel.localIdentity() : Identity.ipv4(end.outside(tunnel));
        member(2, gateway("ipsec ike local address").with(values.address("link address", end.localAddress())));
        identity("ipsec ike local name", "local.identity", local);
        if (tunnel.ikeVersion() == 1) {
            member(2, gateway("ipsec ike local id").addressWithPrefix("local id", "0.0.0.0/0"));
        }
        member(2, gateway("ipsec ike remote address").with(values.address("remote.address", tunnel.remoteAddress())));
        identity("ipsec ike remote name", "remote.identity", tunnel.remoteIdentity());
        if (tunnel.ikeVersion() == 1) {
            member(2, gateway("ipsec ike remote id").addressWithPrefix("remote id", "0.0.0.0/0"));
        }
    }

    /** With IKEv1 a name means aggressive mode, so an address stays unnamed: it is main mode's own identity. */
    private void identity(String command, String field, Identity identity) {
        if (tunnel.ikeVersion() == 1 && identity.type() == Identity.Type.IPV4) {
            return;
        }
        member(
                2,
                gateway(command).with(values.identity(field, identity)).keywords(AlgorithmWords.type(identity.type())));
    }

    private void key() {
        Secret key = tunnel.preSharedKey();
        CommandLine text = gateway("ipsec ike pre-shared-key").keywords("text");
        if (key != null) {
            member(2, text.preSharedKey("preSharedKeySecretRef", key));
        } else if (values.offline()) {
            member(2, text.with(Token.unknown("pre-shared key")));
        } else {
            throw new RefusedException(
                    "PreSharedKeyMissing", tunnel.name() + " has no pre-shared key yet", tunnel.name());
        }
    }

    private void limits() {
        if (tunnel.ikeVersion() == 2) {
            if (!model.proposalLimitation(facts)) {
                throw new RefusedException(
                        "FirmwareTooOld",
                        model.printed() + " " + facts.firmware() + " can't limit what it proposes (ipsec ike"
                                + " proposal-limitation), and Cato refuses what it"
                                + " wasn't told: update to Rev.14.01.09 or later",
                        null);
            }
            member(2, gateway("ipsec ike proposal-limitation").keywords("on"));
            if (model.childExchangeType(facts)) {
                member(2, gateway("ipsec ike child-exchange type").keywords("2"));
            }
        }
        var pfs = tunnel.proposal().child().pfsGroup();
        if (pfs != null) {
            words.checkPfs(pfs, tunnel.proposal().ike().dhGroup());
            member(2, gateway("ipsec ike pfs").keywords("on"));
        }
        if (end.natTraversal()) {
            member(2, gateway("ipsec ike nat-traversal").keywords("on"));
        }
    }

    private void inner() {
        InnerAddresses inner = tunnel.innerAddresses();
        if (inner != null) {
            member(1, CommandLine.of("ip tunnel address").addressWithPrefix("innerAddresses.local", inner.local()));
            if (inner.remote() != null) {
                member(1, CommandLine.of("ip tunnel remote address").address("innerAddresses.remote", inner.remote()));
            }
        }
        CommandLine mss = CommandLine.of("ip tunnel tcp mss limit");
        member(
                1,
                switch (tunnel.tcpMss()) {
                    case TcpMss.Auto auto -> mss.keywords("auto");
                    case TcpMss.Off off -> mss.keywords("off");
                    case TcpMss.Limit limit -> mss.number("tcpMSS", limit.octets(), 536, 1460);
                });
    }

    private CommandLine gateway(String command) {
        return CommandLine.of(command).with(number());
    }

    private Token number() {
        return Token.number("tunnelNumber", tunnel.number(), 1, model.tunnelsWithLicence());
    }

    private void member(int indent, CommandLine command) {
        lines.add(new Line(new Context.Tunnel(tunnel.number()), indent, command));
    }
}
