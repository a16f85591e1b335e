package dev.ipsecsites.cases;

import dev.ipsecsites.lab.rtx.PlainSsh;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Copies from a site what somebody in trouble would copy: answers over SSH, the timeline from the console. */
final class Capture {
    /** What can be copied; the file of each. */
    enum Kind {
        TIMELINE("timeline.csv"),
        BOTH_TIMELINES("timeline.csv"),
        LOG("router.log"),
        CONFIG("config.txt"),
        SA("sa.txt"),
        TUNNEL("tunnel.txt"),
        TECHINFO("techinfo.txt"),
        MANIFEST("site.yaml");

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    /** Lines that hold keys and passwords (yamaha-rtx.md §7); the last word is replaced. */
    private static final Pattern SECRET =
            Pattern.compile("(?m)^(\\s*(?:ipsec ike pre-shared-key \\d+ text|pp auth myname \\S+) ).*$");

    private Capture() {}

    static Map<String, String> of(SimulatedSite site, Set<Kind> kinds) throws IOException, InterruptedException {
        Map<String, String> files = new LinkedHashMap<>();
        if (kinds.contains(Kind.TIMELINE)) {
            timeline(files, site.timeline("PRIMARY1"), Optional.empty());
        }
        if (kinds.contains(Kind.BOTH_TIMELINES)) {
            timeline(files, site.timeline("PRIMARY1"), site.timeline("SECONDARY1"));
        }
        if (kinds.contains(Kind.MANIFEST)) {
            files.put(Kind.MANIFEST.file(), site.settings().manifest());
        }
        List<Kind> typed = kinds.stream()
                .filter(kind -> !commands(kind).isEmpty())
                .sorted()
                .toList();
        if (!typed.isEmpty()) {
            site.type(
                    "console lines infinity",
                    "console columns " + site.settings().columns());
            try (PlainSsh ssh = PlainSsh.login(
                    site.router(), "admin", "loginpw1", site.console().charset())) {
                ssh.until("> ");
                ssh.elevate("adminpw1");
                for (Kind kind : typed) {
                    files.put(kind.file(), answers(ssh, kind));
                }
            }
        }
        return files;
    }

    private static void timeline(Map<String, String> files, Optional<String> first, Optional<String> second) {
        List<String> rows = new ArrayList<>();
        first.ifPresent(csv -> csv.lines().forEach(rows::add));
        second.ifPresent(csv -> csv.lines().skip(rows.isEmpty() ? 0 : 1).forEach(rows::add));
        if (rows.isEmpty()) {
            files.put("no-timeline.txt", "File not found\n");
        } else {
            files.put(Kind.TIMELINE.file(), String.join("\n", rows) + "\n");
        }
    }

    private static List<String> commands(Kind kind) {
        return switch (kind) {
            case LOG -> List.of("show log");
            case CONFIG -> List.of("show config");
            case SA -> List.of("show ipsec sa", "show ipsec sa gateway 1 detail", "show ipsec sa gateway 2 detail");
            case TUNNEL -> List.of("show status tunnel 1", "show status tunnel 2");
            case TECHINFO -> List.of("show techinfo");
            case TIMELINE, BOTH_TIMELINES, MANIFEST -> List.of();
        };
    }

    private static String answers(PlainSsh ssh, Kind kind) throws IOException, InterruptedException {
        StringBuilder out = new StringBuilder();
        List<String> commands = commands(kind);
        for (String command : commands) {
            if (commands.size() > 1) {
                out.append("# ").append(command).append('\n');
            }
            out.append(ssh.run(command).replace("\r\n", "\n").replace('\r', '\n'))
                    .append('\n');
        }
        return SECRET.matcher(out).replaceAll("$1*");
    }
}
