package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.NumberRange;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.TunnelIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a Router and its RouterTunnels mean when the router can't be asked: the operator's own checks, numbers and intents. Pure. */
public final class OfflineRouter {
    private OfflineRouter() {}

    /** The answer. */
    public sealed interface Result {
        record Planned(RouterIntent intent) implements Result {}

        /** Never empty. */
        record Refused(List<Wrong> problems) implements Result {}
    }

    /** @param tunnel namespace/name of the RouterTunnel; null when it is about the Router itself */
    public record Wrong(@Nullable String tunnel, String message) {}

    /** Why a Router would not even be connected to; empty when it would. */
    public static Optional<String> problem(Router router, List<Router> all) {
        return RouterChecks.beforeConnecting(router, all, false).map(Problem::message);
    }

    /**
     * Plans.
     *
     * @param tunnels those that name this Router
     * @param keys the pre-shared key of a tunnel; null when nobody has it yet
     */
    public static Result plan(
            Router router,
            List<RouterTunnel> tunnels,
            Capabilities capabilities,
            Function<RouterTunnel, @Nullable Secret> keys) {
        var numbers = TunnelNumbers.allocate(
                tunnels.stream().map(OfflineRouter::wish).toList(),
                NumberRange.parse(router.getSpec().numbers().tunnels()),
                Set.of());
        List<Wrong> problems = new ArrayList<>();
        List<TunnelIntent> intents = new ArrayList<>();
        for (RouterTunnel tunnel : tunnels) {
            resolve(router, tunnel, numbers, capabilities, keys.apply(tunnel), intents, problems);
        }
        if (!problems.isEmpty()) {
            return new Result.Refused(problems);
        }
        intents.sort(Comparator.comparingInt(TunnelIntent::number));
        return new Result.Planned(new RouterIntent(
                intents, TunnelIntents.numbers(router.getSpec()), TunnelIntents.links(router.getSpec()), null));
    }

    private static void resolve(
            Router router,
            RouterTunnel tunnel,
            Map<String, TunnelNumbers.Answer> numbers,
            Capabilities capabilities,
            @Nullable Secret key,
            List<TunnelIntent> intents,
            List<Wrong> problems) {
        String name = Directory.key(tunnel);
        Optional<Problem> unsupported = Members.unsupported(tunnel.getSpec());
        if (unsupported.isPresent()) {
            problems.add(new Wrong(name, unsupported.get().message()));
            return;
        }
        switch (numbers.get(tunnel.getMetadata().getUid())) {
            case TunnelNumbers.Answer.None(Problem problem) -> problems.add(new Wrong(name, problem.message()));
            case TunnelNumbers.Answer.Given(int number) -> {
                var result = TunnelIntents.resolve(
                        name, tunnel.getSpec(), number, router.getSpec(), List.of(), capabilities, key);
                switch (result) {
                    case TunnelIntents.Result.Resolved(TunnelIntent intent) -> intents.add(intent);
                    case TunnelIntents.Result.Unresolved(String reason, List<String> why) ->
                        why.forEach(message -> problems.add(new Wrong(name, message)));
                }
            }
            case null -> throw new IllegalStateException("no answer for " + name);
        }
    }

    private static TunnelNumbers.Wish wish(RouterTunnel tunnel) {
        return new TunnelNumbers.Wish(
                tunnel.getMetadata().getUid(),
                Directory.key(tunnel),
                String.valueOf(tunnel.getMetadata().getCreationTimestamp()),
                tunnel.getSpec().tunnelNumber(),
                null);
    }
}
