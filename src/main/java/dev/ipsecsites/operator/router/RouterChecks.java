package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterDriver;
import dev.ipsecsites.api.RouterSpec;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.router.RouterFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be right with a Router before anybody connects to it, and before anything is written there. Pure. */
final class RouterChecks {
    private static final Comparator<Router> OLDEST_FIRST = Comparator.comparing(
                    (Router r) -> String.valueOf(r.getMetadata().getCreationTimestamp()))
            .thenComparing(r -> String.valueOf(r.getMetadata().getUid()));

    private RouterChecks() {}

    /**
     * Before connecting.
     *
     * @param all Routers of all namespaces
     * @param removing whether lines of ours have to be taken off: that works also where nothing else is supported
     */
    static Optional<Problem> beforeConnecting(Router router, List<Router> all, boolean removing) {
        Optional<Problem> unsupported = removing ? Optional.empty() : supported(router.getSpec());
        return Stream.<Optional<Problem>>of(unsupported, readable(router.getSpec()), alone(router, all))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * When the router has said what it is.
     *
     * @param models that the driver knows
     * @param known whether the driver knows this one
     */
    static Optional<Problem> afterConnecting(
            Router router, RouterFacts facts, boolean known, Set<String> models, List<Router> all) {
        RouterSpec spec = router.getSpec();
        if (!known) {
            return Optional.of(Problem.terminal(
                    "UnknownModel",
                    "The router says that it is a " + facts.model() + ", which this version doesn't know; known are "
                            + String.join(", ", models.stream().sorted().toList())));
        }
        if (spec.model() != null && !spec.model().equalsIgnoreCase(facts.model())) {
            return Optional.of(differs("spec.model", spec.model(), facts.model(), "ModelMismatch"));
        }
        if (spec.firmware() != null && !spec.firmware().equalsIgnoreCase(facts.firmware())) {
            return Optional.of(differs("spec.firmware", spec.firmware(), facts.firmware(), "FirmwareMismatch"));
        }
        return sameSerial(router, facts.serial(), all);
    }

    private static Problem differs(String field, String written, String found, String reason) {
        return Problem.terminal(
                reason,
                field + " is " + written + ", but the router says " + found
                        + ": is it the right one? Correct the field or take it off. Nothing was sent");
    }

    /** What has no behaviour in this version. */
    static Optional<Problem> supported(RouterSpec spec) {
        if (spec.managementPolicy() == ManagementPolicy.PLAN) {
            return Optional.of(Problem.notSupported("spec.managementPolicy", "managementPolicy Plan"));
        }
        if (spec.managementPolicy() == ManagementPolicy.UNRECOGNIZED) {
            return Optional.of(Problem.notSupported("spec.managementPolicy", "this managementPolicy"));
        }
        return spec.driver() == RouterDriver.YAMAHA_RTX
                ? Optional.empty()
                : Optional.of(Problem.notSupported("spec.driver", "this driver"));
    }

    private static Optional<Problem> readable(RouterSpec spec) {
        try {
            TunnelIntents.numbers(spec);
            Durations.parse(spec.commit().verifyWithin());
            Durations.parse(spec.commit().pollInterval());
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.terminal("InvalidValue", String.valueOf(e.getMessage())));
        }
        boolean pinned = spec.hostKey().fingerprint() != null
                || Boolean.TRUE.equals(spec.hostKey().trustOnFirstUse());
        return pinned
                ? Optional.empty()
                : Optional.of(Problem.terminal(
                        "InvalidValue",
                        "spec.hostKey says neither fingerprint nor trustOnFirstUse: write one of them"));
    }

    private static Optional<Problem> alone(Router router, List<Router> all) {
        return older(router, all)
                .filter(r -> address(r).equals(address(router)))
                .findFirst()
                .map(r -> duplicate(r, "has the same address " + address(router)));
    }

    private static Optional<Problem> sameSerial(Router router, @Nullable String serial, List<Router> all) {
        if (serial == null) {
            return Optional.empty();
        }
        return older(router, all)
                .filter(r -> Objects.equals(r.statusOrEmpty().serial(), serial))
                .findFirst()
                .map(r -> duplicate(r, "is the same device, serial " + serial));
    }

    private static Problem duplicate(Router other, String why) {
        return Problem.terminal(
                "DuplicateRouter",
                "The older Router " + Directory.key(other) + " " + why
                        + "; a device has one writer. Delete one of them. Nothing was sent");
    }

    private static Stream<Router> older(Router router, List<Router> all) {
        return all.stream()
                .filter(r -> !Objects.equals(
                        r.getMetadata().getUid(), router.getMetadata().getUid()))
                .filter(r -> OLDEST_FIRST.compare(r, router) < 0);
    }

    private static String address(Router router) {
        return router.getSpec().address().toLowerCase(Locale.ROOT) + ":"
                + router.getSpec().port();
    }
}
