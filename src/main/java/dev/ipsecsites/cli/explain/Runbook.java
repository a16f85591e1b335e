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
    static String path(Cause cause, Language language) {
        return "runbook/" + (language == Language.JAPANESE ? "ja" : "en") + "/" + cause.word() + ".md";
    }

    /** The page as Markdown. */
    public static String page(Cause cause, Language language) {
        String path = path(cause, language);
        try (InputStream file = Runbook.class.getResourceAsStream("/" + path)) {
            if (file == null) {
                throw new IllegalStateException("this program lacks the page " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sentence under the page's title: what the cause means in a line. */
    public static String sentence(Cause cause, Language language) {
        return page(cause, language)
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the page of " + cause + " has no first sentence"));
    }
}
