package dev.ipsecsites.router.yamaha.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads {@code show config} (yamaha-rtx.md §3.1). Tolerant: headers, lines wrapped at the console's width, trailing blanks, {@code embedded
 * file} bodies, lines that it doesn't know. A member of a block is told by its command where indentation got lost.
 */
final class RtxConfigParser {
    static final Pattern EMBEDDED = Pattern.compile("embedded file (\\S+) <<(\\S+)");
    /** Rest of a wrapped header line: {@code ess=00:a0:de:00:00:01}. */
    private static final Pattern HEADER_REST = Pattern.compile("\\S*=[0-9A-Fa-f:]+.*|[0-9a-f:, -]+");

    private final List<ConfigLine> lines = new ArrayList<>();
    private Context context = Context.global();

    private RtxConfigParser() {}

    static List<ConfigLine> parse(String text, int columns) {
        var parser = new RtxConfigParser();
        parser.read(Wrapped.joined(text.lines().toList(), columns));
        return parser.lines;
    }

    private void read(List<String> text) {
        boolean header = false;
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i).stripTrailing();
            if (line.isBlank()) {
                continue;
            }
            if (line.startsWith("#")) {
                header = true;
                continue;
            }
            if (header && HEADER_REST.matcher(line).matches()) {
                continue;
            }
            header = false;
            var embedded = EMBEDDED.matcher(line.strip());
            if (embedded.matches()) {
                i = embeddedFile(text, i, embedded.group(1), embedded.group(2));
            } else {
                line(line);
            }
        }
    }

    /** Returns the index of the last line that belongs to the file. */
    private int embeddedFile(List<String> text, int start, String name, String end) {
        StringBuilder body = new StringBuilder();
        int i = start + 1;
        while (i < text.size() && !text.get(i).strip().equals(end)) {
            body.append(text.get(i)).append('\n');
            i++;
        }
        lines.add(ConfigLine.of(Context.global(), List.of("embedded", "file", name, body.toString())));
        return i;
    }

    private void line(String line) {
        List<String> words = Words.split(line);
        if (Words.startsWith(words, "tunnel select") && words.size() == 3) {
            int number = Words.number(words.get(2));
            context = number > 0 ? new Context.Tunnel(number) : Context.global();
        } else if (Words.startsWith(words, "pp select") && words.size() >= 3) {
            context = words.get(2).equals("none") ? Context.global() : new Context.Pp(words.get(2));
        } else {
            lines.add(ConfigLine.read(belongsToBlock(line, words) ? context : Context.global(), line));
        }
    }

    private static boolean belongsToBlock(String line, List<String> words) {
        return line.startsWith(" ")
                || Words.startsWith(words, "ip tunnel")
                || Words.startsWith(words, "ip pp")
                || Words.startsWith(words, "ipsec tunnel")
                || Words.startsWith(words, "description tunnel")
                || Words.startsWith(words, "description pp")
                || words.getFirst().equals("tunnel")
                || words.getFirst().equals("pp")
                || words.getFirst().equals("ppp")
                || words.getFirst().equals("pppoe");
    }
}
