package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of one language; {@code {name}} in them stands for a value. */
final class Texts {
    static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)\\}");

    private final ResourceBundle bundle;

    Texts(Language language) {
        Locale locale = language == Language.JAPANESE ? Locale.JAPANESE : Locale.ROOT;
        // Without fall-back: the machine's own language is nobody's wish.
        bundle = ResourceBundle.getBundle(
                Texts.class.getPackageName() + ".texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    Set<String> keys() {
        return bundle.keySet();
    }

    /** The sentence with its places still open. */
    String form(String key) {
        return bundle.getString(key);
    }

    boolean has(String key) {
        return bundle.containsKey(key);
    }

    String say(String key, Map<String, String> values) {
        Matcher place = PLACE.matcher(form(key));
        StringBuilder out = new StringBuilder();
        while (place.find()) {
            String value = values.getOrDefault(place.group(1), bundle.getString("word.unknown"));
            place.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return place.appendTail(out).toString();
    }

    /** Entries {@code key.1}, {@code key.2} … as far as they go. */
    List<String> list(String key, Map<String, String> values) {
        List<String> all = new ArrayList<>();
        for (int i = 1; has(key + "." + i); i++) {
            all.add(say(key + "." + i, values));
        }
        return all;
    }
}
