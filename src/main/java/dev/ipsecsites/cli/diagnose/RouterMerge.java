package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.diagnose.RouterCapture.Identity;
import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is of one router laid together. A name in the prompt, a serial number or a MAC address tells whose an output is; one that has none of them belongs to
 * the only router that there is. Where there are several it stays alone, because nothing in it says whose it is: outputs of two routers are never mixed.
 * The name or address that a syslog server writes tells its routers from each other; which of the others one is it tells only where it is
 * the same.
 */
final class RouterMerge {
    /**
     * @param notes what the reader should know of outputs that nobody knows the router of
     */
    record Merged(List<RouterCapture> routers, List<String> notes) {}

    private final Language language;
    private final List<Group> groups = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Captures of one router. */
    private static final class Group {
        final List<RouterCapture> parts = new ArrayList<>();

        Group(RouterCapture first) {
            parts.add(first);
        }

        boolean has(RouterCapture other) {
            return parts.stream()
                    .anyMatch(p -> p.identity().sameAs(other.identity())
                            || (!p.config.isEmpty() && p.config.equals(other.config)));
        }

        boolean mayBe(Group other) {
            return other.parts.stream()
                    .map(RouterCapture::identity)
                    .allMatch(
                            theirs -> parts.stream().noneMatch(p -> p.identity().contradicts(theirs)));
        }

        boolean configured() {
            return parts.stream().anyMatch(p -> !p.config.isEmpty());
        }

        boolean known() {
            return parts.stream().map(RouterCapture::identity).anyMatch(Identity::known);
        }

        boolean saysItself() {
            return parts.stream().map(RouterCapture::identity).anyMatch(Identity::saysItself);
        }
    }

    private RouterMerge(Language language) {
        this.language = language;
    }

    static Merged merge(List<RouterCapture> captures, Language language) {
        RouterMerge merge = new RouterMerge(language);
        captures.forEach(merge::byIdentity);
        merge.toTheOnlyOne();
        List<RouterCapture> routers =
                merge.groups.stream().map(g -> merge.together(g.parts)).toList();
        return new Merged(routers, List.copyOf(merge.notes));
    }

    private void byIdentity(RouterCapture capture) {
        List<Group> same = groups.stream().filter(g -> g.has(capture)).toList();
        Group group = new Group(capture);
        same.reversed().forEach(g -> group.parts.addAll(0, g.parts));
        int at = same.isEmpty() ? groups.size() : groups.indexOf(same.getFirst());
        groups.removeAll(same);
        groups.add(at, group);
    }

    /** Outputs without a configuration go to the one router that they may be of, if all of those that may be of it may be of one. */
    private void toTheOnlyOne() {
        Predicate<Group> anchor = Stream.<Predicate<Group>>of(Group::configured, Group::saysItself)
                .filter(some -> groups.stream().anyMatch(some))
                .findFirst()
                .orElse(Group::known);
        List<Group> anchors = groups.stream().filter(anchor).toList();
        List<Group> rest = groups.stream().filter(anchor.negate()).toList();
        if (anchors.isEmpty()) {
            joined(rest);
            return;
        }
        Set<Group> nobodys = new HashSet<>();
        for (Group group : rest) {
            List<Group> may = anchors.stream().filter(group::mayBe).toList();
            // One router's model or prompt rules it out; that a server has another name for it doesn't.
            boolean guessed = anchors.size() > 1 && group.known() && !group.saysItself();
            if (may.size() == 1 && !guessed && only(may.getFirst(), group, rest)) {
                may.getFirst().parts.addAll(group.parts);
                groups.remove(group);
            } else if (!may.isEmpty()) {
                nobodys.add(group);
            }
        }
        if (!nobodys.isEmpty()) {
            notes.add(Note.OUTPUT_ALONE.in(
                    language,
                    nobodys.stream()
                            .flatMap(g -> g.parts.stream())
                            .map(p -> p.file)
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining(", "))));
        }
    }

    /** Whether nothing else speaks of another router that the anchor may be. */
    private static boolean only(Group anchor, Group group, List<Group> rest) {
        return rest.stream().filter(anchor::mayBe).allMatch(group::mayBe);
    }

    /** Nothing is known of any: files of one router, one for each command, are the rule; two models are two routers. */
    private void joined(List<Group> unknown) {
        for (Group group : unknown) {
            groups.stream()
                    .takeWhile(g -> g != group)
                    .filter(group::mayBe)
                    .findFirst()
                    .ifPresent(first -> {
                        first.parts.addAll(group.parts);
                        groups.remove(group);
                    });
        }
    }

    private RouterCapture together(List<RouterCapture> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        RouterCapture all = new RouterCapture(parts.getFirst().file);
        newest(parts).ifPresent(newest -> {
            all.config.addAll(newest.config);
            all.partialConfig = newest.partialConfig;
        });
        for (RouterCapture part : parts) {
            all.host = part.host == null ? all.host : part.host;
            all.sender = part.sender == null ? all.sender : part.sender;
            all.kinds.addAll(part.kinds);
            part.sa.forEach(all::sa);
            all.saDetails.addAll(part.saDetails);
            if (part.allRoutes()) {
                all.startRoutes();
            }
            all.routes.addAll(part.routes);
            all.environment.addAll(part.environment);
            all.dhcp.addAll(part.dhcp);
            part.tunnels.forEach((number, blocks) ->
                    all.tunnels.computeIfAbsent(number, n -> new ArrayList<>()).addAll(blocks));
            all.pps.putAll(part.pps);
            all.pings.addAll(part.pings);
            all.refusals.addAll(part.refusals);
            all.logs.addAll(part.logs);
        }
        return all;
    }

    /** Of several configurations the newest by their headings; where one has no date, they are in the order in which they were given. */
    private Optional<RouterCapture> newest(List<RouterCapture> parts) {
        List<RouterCapture> configured =
                parts.stream().filter(p -> !p.config.isEmpty()).toList();
        boolean dated = configured.stream().allMatch(p -> p.reported() != null);
        Optional<RouterCapture> newest = dated
                ? configured.stream().max(Comparator.comparing(p -> Objects.requireNonNull(p.reported())))
                : configured.stream().reduce((before, after) -> after);
        newest.filter(n -> configured.stream().anyMatch(p -> !p.file.equals(n.file) && !p.config.equals(n.config)))
                .ifPresent(n -> notes.add((dated ? Note.NEWEST_CONFIG : Note.LAST_CONFIG).in(language, n.file)));
        return newest;
    }
}
