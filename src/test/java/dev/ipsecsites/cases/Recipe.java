package dev.ipsecsites.cases;

import dev.ipsecsites.cases.Capture.Kind;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.wire.Decider;
import dev.ipsecsites.lab.wire.Wire;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How one case is made: a site, what goes wrong there, what is copied, and what happens to the copies.
 *
 * @param name directory of the case
 * @param damage of the copies, by file name
 * @param charset in which the copies are written
 */
record Recipe(
        String name,
        SiteSettings settings,
        Story story,
        Set<Kind> kinds,
        UnaryOperator<Map<String, String>> damage,
        Charset charset) {

    /** What goes wrong. */
    interface Story {
        void tell(SimulatedSite site) throws IOException, InterruptedException;
    }

    static Recipe of(String name, SiteSettings settings, Story story, Kind first, Kind... more) {
        return new Recipe(name, settings, story, EnumSet.of(first, more), files -> files, StandardCharsets.UTF_8);
    }

    Recipe damaged(UnaryOperator<Map<String, String>> change) {
        return new Recipe(name, settings, story, kinds, change, charset);
    }

    Recipe in(Charset other) {
        return new Recipe(name, settings, story, kinds, damage, other);
    }

    /** The files of the case, made anew. */
    Map<String, byte[]> files() throws IOException, InterruptedException {
        return files(router -> Wire::decide);
    }

    private Map<String, byte[]> files(Function<RtxSimulator, Decider> deciding)
            throws IOException, InterruptedException {
        Map<String, String> copied;
        try (SimulatedSite site = new SimulatedSite(settings, name, deciding)) {
            story.tell(site);
            copied = Capture.of(site, kinds);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        damage.apply(copied).forEach((file, text) -> files.put(file, bytes(text)));
        return files;
    }

    private byte[] bytes(String text) {
        return text.getBytes(charset);
    }

    /** Writes the case under {@code cases}; what was in its directory goes. */
    void write(Path cases) throws IOException, InterruptedException {
        write(cases, router -> Wire::decide);
    }

    /** The same with another who decides what comes of a tunnel and a gateway. */
    void write(Path cases, Function<RtxSimulator, Decider> deciding) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(cases.resolve(name));
        try (var old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, byte[]> file : files(deciding).entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
    }
}
