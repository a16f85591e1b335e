package dev.ipsecsites.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cli.Ran;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookTest {
    private static final Path PAGES = Path.of("src/main/resources/runbook");
    private static final List<String> ENGLISH = List.of(
            "## What it means",
            "## How it shows",
            "## Check at the router",
            "## Check at Cato",
            "## Repair",
            "## What the operator does itself");
    private static final List<String> JAPANESE =
            List.of("## 意味", "## 現れ方", "## ルータでの確認", "## Catoでの確認", "## 修復", "## オペレーターが自動で行うこと");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    @ParameterizedTest
    @EnumSource(Language.class)
    void thereIsAPageForEachCauseAndOneForAllOtherReasons(Language language) throws IOException {
        try (Stream<Path> files = Files.list(PAGES.resolve(folder(language)))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Arrays.stream(Cause.values()).map(cause -> cause.word() + ".md"),
                                    Stream.of("Reasons.md", "README.md"))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void bothLanguagesHaveTheSameSectionsAndCommands(Cause cause) {
        List<String> english = Runbook.page(cause, Language.ENGLISH).lines().toList();
        List<String> japanese = Runbook.page(cause, Language.JAPANESE).lines().toList();
        assertThat(english).first().isEqualTo("# " + cause.word());
        assertThat(japanese).first().isEqualTo("# " + cause.word());
        assertThat(english.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(ENGLISH);
        assertThat(japanese.stream().filter(line -> line.startsWith("## "))).containsExactlyElementsOf(JAPANESE);
        assertThat(commands(japanese)).isEqualTo(commands(english));
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everySectionSaysSomethingAndEveryLinkLeadsSomewhere(Cause cause) {
        for (Language language : Language.values()) {
            String page = Runbook.page(cause, language);
            for (String section : page.split("(?m)^## .*$", -1)) {
                assertThat(section.strip()).as(cause + " " + language).hasSizeGreaterThan(10);
            }
            LINK.matcher(page)
                    .results()
                    .forEach(link -> assertThat(PAGES.resolve(folder(language)).resolve(link.group(1)))
                            .as(cause + " " + language)
                            .exists());
            assertThat(Runbook.sentence(cause, language)).endsWith(language == Language.JAPANESE ? "。" : ".");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theIndexHasEachPageWithItsSentenceAndIsLinkedFromTheReadme(Language language) throws IOException {
        String index = Files.readString(PAGES.resolve(folder(language)).resolve("README.md"));
        assertThat(index.lines().filter(line -> line.startsWith("| [")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Cause.values())
                        .map(cause ->
                                "| [%1$s](%1$s.md) | %2$s |".formatted(cause.word(), Runbook.sentence(cause, language)))
                        .toList());
        assertThat(LINK.matcher(index).results().map(link -> link.group(1)))
                .contains("../" + (language == Language.JAPANESE ? "en" : "ja") + "/README.md");
        assertThat(Files.readString(Path.of("README.md")))
                .contains("(" + PAGES.resolve(folder(language)) + "/README.md)");
    }

    @Test
    void aPageIsPrintedWhateverTheCaseOfItsName() {
        Ran ran = Ran.with("explain", "dhgroupmismatch");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo(Runbook.page(Cause.DH_GROUP_MISMATCH, Language.ENGLISH));
        assertThat(Ran.with("explain", "DHGroupMismatch", "--lang", "ja").out())
                .isEqualTo(Runbook.page(Cause.DH_GROUP_MISMATCH, Language.JAPANESE));
    }

    @Test
    void withoutACauseAllAreListedWithALineEach() {
        Ran ran = Ran.with("explain");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines()).hasSize(Cause.values().length + 1);
        assertThat(ran.out().lines())
                .contains("PPPoEDown                The PPPoE session of the WAN is down.")
                .last()
                .isEqualTo(
                        "Reasons                  Every other reason of conditions and Events: what it means and what to"
                                + " do.");
        assertThat(Ran.with("explain", "--lang=ja").out()).contains("PPPoEDown                WANのPPPoEセッションが切れています。");
    }

    @Test
    void anUnknownCauseIsAUsageErrorThatNamesTheNearest() {
        Ran ran = Ran.with("explain", "DHGroup");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("No page on 'DHGroup'. There is DHGroupMismatch");
        assertThat(Ran.with("explain", "--lang", "fr").exitCode()).isEqualTo(2);
    }

    private static String folder(Language language) {
        return language == Language.JAPANESE ? "ja" : "en";
    }

    /** Lines in blocks of commands; texts in angle brackets and comments are translated. */
    private static List<String> commands(List<String> page) {
        boolean inside = false;
        var commands = new java.util.ArrayList<String>();
        for (String line : page) {
            if (line.startsWith("```")) {
                inside = !inside;
            } else if (inside) {
                commands.add(
                        line.replaceAll("<[^>]*>", "<>").replaceFirst("#.*", "").strip());
            }
        }
        return commands;
    }
}
