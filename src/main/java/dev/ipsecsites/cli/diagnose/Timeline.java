package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Message;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a file holds of one site's timeline.
 *
 * @param site as the rows name it; empty where they don't
 */
record Timeline(String file, String site, List<Message> messages) {
    Timeline {
        messages = List.copyOf(messages);
    }

    Timeline map(UnaryOperator<String> text) {
        return new Timeline(file, site, messages.stream().map(m -> map(m, text)).toList());
    }

    private static Message map(Message message, UnaryOperator<String> text) {
        String other = text.apply(message.text());
        return other.equals(message.text())
                ? message
                : new Message(message.source(), message.time(), other, message.tunnel());
    }

    /**
     * Whether the rows, or else the file's name, say that it is of this site.
     *
     * @param all the sites that there are: a name may be a part of another one's, and a file that names two is neither's
     */
    boolean names(Draft draft, List<Draft> all) {
        if (!site.isEmpty()) {
            return names(draft).anyMatch(site::equalsIgnoreCase);
        }
        Set<String> found = inFileName(all.stream().flatMap(Timeline::names));
        return !found.isEmpty() && names(draft).toList().containsAll(found);
    }

    private static Stream<String> names(Draft draft) {
        return Stream.of(draft.name(), draft.nameAtCato());
    }

    /** Directories may be called anything. A name counts as a whole, and the longest first. */
    private Set<String> inFileName(Stream<String> names) {
        String rest = file.replaceFirst("(?s).*[/\\\\]", "");
        Set<String> found = new HashSet<>();
        for (String name : names.distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            Matcher whole = Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                    .matcher(rest);
            if (whole.find()) {
                found.add(name);
                rest = whole.replaceAll("/");
            }
        }
        return found;
    }
}
