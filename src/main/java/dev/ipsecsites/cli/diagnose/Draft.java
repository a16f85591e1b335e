package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.CatoHalf;
import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.diagnosis.Intended;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A site as manifests have it, before the files of routers and of Cato are laid beside it.
 *
 * @param name {@code osaka}
 * @param nameAtCato which may be another one
 * @param router namespace/name of its Router; null where it has none
 * @param wan interface to the outside as the Router's manifest names it
 * @param refusals what somebody refused, by what status says
 * @param problem why the manifest can't be planned as it stands; null where it can
 */
record Draft(
        String name,
        String nameAtCato,
        @Nullable String router,
        Optional<String> wan,
        List<DraftTunnel> tunnels,
        List<String> refusals,
        @Nullable String problem) {

    /**
     * @param id {@code PRIMARY1}; the resource's name for a RouterTunnel without a site
     * @param up both ends confirm it, by what status says; null where there is no status
     */
    record DraftTunnel(
            String id,
            Intended intended,
            CatoHalf cato,
            List<Check> checks,
            @Nullable Integer flaps,
            @Nullable Boolean up) {
        @Nullable
        Integer number() {
            return intended.number();
        }
    }

    Draft withoutProblem() {
        return new Draft(name, nameAtCato, router, wan, tunnels, refusals, null);
    }

    static Draft unnamed(List<DraftTunnel> tunnels) {
        return named("site", tunnels);
    }

    /** Of which no manifest tells. */
    static Draft named(String name, List<DraftTunnel> tunnels) {
        return new Draft(name, name, null, Optional.empty(), tunnels, List.of(), null);
    }

    static DraftTunnel bare(String id, @Nullable Integer number) {
        return new DraftTunnel(id, Intended.UNKNOWN.withNumber(number), CatoHalf.NOTHING, List.of(), null, null);
    }
}
