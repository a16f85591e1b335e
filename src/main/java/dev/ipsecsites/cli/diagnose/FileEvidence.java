package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.cli.cluster.ClusterSite;
import dev.ipsecsites.cli.manifest.Catalogue;
import dev.ipsecsites.cli.manifest.ManifestError;
import dev.ipsecsites.cli.manifest.Manifests;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Message;
import dev.ipsecsites.diagnosis.SiteEvidence;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What files say of a site, as evidence: Cato's timeline, output of the router, manifests, in any number, order and encoding. A file that can't
 * be used is reported and doesn't stop the others. Holds no secret that could be printed: keys are masked on the way in.
 */
public final class FileEvidence {
    private final Collected collected;
    private final List<SiteEvidence> sites;
    private final List<String> notes;
    private final boolean planned;

    private FileEvidence(Collected collected, List<SiteEvidence> sites, List<String> notes, boolean planned) {
        this.collected = collected;
        this.planned = planned;
        this.sites = List.copyOf(sites);
        this.notes = List.copyOf(notes);
    }

    /** Reads the files one after the other; none of them is held in memory as a whole but manifests. */
    public static FileEvidence read(List<Input> inputs) {
        return read(inputs, null, Language.ENGLISH);
    }

    /**
     * @param known the site as a cluster has it, to lay the files beside; null offline
     * @param language of what is said of the files
     */
    static FileEvidence read(List<Input> inputs, @Nullable ClusterSite known, Language language) {
        Collected collected = new Collected(known == null ? null : known.site().nameAtCato(), language);
        inputs.forEach(collected::read);
        List<String> notes = new ArrayList<>();
        RouterMerge.Merged merged = RouterMerge.merge(collected.routers, language);
        List<RouterCapture> captures = merged.routers();
        List<Draft> written = drafts(collected, captures, known, language, notes);
        // A manifest that can't be planned says nothing of its tunnels; the other files may.
        List<Draft> drafts =
                written.stream().filter(draft -> !draft.tunnels().isEmpty()).toList();
        Set<Integer> named = drafts.stream()
                .flatMap(draft -> draft.tunnels().stream())
                .map(Draft.DraftTunnel::number)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Optional<String> wan = drafts.stream().flatMap(d -> d.wan().stream()).findFirst();
        List<RouterSide> routers = captures.stream()
                .map(capture -> new RouterSide(capture, wan, named))
                .toList();
        List<List<Message>> logs =
                routers.stream().map(side -> side.messages(collected.secrets)).toList();
        // A secret may stand in a later file than a text that has it.
        List<Timeline> timelines = collected.timelines.stream()
                .map(timeline -> timeline.map(collected.secrets::scrub))
                .toList();
        notes.addAll(merged.notes());
        written.stream()
                .flatMap(draft -> Stream.ofNullable(draft.problem())
                        .map(p -> draft.name() + ": " + Say.AS_WRITTEN.in(language, p)))
                .forEach(notes::add);
        Assembly assembly = new Assembly(routers, logs, timelines, collected.noTimeline);
        List<SiteEvidence> sites = assembly.sites(drafts);
        assembly.unclaimed(drafts).forEach(timeline -> notes.add(Note.NOBODYS_TIMELINE.in(language, timeline)));
        if (captures.size() > 1) {
            assembly.unplaced(drafts).forEach(router -> notes.add(Note.NOBODYS_ROUTER.in(language, router)));
            if (drafts.isEmpty() && !collected.timelines.isEmpty()) {
                notes.add(Note.TIMELINE_ALONE.in(language));
            }
        }
        return new FileEvidence(collected, sites, notes, written.stream().allMatch(draft -> draft.problem() == null));
    }

    private static List<Draft> drafts(
            Collected collected,
            List<RouterCapture> captures,
            @Nullable ClusterSite known,
            Language language,
            List<String> notes) {
        if (collected.manifests.isEmpty() && known == null) {
            return List.of();
        }
        List<ManifestError> errors = new ArrayList<>();
        Catalogue catalogue = Catalogue.of(Manifests.read(collected.manifests), errors);
        errors.forEach(error -> notes.add(Say.AS_WRITTEN.in(language, collected.secrets.scrub(error.line()))));
        RouterFacts found = captures.size() == 1 ? captures.getFirst().facts() : null;
        List<Router> routers =
                known == null ? List.of() : Stream.ofNullable(known.router()).toList();
        List<RouterTunnel> tunnels = known == null ? List.of() : known.tunnels();
        List<CatoSite> sites = known == null ? List.of() : List.of(known.site());
        try (YamahaRtx driver = new YamahaRtx(Clock.systemUTC())) {
            List<Draft> drafts = new ManifestDrafts(
                            beside(routers, catalogue.all(Router.class)),
                            beside(tunnels, catalogue.all(RouterTunnel.class)),
                            driver::capabilities,
                            found)
                    .of(beside(sites, catalogue.all(CatoSite.class)));
            // Whether the cluster's own can be planned is the operator's to say, and it does in the conditions.
            return IntStream.range(0, drafts.size())
                    .mapToObj(i -> i < sites.size() ? drafts.get(i).withoutProblem() : drafts.get(i))
                    .toList();
        }
    }

    /** The cluster's objects first; of one that files have too, the cluster's: it has the status. A file needn't say the namespace. */
    private static <T extends HasMetadata> List<T> beside(List<T> cluster, List<T> files) {
        Set<String> names =
                cluster.stream().map(each -> each.getMetadata().getName()).collect(Collectors.toSet());
        return Stream.concat(
                        cluster.stream(),
                        files.stream()
                                .filter(each ->
                                        !names.contains(each.getMetadata().getName())))
                .toList();
    }

    /** A site for each CatoSite among the files; one without a name where there is none. Never empty. */
    public List<SiteEvidence> sites() {
        return sites;
    }

    /** What became of each file, in their order. */
    public List<FileReport> files() {
        return List.copyOf(collected.reports);
    }

    /** Whether each site that was written down can be planned. */
    boolean planned() {
        return planned;
    }

    /** What is wrong with manifests, and what else the reader should know. */
    public List<String> notes() {
        return notes;
    }

    /** What the engine makes of it, site by site. */
    public List<Diagnosis> diagnose(Language language) {
        return sites.stream()
                .flatMap(site -> Engine.diagnose(site, language).stream())
                .toList();
    }

    /** Takes out of what is said of the files whatever was seen to be a secret in them. */
    public String scrub(String sentence) {
        return collected.secrets.scrubSentence(sentence);
    }
}
