package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Diagnosis;
import dev.ipsecsites.api.Durations;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.SiteEvidence;
import dev.ipsecsites.operator.common.Diagnoses;
import dev.ipsecsites.router.RouterObservation;
import java.time.Instant;
import java.util.List;

/** Why a tunnel that no CatoSite speaks for doesn't work, by the router's half of the evidence. Pure. */
final class TunnelDiagnoses {
    private TunnelDiagnoses() {}

    static List<Diagnosis> of(
            Member member, TunnelMemory memory, RouterObservation observation, Visit visit, Router router) {
        if (Checkup.ownedBySite(member.tunnel())
                || member.going()
                || member.intent() == null
                || !due(memory, router, observation.at())) {
            return List.of();
        }
        String name = member.tunnel().getMetadata().getName();
        SiteEvidence evidence = SiteEvidence.of(
                name, observation.at(), List.of(EvidenceOfVisit.of(member, observation, memory, visit)));
        return Diagnoses.status(
                Engine.diagnose(evidence), member.tunnel().statusOrEmpty().diagnosis());
    }

    /** Most tunnels come up by themselves (article); what an earlier process has found stays. */
    private static boolean due(TunnelMemory memory, Router router, Instant now) {
        if (memory.flaps().many()) {
            return true;
        }
        Instant since = memory.notWellSince();
        return since != null
                && (!memory.checks().stream().allMatch(TunnelMemory::ofWellTunnel)
                        || !now.isBefore(since.plus(
                                Durations.parse(router.getSpec().commit().verifyWithin()))));
    }
}
