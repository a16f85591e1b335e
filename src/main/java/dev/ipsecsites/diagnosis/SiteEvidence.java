package dev.ipsecsites.diagnosis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a site.
 *
 * @param site its name
 * @param at now; null offline, where nothing tells how old a file is
 * @param tunnels in the order in which they are preferred
 * @param messages of which it isn't known whose tunnel they are; the engine finds out where it can
 * @param change the last that somebody else did to the site at Cato; null for nothing
 * @param refusals what Cato answered to changes that it didn't make
 */
public record SiteEvidence(
        String site,
        @Nullable Instant at,
        List<TunnelEvidence> tunnels,
        List<Message> messages,
        List<String> refusals,
        @Nullable Change change) {

    public SiteEvidence {
        tunnels = List.copyOf(tunnels);
        messages = List.copyOf(messages);
        refusals = refusals.stream().map(Masks::mask).toList();
    }

    public static SiteEvidence of(String site, @Nullable Instant at, List<TunnelEvidence> tunnels) {
        return new SiteEvidence(site, at, tunnels, List.of(), List.of(), null);
    }

    public SiteEvidence withMessages(List<Message> ofUnknownTunnels) {
        return new SiteEvidence(site, at, tunnels, ofUnknownTunnels, refusals, change);
    }

    public SiteEvidence withRefusals(List<String> answers) {
        return new SiteEvidence(site, at, tunnels, messages, answers, change);
    }

    public SiteEvidence withChange(@Nullable Change byAnother) {
        return new SiteEvidence(site, at, tunnels, messages, refusals, byAnother);
    }

    /** Who changed the site at Cato, and when. What they changed isn't known. */
    public record Change(String by, Instant at) {}
}
