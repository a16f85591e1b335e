package dev.ipsecsites.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cli.Ran;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.operator.common.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands as the reason of a condition or an Event has an entry that can be asked for. */
class ReasonsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    /** Who says what becomes a reason: the operator, and what a router's driver refuses. */
    private static final List<Path> EMITTING =
            List.of(Path.of("dev/ipsecsites/operator"), Path.of("dev/ipsecsites/router"));

    private static final Pattern LITERAL = Pattern.compile("(?<![\\\\\"])\"([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)\"");
    private static final Pattern CODE = Pattern.compile("`[^`]+`");

    /** Literals in CamelCase that are something else. */
    private static final Set<String> NO_REASONS = Set.of(
            // types of conditions
            "Configured",
            "Operational",
            "Ready",
            "Reconciling",
            "Redundant",
            "Stalled",
            // types of Events and Secrets, kinds
            "CatoSite",
            "Normal",
            "Opaque",
            "Warning",
            // values of fields
            "Auto",
            "None",
            "Off",
            // results of transactions in metrics
            "Committed",
            "RolledBack",
            // repairs that were tried, and why one waits: parts of a message
            "AnotherPoP",
            "GivenTime",
            "Reset",
            // words of Cato's events and of show commands, an algorithm of Java's
            "Connected",
            "Disconnected",
            "Down",
            "Failed",
            "HmacSHA256",
            "Received",
            "Reconnected",
            "Transmitted");

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : EMITTING) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static Set<String> literals() throws IOException {
        Set<String> literals = new TreeSet<>();
        for (Path source : sources()) {
            LITERAL.matcher(Files.readString(source)).results().forEach(found -> literals.add(found.group(1)));
        }
        return literals;
    }

    /** Constants of Events, and of failures that say themselves which reason they are. */
    private static Set<String> constants() throws IOException, ClassNotFoundException {
        Set<String> constants = new TreeSet<>();
        for (Path source : sources()) {
            String name = SOURCES.relativize(source).toString().replaceFirst("\\.java$", "");
            if (name.endsWith("package-info")) {
                continue;
            }
            Class<?> outer = Class.forName(name.replace('/', '.').replace('\\', '.'));
            Stream.concat(Stream.of(outer), Arrays.stream(outer.getDeclaredClasses()))
                    .filter(Class::isEnum)
                    .filter(type -> EventReason.class.isAssignableFrom(type)
                            || type.getSimpleName().equals("Reason"))
                    .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                    .forEach(constant -> constants.add(((Enum<?>) constant).name()));
        }
        return constants;
    }

    private static List<String> words(Language language) {
        return Reason.all(language).stream().map(Reason::word).toList();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void eachReasonThatCanBeEmittedHasOneEntryAndNoOtherHas(Language language) throws Exception {
        Set<String> emitted = literals();
        assertThat(emitted).containsAll(NO_REASONS);
        emitted.removeAll(NO_REASONS);
        emitted.addAll(constants());
        assertThat(emitted)
                .contains("UnsavedChanges", "WouldCutManagement", "SecretMissing", "HostKeyTrusted", "NoAnswer");
        emitted.removeIf(word -> Cause.ofWord(word).isPresent());
        assertThat(words(language)).containsExactlyInAnyOrderElementsOf(emitted);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void entriesAreSortedWithinTheirKind(Language language) {
        Pattern rows = Pattern.compile("(?m)^\\| ([A-Z]\\w+) \\| [A-Z]");
        String[] sections = Runbook.page(Reason.PAGE, language).split("(?m)^## ", -1);
        assertThat(sections).hasSize(6);
        for (String section : sections) {
            List<String> words = rows.matcher(section.replaceAll("(?m)^\\| (?:Reason|reason) .*$", ""))
                    .results()
                    .map(row -> row.group(1))
                    .toList();
            assertThat(words).isSortedAccordingTo(Comparator.comparing(word -> word.toLowerCase(Locale.ROOT)));
        }
    }

    @Test
    void bothLanguagesSayTheSameOfTheSameKindsWithTheSameCommands() {
        List<Reason> english = Reason.all(Language.ENGLISH);
        List<Reason> japanese = Reason.all(Language.JAPANESE);
        assertThat(words(Language.JAPANESE)).isEqualTo(words(Language.ENGLISH));
        for (int i = 0; i < english.size(); i++) {
            Reason one = english.get(i);
            Reason other = japanese.get(i);
            assertThat(one.cells()).as(one.word()).hasSize(3).noneMatch(String::isBlank);
            assertThat(other.cells()).as(one.word()).hasSize(3).noneMatch(String::isBlank);
            assertThat(on(other)).as(one.word()).isEqualTo(on(one));
            assertThat(code(other)).as(one.word()).isEqualTo(code(one));
        }
    }

    /** Kinds and conditions, without the words between them. */
    private static List<String> on(Reason reason) {
        return Pattern.compile("[A-Z]\\w+(?:=\\w+)?")
                .matcher(reason.cells().getFirst().replace("イベント", "Event"))
                .results()
                .map(found -> found.group())
                .toList();
    }

    private static Set<String> code(Reason reason) {
        Set<String> code = new TreeSet<>();
        reason.cells().forEach(cell -> CODE.matcher(cell).results().forEach(found -> code.add(found.group())));
        return code;
    }

    @ParameterizedTest
    @CsvSource({"EndsDisagree", "unsavedchanges", "NAMETAKEN", "CredentialsInvalid", "duplicaterouter", "HostKeyTrusted"
    })
    void anEntryIsPrintedWhateverTheCaseOfItsName(String asked) {
        for (Language language : Language.values()) {
            Reason reason = Reason.all(language).stream()
                    .filter(each -> each.word().equalsIgnoreCase(asked))
                    .findFirst()
                    .orElseThrow();
            Ran ran = Ran.with("explain", asked, "--lang", language == Language.JAPANESE ? "ja" : "en");
            assertThat(ran.exitCode()).isZero();
            assertThat(ran.out()).startsWith("# " + reason.word() + "\n").doesNotContain("\n|");
            assertThat(ran.out().lines()).containsAll(reason.cells());
        }
    }

    @Test
    void anEntryReadsAsAPage() {
        assertThat(Ran.with("explain", "FilterListFull").out()).isEqualTo("""
            # FilterListFull

            ## On

            Router: Stalled

            ## What it means

            With our filters the list of the interface would be longer than the model takes.

            ## What to do

            Join or remove some of your own filters: `show config | grep "secure filter"`.
            """);
    }

    @Test
    void theWholePageIsPrintedByItsName() {
        assertThat(Ran.with("explain", "reasons").out()).isEqualTo(Runbook.page(Reason.PAGE, Language.ENGLISH));
        assertThat(Ran.with("explain", "Reasons", "--lang", "ja").out())
                .isEqualTo(Runbook.page(Reason.PAGE, Language.JAPANESE));
    }

    @Test
    void helpAndSimilarWordsKnowThem() {
        assertThat(Ran.with("explain", "Unsaved").err()).contains("No page on 'Unsaved'. There is UnsavedChanges");
        assertThat(Ran.with("explain", "nosuchthing").err()).contains("ipsec-sites explain Reasons");
        assertThat(Ran.with("explain", "nosuchthing").exitCode()).isEqualTo(2);
        assertThat(Ran.with("explain", "--help").out())
                .contains("UnsavedChanges")
                .contains("no such reason");
        assertThat(new ExplainCommand.Words()).contains("DHGroupMismatch", "UnsavedChanges", "Reasons");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatAnEntrySendsToIsThere(Language language) {
        Pattern explained = Pattern.compile("ipsec-sites explain (?:--lang ja )?(\\w+)");
        List<String> asked = explained
                .matcher(Runbook.page(Reason.PAGE, language))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(asked).isNotEmpty();
        assertThat(asked).allMatch(word -> Ran.with("explain", word).exitCode() == 0);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void thePageIsLinkedFromBothReadmes(Language language) throws IOException {
        Path folder = Path.of("src/main/resources/runbook", language == Language.JAPANESE ? "ja" : "en");
        assertThat(Files.readString(folder.resolve("README.md"))).contains("(Reasons.md)");
        assertThat(Files.readString(Path.of("README.md"))).contains("(" + folder + "/Reasons.md)");
        assertThat(Runbook.sentence(Reason.PAGE, language)).endsWith(language == Language.JAPANESE ? "。" : ".");
    }
}
