package dev.ipsecsites.diagnosis;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the last few different texts: in a long file the same ones come again and again. Takes little memory, however many there
 * are and however long. Not thread-safe.
 */
final class Recent<V> {
    private static final int SIZE = 1 << 10;
    /** Longer ones aren't kept. */
    private static final int LONGEST = 2_000;

    private record Known<V>(String text, V value) {}

    @SuppressWarnings("unchecked")
    private final @Nullable Known<V>[] known = new Known[SIZE];

    private final Function<String, V> make;

    /** @param make gives the same for the same text, whenever it is asked */
    Recent(Function<String, V> make) {
        this.make = make;
    }

    V of(String text) {
        if (text.length() > LONGEST) {
            return make.apply(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SIZE - 1);
        Known<V> there = known[slot];
        if (there != null && there.text().equals(text)) {
            return there.value();
        }
        V value = make.apply(text);
        known[slot] = new Known<>(text, value);
        return value;
    }
}
