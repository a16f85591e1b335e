package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A router's command line as plain text: what is typed is stored by a table of patterns of its own, {@code no} takes away, and {@code show config}
 * prints it nested as an RTX does. Knows nothing of the model that the planner works on.
 */
final class TypedConfig {
    /** What a command sets: the first group is the setting; a line with the same one replaces it. */
    private static final List<Pattern> SETTINGS = List.of(
            Pattern.compile("(ipsec ike (?:duration )?[a-z0-9-]+(?: (?:address|name|id|use|log|type))? [0-9]+) .*"),
            Pattern.compile("(ipsec sa policy [0-9]+) .*"),
            Pattern.compile("(ipsec auto refresh) (?:on|off)"),
            Pattern.compile("(ipsec tunnel) [0-9]+"),
            Pattern.compile("(tunnel name|description tunnel) .*"),
            Pattern.compile("(ip tunnel (?:remote address|address|mtu|tcp mss limit)) .*"),
            Pattern.compile("(ip filter set [a-z]+ (?:in|out)) .*"),
            Pattern.compile("(ip filter [0-9]+) .*"),
            Pattern.compile("(ip route [0-9a-z./]+) .*"),
            Pattern.compile("(nat descriptor masquerade static [0-9]+ [0-9]+) .*"),
            Pattern.compile("(nat descriptor (?:type|address outer) [0-9]+) .*"),
            Pattern.compile("(ip (?:pp|lan[0-9]) (?:secure filter (?:in|out|name)|nat descriptor|address)) .*"));

    private static final Pattern IN_BLOCK =
            Pattern.compile("(ip tunnel|ipsec tunnel|tunnel name|description tunnel|ip pp|pp |pppoe).*");
    private static final Pattern ENABLE = Pattern.compile("tunnel enable ([0-9]+)");

    private final Map<String, String> settings = new LinkedHashMap<>();
    private String context = "";

    static TypedConfig typed(String text) {
        var router = new TypedConfig();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(router::type);
        router.type("tunnel select none");
        return router;
    }

    TypedConfig copy() {
        var copy = new TypedConfig();
        copy.settings.putAll(settings);
        copy.context = context;
        return copy;
    }

    void type(String command) {
        if (command.matches("(tunnel|pp) select .*")) {
            context = command.endsWith(" none") ? "" : command;
        } else if (command.startsWith("no ")) {
            take(command.substring(3));
        } else {
            settings.put(setting(command), command);
        }
    }

    private void take(String what) {
        String scope = scope(what);
        List<String> matching = settings.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(scope))
                .filter(entry -> (entry.getValue() + " ").startsWith(what + " "))
                .map(Map.Entry::getKey)
                .toList();
        if (matching.size() != 1) {
            throw new IllegalStateException("'no " + what + "' takes away " + matching.size() + " settings");
        }
        settings.remove(matching.getFirst());
    }

    private String setting(String command) {
        for (Pattern pattern : SETTINGS) {
            Matcher matcher = pattern.matcher(command);
            if (matcher.matches()) {
                return scope(command) + matcher.group(1);
            }
        }
        return scope(command) + command;
    }

    private String scope(String command) {
        if (!IN_BLOCK.matcher(command).matches()) {
            return "|";
        }
        if (!context.startsWith(command.matches("(ip pp|pp).*") ? "pp" : "tunnel")) {
            throw new IllegalStateException("'" + command + "' needs another context than '" + context + "'");
        }
        return context + "|";
    }

    /** As an RTX prints it: blocks, IKE lines under the tunnel whose policy uses the gateway, enabled last. */
    String show() {
        Map<String, List<String>> blocks = new TreeMap<>();
        List<String> global = new ArrayList<>();
        settings.forEach((key, line) -> {
            String block = key.substring(0, key.indexOf('|'));
            if (!block.isEmpty()) {
                blocks.computeIfAbsent(block, b -> new ArrayList<>()).add(line);
            } else {
                global.add(line);
            }
        });
        StringBuilder text = new StringBuilder("# RTX Rev.\n# Memory 128Mbytes\n");
        blocks.forEach((block, lines) -> {
            text.append(block).append('\n');
            lines.forEach(line -> text.append(' ').append(line).append("  \n"));
            nested(block, global).forEach(line -> text.append("  ").append(line).append('\n'));
        });
        global.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static List<String> nested(String block, List<String> global) {
        String number = block.substring(block.lastIndexOf(' ') + 1);
        List<String> nested = global.stream()
                .filter(line -> block.startsWith("tunnel"))
                .filter(line -> line.matches("ipsec ike .* " + number + "( .*)?")
                        || line.startsWith("ipsec sa policy " + number + " ")
                        || (ENABLE.matcher(line).matches() && line.endsWith(" " + number)))
                .toList();
        global.removeAll(nested);
        return nested;
    }

    /** What stands, order aside. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }
}
