package dev.ipsecsites.diagnosis;

import java.util.stream.Stream;

/** What the sentences of a diagnosis say by themselves, whatever the values in them. */
public final class Sentences {
    private Sentences() {}

    /** What stands between the values of each. */
    public static Stream<String> words(Language language) {
        Texts texts = new Texts(language);
        return texts.keys().stream().map(texts::form).flatMap(Texts.PLACE::splitAsStream);
    }
}
