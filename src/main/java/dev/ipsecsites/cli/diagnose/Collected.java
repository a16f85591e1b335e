package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.manifest.ManifestError;
import dev.ipsecsites.cli.manifest.Manifests;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Roles;
import dev.ipsecsites.diagnosis.TimelineReader;
import dev.ipsecsites.text.Lines;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads files one after the other, each recognised by its content, and keeps what could be evidence; bounded, whatever their size. */
final class Collected {
    private static final int HEAD = 200;
    /** Manifests are read whole; nobody has larger ones. */
    private static final int MOST_YAML = 16 * 1024 * 1024;

    private static final Pattern YAML_HEAD = Pattern.compile("\\s*\"?(apiVersion|kind)\"?\\s*:.*");
    /** Alone on its line, but for quotes and whose timeline it is: others say so of their own files. */
    private static final Pattern NO_TIMELINE = Pattern.compile("(?i)(.*?)\\bfile not found\\b(.*)");

    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}\\s]+");

    static final String ANY_TUNNEL = "";

    final Scrubber secrets = new Scrubber();
    final List<RouterCapture> routers = new ArrayList<>();
    final List<Timeline> timelines = new ArrayList<>();
    final Map<String, String> manifests = new LinkedHashMap<>();
    final List<FileReport> reports = new ArrayList<>();
    /** Tunnels for which the console has none; {@value #ANY_TUNNEL} where it isn't said for which. */
    final Set<String> noTimeline = new TreeSet<>();

    private final @Nullable String site;
    private final Language language;

    /** @param site as Cato calls it: rows of a timeline that name another one are left out; null where nobody knows */
    Collected(@Nullable String site, Language language) {
        this.site = site;
        this.language = language;
    }

    void read(Input input) {
        try (Lines lines = Lines.of(input.opener().open())) {
            reports.add(read(input, lines));
        } catch (Lines.NotText e) {
            reports.add(new FileReport(input.name(), Set.of(), Note.NOT_TEXT.in(language)));
        } catch (IOException e) {
            reports.add(new FileReport(input.name(), Set.of(), Note.UNREADABLE.in(language, reason(e))));
        }
    }

    private String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Note.MISSING.in(language);
            case AccessDeniedException _ -> Note.DENIED.in(language);
            default -> {
                String message = String.valueOf(e.getMessage());
                // Linux opens a directory and fails at the first byte.
                yield message.equals("Is a directory")
                        ? Note.DIRECTORY.in(language)
                        : Say.AS_WRITTEN.in(language, message);
            }
        };
    }

    private FileReport read(Input input, Lines lines) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            head.add(line);
            if (head.size() == HEAD) {
                break;
            }
        }
        List<String> filled = head.stream().filter(line -> !line.isBlank()).toList();
        if (filled.isEmpty()) {
            return new FileReport(input.name(), Set.of(), Note.EMPTY.in(language));
        }
        if (!input.timeline()
                && filled.stream().anyMatch(line -> YAML_HEAD.matcher(line).matches())) {
            return manifest(input, lines, head);
        }
        if (filled.size() < 6 && filled.stream().anyMatch(Collected::saysNoTimeline)) {
            String whose = Roles.inName(String.join(" ", filled));
            String named = whose == null ? tunnel(input.name()) : whose;
            noTimeline.add(named == null ? ANY_TUNNEL : named);
            return new FileReport(input.name(), Set.of(Kind.NO_TIMELINE), null);
        }
        if (input.timeline() || (!routerish(head) && TimelineReader.looksLike(filled))) {
            return timeline(input, lines, head);
        }
        return router(input, lines, head);
    }

    private static boolean saysNoTimeline(String line) {
        Matcher said = NO_TIMELINE.matcher(line);
        if (!said.matches()) {
            return false;
        }
        String rest = PUNCTUATION
                .matcher(said.group(1) + " " + said.group(2))
                .replaceAll(" ")
                .strip();
        return rest.isEmpty() || Roles.named(rest) != null;
    }

    private static boolean routerish(List<String> head) {
        RouterText text = new RouterText("", new Scrubber());
        head.forEach(text::read);
        return !text.captures().isEmpty();
    }

    private FileReport manifest(Input input, Lines lines, List<String> head) throws IOException {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        for (String line = lines.next(); line != null; line = lines.next()) {
            text.append(line).append('\n');
            if (text.length() > MOST_YAML) {
                return new FileReport(input.name(), Set.of(), Note.TOO_LARGE.in(language));
            }
        }
        Manifests read = Manifests.read(Map.of(input.name(), text.toString()));
        manifests.put(unused(input.name()), text.toString());
        ManifestSecrets.learn(read, secrets);
        String problem = read.errors().isEmpty() ? null : problem(read.errors().getFirst());
        boolean ours = read.documents().stream().anyMatch(Manifests.Document::ours);
        return new FileReport(
                input.name(),
                ours ? Set.of(Kind.MANIFEST) : Set.of(),
                ours || problem != null ? problem : Note.NONE_OF_OURS.in(language));
    }

    /** Two files may have one name, such as two entries of different ConfigMaps. */
    private String unused(String name) {
        String key = name;
        for (int i = 2; manifests.containsKey(key); i++) {
            key = name + " (" + i + ")";
        }
        return key;
    }

    private String problem(ManifestError error) {
        String said = error.resource() + ": " + (error.field().isEmpty() ? "" : error.field() + ": ") + error.message();
        return Say.AS_WRITTEN.in(language, secrets.scrub(said.replaceAll("[\\p{Cntrl}]+", " ")));
    }

    private FileReport timeline(Input input, Lines lines, List<String> head) throws IOException {
        TimelineReader reader = new TimelineReader(site, secrets::scrub);
        head.forEach(reader::accept);
        for (String line = lines.next(); line != null; line = lines.next()) {
            reader.accept(line);
        }
        List<Timeline> found = reader.bySite(input.name()).entrySet().stream()
                .filter(of -> !of.getValue().isEmpty())
                // Asked for one site, what names no other is of it.
                .map(of -> new Timeline(input.name(), Objects.requireNonNullElse(site, of.getKey()), of.getValue()))
                .toList();
        timelines.addAll(found);
        return new FileReport(
                input.name(), Set.of(Kind.TIMELINE), found.isEmpty() ? Note.NO_MESSAGE.in(language) : null);
    }

    /** The console gives a timeline for each tunnel: a name such as {@code primary1.csv} says whose it is where no row does. */
    private static @Nullable String tunnel(String name) {
        return Roles.inName(name.substring(name.lastIndexOf('/') + 1));
    }

    private FileReport router(Input input, Lines lines, List<String> head) throws IOException {
        RouterText text = new RouterText(input.name(), secrets);
        head.forEach(text::read);
        for (String line = lines.next(); line != null; line = lines.next()) {
            text.read(line);
        }
        if (lines.endedInALine()) {
            text.cut();
        }
        List<RouterCapture> captures = text.captures();
        if (captures.isEmpty()) {
            return new FileReport(input.name(), Set.of(), Note.NOT_RECOGNISED.in(language));
        }
        routers.addAll(captures);
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        captures.forEach(capture -> kinds.addAll(capture.kinds));
        return new FileReport(input.name(), kinds, problem(text, lines));
    }

    private @Nullable String problem(RouterText text, Lines lines) {
        if (text.crowded()) {
            return Note.CROWDED.in(language, RouterText.MOST_SENDERS);
        }
        return lines.cut() ? Note.LONG_LINES.in(language) : null;
    }
}
