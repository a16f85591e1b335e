package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.NumberRange;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.RouterTunnelStatus;
import dev.ipsecsites.ipsec.PreSharedKeys;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.CredentialsException;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.common.ToldKey;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterObservation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the members of a router from its RouterTunnels: numbers, written to their status before anything is sent, and intents. */
final class Members {
    /** The fields of a RouterTunnel's status that are written here. */
    static final String NUMBER = "tunnelNumber";

    static final String ROUTER = "router";

    private final Credentials credentials;
    private final InUse inUse;
    private final Keyring keyring;
    private final StatusWriter numbers;

    /** {@code numbers} writes {@code status.tunnelNumber}, with the Router it is for, and nothing else. */
    Members(Credentials credentials, InUse inUse, Keyring keyring, StatusWriter numbers) {
        this.credentials = credentials;
        this.inUse = inUse;
        this.keyring = keyring;
        this.numbers = numbers;
    }

    /** Numbers that the tunnels hold, to be observed. */
    static Set<Integer> numbersOf(List<RouterTunnel> tunnels) {
        Set<Integer> held = new HashSet<>();
        tunnels.forEach(t -> Optional.ofNullable(held(t)).ifPresent(held::add));
        return held;
    }

    /**
     * The number that a tunnel holds at the Router that it names. One that was given for another Router says nothing about this one;
     * where it isn't said for which, it was given before that was written down, and counts for this one.
     */
    static @Nullable Integer held(RouterTunnel tunnel) {
        RouterTunnelStatus status = tunnel.statusOrEmpty();
        return status.router() == null
                        || status.router().equals(tunnel.getSpec().routerRef().name())
                ? status.tunnelNumber()
                : null;
    }

    List<Member> of(
            Router router,
            List<RouterTunnel> tunnels,
            RouterObservation observation,
            Capabilities capabilities,
            RouterRecord record) {
        Set<Integer> foreign = new HashSet<>(observation.config().tunnelNumbers());
        foreign.removeAll(record.tunnels().values());
        var answers = TunnelNumbers.allocate(
                tunnels.stream().map(Members::wish).toList(),
                NumberRange.parse(router.getSpec().numbers().tunnels()),
                foreign);
        List<Member> result = new ArrayList<>();
        for (RouterTunnel tunnel : tunnels) {
            TunnelNumbers.Answer answer = answers.get(tunnel.getMetadata().getUid());
            if (answer != null) {
                result.add(resolve(numbered(tunnel, answer), router, observation, capabilities));
            }
        }
        return result;
    }

    private static TunnelNumbers.Wish wish(RouterTunnel tunnel) {
        boolean keeps = tunnel.getMetadata().getDeletionTimestamp() != null || Annotations.paused(tunnel);
        return new TunnelNumbers.Wish(
                tunnel.getMetadata().getUid(),
                Directory.key(tunnel),
                String.valueOf(tunnel.getMetadata().getCreationTimestamp()),
                keeps ? null : tunnel.getSpec().tunnelNumber(),
                held(tunnel));
    }

    private Member numbered(RouterTunnel tunnel, TunnelNumbers.Answer answer) {
        Member.Part part = Member.part(tunnel);
        return switch (answer) {
            case TunnelNumbers.Answer.None(Problem problem) -> new Member(tunnel, part, null, null, problem);
            case TunnelNumbers.Answer.Given(int number) -> {
                if (part != Member.Part.WANTED && part != Member.Part.WATCHED) {
                    yield new Member(tunnel, part, held(tunnel), null, null);
                }
                RouterTunnel written = numbers.writeFields(
                        tunnel,
                        Map.of(NUMBER, number, ROUTER, tunnel.getSpec().routerRef().name()));
                yield new Member(written, part, number, null, null);
            }
        };
    }

    private Member resolve(Member member, Router router, RouterObservation observation, Capabilities capabilities) {
        if (member.going() || member.problem() != null || member.number() == null) {
            return member;
        }
        RouterTunnelSpec spec = member.tunnel().getSpec();
        Optional<Problem> unsupported = unsupported(spec);
        if (unsupported.isPresent()) {
            return member.with(null, unsupported.get());
        }
        try {
            var result = TunnelIntents.resolve(
                    member.name(),
                    spec,
                    member.number(),
                    router.getSpec(),
                    observation.links(),
                    capabilities,
                    toldOrStanding(
                            member.tunnel(),
                            preSharedKey(member.tunnel(), router.getSpec().address()),
                            observation.config().preSharedKey(member.number())));
            return switch (result) {
                case TunnelIntents.Result.Resolved(var intent) -> withIdentity(member, intent);
                case TunnelIntents.Result.Unresolved(String reason, List<String> problems) ->
                    member.with(null, Problem.terminal(reason, String.join(". ", problems)));
            };
        } catch (CredentialsException e) {
            return member.with(null, Problem.terminal(e.reason().name(), String.valueOf(e.getMessage())));
        }
    }

    private static Member withIdentity(Member member, dev.ipsecsites.router.TunnelIntent intent) {
        return intent.localIdentity() != null
                ? member.with(intent, null)
                : member.with(
                        null,
                        Problem.waiting(
                                "LinkAddressUnknown",
                                "The link " + intent.link()
                                        + " has no address yet, so the router's identity isn't known: bring the link"
                                        + " up, or write the address in Router.spec.links or spec.local.identity"));
    }

    static Optional<Problem> unsupported(RouterTunnelSpec spec) {
        if (spec.adopt()) {
            return Optional.of(Problem.notSupported("spec.adopt", "adopting a tunnel"));
        }
        if (spec.managementPolicy() == ManagementPolicy.PLAN
                || spec.managementPolicy() == ManagementPolicy.UNRECOGNIZED) {
            return Optional.of(Problem.notSupported(
                    "spec.managementPolicy",
                    "managementPolicy " + spec.managementPolicy().wire()));
        }
        return Optional.empty();
    }

    /** A key that Cato doesn't have yet would take the tunnel down: until it has, the one on the router stays. */
    private Secret toldOrStanding(RouterTunnel tunnel, Secret key, Optional<Secret> standing) {
        return ToldKey.matters(tunnel) && ToldKey.compare(keyring, tunnel, key) != Keyring.Match.SAME
                ? standing.orElse(key)
                : key;
    }

    private Secret preSharedKey(RouterTunnel tunnel, String host) throws CredentialsException {
        var ref = tunnel.getSpec().preSharedKeySecretRef();
        Credentials.Opened opened = credentials.open(tunnel.getMetadata().getNamespace(), ref.name(), host);
        inUse.hold(opened.resource());
        Secret key = opened.value(ref.key());
        Optional<String> problem = PreSharedKeys.problem(key);
        if (problem.isPresent()) {
            throw new CredentialsException(
                    CredentialsException.Reason.SecretInvalid,
                    "The pre-shared key '" + ref.key() + "' of the Secret "
                            + tunnel.getMetadata().getNamespace() + "/" + ref.name() + " " + problem.get());
        }
        return key;
    }
}
