package dev.ipsecsites.cli.explain;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages of the runbook, which come with this program as Markdown. */
public final class Runbook {
    private Runbook() {}

    /** Where a page lies: {@code runbook/en/DHGroupMismatch.md}. */
    private static String path(String name, Language language) {
        return "runbook/" + (language == Language.JAPANESE ? "ja" : "en") + "/" + name + ".md";
    }

    /** The page as Markdown. */
    public static String page(Cause cause, Language language) {
        return page(cause.word(), language);
    }

    /** A page that isn't about one cause. */
    static String page(String name, Language language) {
        String path = path(name, language);
        try (InputStream file = Runbook.class.getResourceAsStream("/" + path)) {
            if (file == null) {
                throw new IllegalStateException("this program lacks the page " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sentence under the page's title: what it is about in a line. */
    public static String sentence(Cause cause, Language language) {
        return sentence(cause.word(), language);
    }

    static String sentence(String name, Language language) {
        return page(name, language)
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the page " + name + " has no first sentence"));
    }
}
