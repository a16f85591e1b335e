package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in another language what was said in English before, such as by the operator in a status: a sentence of the diagnosis is known by its form, and its values
 * are said again in the other language's form. What stands between quotes stays as it is, and what is no sentence of the diagnosis can't be retold.
 */
public final class Retelling {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)\\}");
    private static final String REPEATED = "evidence.repeated";
    private static final List<String> WORDS = List.of("word.", "parameter.");
    /** Somebody else's words. */
    private static final Set<String> QUOTED = Set.of("text", "detail", "why");

    private final Texts target;
    private final List<Form> sentences;
    private final List<Form> words;

    /** @param literal how much of it is no value: the more, the surer */
    private record Form(String key, Pattern pattern, int literal) {}

    public Retelling(Language language) {
        this.target = new Texts(language);
        Texts english = new Texts(Language.ENGLISH);
        this.sentences = forms(english, Retelling::standsInStatus);
        this.words = forms(english, key -> WORDS.stream().anyMatch(key::startsWith));
    }

    /** The operator puts the summary before the evidence. */
    private static boolean standsInStatus(String key) {
        return key.startsWith("evidence.") || key.contains(".summary") || key.contains(".remedy");
    }

    private static List<Form> forms(Texts english, Predicate<String> wanted) {
        return english.keys().stream()
                .filter(wanted)
                .map(key -> form(key, english.form(key)))
                .sorted(Comparator.comparingInt(Form::literal).reversed().thenComparing(Form::key))
                .toList();
    }

    private static Form form(String key, String text) {
        StringBuilder pattern = new StringBuilder();
        List<String> seen = new ArrayList<>();
        int end = 0;
        int literal = 0;
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            pattern.append(Pattern.quote(text.substring(end, place.start())));
            literal += place.start() - end;
            String name = place.group(1);
            pattern.append(seen.contains(name) ? "\\k<" + name + ">" : "(?<" + name + ">.+?)");
            seen.add(name);
            end = place.end();
        }
        pattern.append(Pattern.quote(text.substring(end)));
        return new Form(key, Pattern.compile(pattern.toString(), Pattern.DOTALL), literal + text.length() - end);
    }

    /** A summary, a line of evidence or a remedy; empty where it is in no known form. */
    public Optional<String> retell(String english) {
        return sentences.stream()
                .filter(form -> !form.key().equals(REPEATED))
                .map(form -> said(form, english))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> repeated(english));
    }

    /** A line and how often it came. */
    private Optional<String> repeated(String english) {
        return sentences.stream()
                .filter(form -> form.key().equals(REPEATED))
                .map(form -> form.pattern().matcher(english))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(found -> retell(found.group("text"))
                        .map(text -> target.say(REPEATED, Map.of("text", text, "count", found.group("count")))));
    }

    private Optional<String> said(Form form, String english) {
        Matcher found = form.pattern().matcher(english);
        if (!found.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        found.namedGroups()
                .forEach((name, group) ->
                        values.put(name, QUOTED.contains(name) ? found.group(group) : word(found.group(group))));
        return Optional.of(target.say(form.key(), values));
    }

    private String word(String value) {
        return words.stream()
                .map(form -> said(form, value))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(value);
    }
}
