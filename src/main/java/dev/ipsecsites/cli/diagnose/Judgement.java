package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.cluster.ClusterSite;
import dev.ipsecsites.cli.console.Terminal;
import dev.ipsecsites.diagnosis.Engine;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Masks;
import dev.ipsecsites.diagnosis.SiteEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator found, and what the files add to it. */
final class Judgement {
    private final @Nullable ClusterSite known;
    private final FileEvidence evidence;
    private final List<Found> found;

    Judgement(@Nullable ClusterSite known, List<Input> files, Language language) {
        this.known = known;
        List<Input> inputs = new ArrayList<>(files);
        if (known != null) {
            known.timelines()
                    .forEach((name, content) ->
                            inputs.add(Input.of(name, content).asTimeline()));
        }
        this.evidence = FileEvidence.read(inputs, known, language);
        this.found = judged(inputs.isEmpty(), language).stream()
                .map(each -> each.map(this::clean))
                .toList();
    }

    private List<Found> judged(boolean noFiles, Language language) {
        List<Found> all = new ArrayList<>();
        if (known != null) {
            known.site().statusOrEmpty().diagnosis().forEach(each -> {
                if (!each.repaired()) {
                    all.add(Found.of(each, language));
                }
            });
        }
        if (known != null && noFiles) {
            if (all.isEmpty()) {
                known.down().forEach(tunnel -> all.add(Found.notYet(tunnel, known.complaints(), language)));
            }
            if (!all.isEmpty() || known.ready()) {
                return all;
            }
        }
        for (SiteEvidence site : evidence.sites()) {
            String prefix = prefix(site);
            Engine.diagnose(site, language).stream()
                    .map(each -> Found.of(each, prefix))
                    .filter(each -> all.stream().noneMatch(other -> other.sameAs(each)))
                    .forEach(all::add);
        }
        // What one of the two doesn't know, the other may.
        return all.stream()
                .filter(each -> !each.unknown()
                        || all.stream()
                                .noneMatch(other -> !other.unknown() && Objects.equals(other.tunnel(), each.tunnel())))
                .toList();
    }

    /** Tunnels of the site that was asked for have their names alone, as the operator writes them; of several sites each has its own. */
    private @Nullable String prefix(SiteEvidence site) {
        boolean asked = known != null && known.site().getMetadata().getName().equals(site.site());
        return asked || evidence.sites().size() < 2 ? null : site.site();
    }

    List<Found> found() {
        return found;
    }

    List<FileReport> files() {
        return evidence.files();
    }

    Optional<ClusterSite> site() {
        return Optional.ofNullable(known);
    }

    /** Every file could be used, and every site of a manifest. */
    boolean usable() {
        return evidence.planned() && evidence.files().stream().allMatch(FileReport::usable);
    }

    /** A line for each file that is of no use, or not all of it, and for what is wrong with manifests. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (FileReport file : evidence.files()) {
            if (file.problem() != null) {
                problems.add(clean(file.name() + ": " + file.problem()));
            }
        }
        evidence.notes().forEach(note -> problems.add(clean(Masks.mask(note))));
        return problems;
    }

    /** A text for the screen: without secrets of the files, and without characters that a terminal obeys. */
    String clean(String text) {
        return Terminal.printable(evidence.scrub(text));
    }
}
