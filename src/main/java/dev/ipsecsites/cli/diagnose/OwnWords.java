package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.Sentences;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this program says by itself, whatever is in the files. Somebody's password may be a word of it, such as {@code console}: in a sentence of
 * ours it gives nothing away, and hiding it there would only tell that it is one.
 */
final class OwnWords {
    private final List<String> texts;

    OwnWords() {
        this.texts = Stream.of(Language.values())
                .flatMap(language -> Stream.of(
                                Sentences.words(language),
                                Arrays.stream(Say.values()).map(say -> say.form(language)),
                                Arrays.stream(Note.values()).map(note -> note.form(language)))
                        .flatMap(all -> all))
                .toList();
    }

    boolean have(String text) {
        return texts.stream().anyMatch(own -> own.contains(text));
    }
}
