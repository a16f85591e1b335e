package dev.ipsecsites.router.yamaha.config;

import java.util.List;

/** What a line sets, such as {@code ipsec ike hash 1} or, within tunnel 1, {@code ip tunnel address}. */
record ConfigKey(Context context, List<String> words) {
    ConfigKey {
        words = List.copyOf(words);
    }

    static ConfigKey global(String text) {
        return new ConfigKey(Context.global(), Words.split(text));
    }

    boolean startsWith(String keywords) {
        return Words.startsWith(words, keywords);
    }

    @Override
    public String toString() {
        return context + String.join(" ", words);
    }
}
