package dev.ipsecsites.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Confidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of labels and the directories of cases belong together, and hold nobody's key. */
class CaseLabelsTest {
    private static final Set<String> FILES = Set.of(
            "timeline.csv",
            "no-timeline.txt",
            "router.log",
            "config.txt",
            "sa.txt",
            "tunnel.txt",
            "techinfo.txt",
            "site.yaml");

    @Test
    void everyCaseHasExactlyOneLabel() throws IOException {
        List<String> labelled =
                CaseLabel.all().stream().map(CaseLabel::name).sorted().toList();
        assertThat(labelled).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(labelled)).isEqualTo(new TreeSet<>(directories()));
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(directories()).hasSizeGreaterThanOrEqualTo(120);
    }

    @Test
    void labelsSpeakTheEnginesWordsAndGiveAReason() throws IOException {
        Set<String> known = new HashSet<>(Set.of(CaseLabel.NOTHING));
        for (Cause cause : Cause.values()) {
            Arrays.stream(Confidence.values()).forEach(sure -> known.add(cause.word() + " " + sure.word()));
        }
        assertThat(CaseLabel.all()).allSatisfy(label -> {
            assertThat(known).containsAll(label.answers());
            assertThat(label.why()).isNotBlank();
            assertThat(label.tunnel())
                    .satisfiesAnyOf(
                            tunnel -> assertThat(tunnel).isNull(),
                            tunnel -> assertThat(tunnel).matches("primary|secondary|\\d+"));
        });
    }

    @Test
    void unknownIsNeverMoreThanPossible() throws IOException {
        assertThat(CaseLabel.all())
                .allSatisfy(label -> assertThat(label.answers()).doesNotContain("Unknown Certain", "Unknown Likely"));
    }

    @Test
    void casesAreMadeOfTheAgreedFilesAndAreSmall() throws IOException {
        for (String name : directories()) {
            try (var files = Files.list(CaseLabel.directory().resolve(name))) {
                List<Path> all = files.toList();
                assertThat(all).as(name).isNotEmpty();
                for (Path file : all) {
                    if (!name.startsWith("field-")) {
                        assertThat(FILES).as(name).contains(file.getFileName().toString());
                    }
                    assertThat(Files.size(file)).as(file.toString()).isLessThan(64 * 1024);
                }
            }
        }
    }

    @Test
    void noCaseHoldsAKey() throws IOException {
        for (String name : directories()) {
            try (var files = Files.list(CaseLabel.directory().resolve(name))) {
                for (Path file : files.toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertThat(text.lines().filter(line -> line.contains("pre-shared-key") && !line.startsWith("ip")))
                            .as(file.toString())
                            .allMatch(line -> line.strip().matches("ipsec ike pre-shared-key \\d+ text \\*"));
                    assertThat(text).doesNotContain(SiteSettings.TOKYO_KEY, SiteSettings.LONDON_KEY, "isppass");
                }
            }
        }
    }

    private static Set<String> directories() throws IOException {
        try (var all = Files.list(CaseLabel.directory())) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
