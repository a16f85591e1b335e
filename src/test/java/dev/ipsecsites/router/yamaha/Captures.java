package dev.ipsecsites.router.yamaha;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Answers of routers, by command, from the files of the diagnosis cases: each map is one router at one moment. */
final class Captures {
    private static final String COMMAND = "# show ";

    private Captures() {}

    /** Routers whose answers are in UTF-8; those of other encodings are mere noise here, which is all right too. */
    static List<Map<String, List<String>>> routers() throws IOException {
        List<Map<String, List<String>>> routers = new ArrayList<>();
        try (var cases = Files.list(directory())) {
            for (Path one : cases.filter(Files::isDirectory).sorted().toList()) {
                Map<String, List<String>> answers = new LinkedHashMap<>();
                read(one, "config.txt", "show config", answers);
                read(one, "router.log", "show log", answers);
                split(one, "sa.txt", answers);
                split(one, "tunnel.txt", answers);
                split(one, "techinfo.txt", answers);
                if (!answers.isEmpty()) {
                    routers.add(answers);
                }
            }
        }
        return routers;
    }

    private static Path directory() {
        URL readme = Objects.requireNonNull(Captures.class.getResource("/diagnosis/README.md"));
        try {
            return Objects.requireNonNull(Path.of(new URI(readme.toString())).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.of();
    }

    private static void read(Path directory, String file, String command, Map<String, List<String>> answers)
            throws IOException {
        List<String> lines = lines(directory.resolve(file));
        if (!lines.isEmpty()) {
            answers.put(command, lines);
        }
    }

    private static void split(Path directory, String file, Map<String, List<String>> answers) throws IOException {
        List<String> open = new ArrayList<>();
        for (String line : lines(directory.resolve(file))) {
            if (line.startsWith(COMMAND)) {
                open = new ArrayList<>();
                answers.put(line.substring(2), open);
            } else {
                open.add(line);
            }
        }
    }
}
