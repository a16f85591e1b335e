package dev.ipsecsites.cli.console;

import dev.ipsecsites.diagnosis.Language;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --lang}. English unless asked otherwise, whatever the environment says: output that goes into a ticket shouldn't depend on it. */
public final class LanguageOption {
    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = Converter.class,
            completionCandidates = Candidates.class,
            description =
                    "Language of the text: en or ja. Default: en, whatever LANG is. Causes and commands are the same"
                            + " in both.")
    private Language language = Language.ENGLISH;

    public Language language() {
        return language;
    }

    static final class Converter implements ITypeConverter<Language> {
        @Override
        public Language convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "en", "english" -> Language.ENGLISH;
                case "ja", "jp", "japanese" -> Language.JAPANESE;
                default -> throw new TypeConversionException("'" + value + "' is neither en nor ja");
            };
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("en", "ja").iterator();
        }
    }
}
