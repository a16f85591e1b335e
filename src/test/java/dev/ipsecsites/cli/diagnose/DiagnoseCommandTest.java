package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseCommandTest {
    @TempDir
    private Path directory;

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Test
    void aCauseIsNamedWithEvidenceAndRemedyAndExitCodeOne() throws IOException {
        Ran ran = Ran.with(
                "diagnose", file("a", Samples.TIMELINE), file("b", Samples.TECHINFO), file("c", Samples.MANIFEST));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("PRIMARY1: DHGroupMismatch (")
                .contains("GROUP_5_MODP1536")
                .contains("ipsec ike group 1")
                .contains("More: ipsec-sites explain DHGroupMismatch")
                .doesNotContain("\u001b[");
    }

    /** A … in it stands for what is left out: the rest of a line, or, alone on one, any lines. */
    @Test
    void theSampleOfTheReadmeIsWhatIsPrinted() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String start = "$ ipsec-sites diagnose ";
        String sample = readme.substring(readme.indexOf(start) + start.length());
        sample = sample.substring(0, sample.indexOf("```"));
        Path files = Path.of("src/test/resources/diagnosis/sim-group-rtx1300-everything");
        List<String> arguments = new ArrayList<>(List.of("diagnose"));
        for (String name : sample.lines().findFirst().orElseThrow().split(" ", -1)) {
            arguments.add(files.resolve(name).toString());
        }
        String printed = sample.substring(sample.indexOf('\n') + 1);
        String pattern =
                Pattern.quote(printed).replace("\n…\n", "\n\\E(?s:.*)\\Q").replace("…", "\\E.*\\Q");

        assertThat(Ran.with(arguments.toArray(String[]::new)).out()).matches(pattern);
    }

    @Test
    void japaneseIsAskedForAndNotGuessed() throws IOException {
        String timeline = file("a", Samples.TIMELINE);
        assertThat(Ran.with("diagnose", "--lang", "ja", timeline).out())
                .contains("根拠")
                .contains("対処");
        assertThat(Ran.with("diagnose", timeline).out()).contains("Evidence").doesNotContain("根拠");
    }

    @Test
    void jsonHasTheFieldsOfStatusAndNoOther() throws IOException {
        Ran ran = Ran.with("diagnose", "-o", "json", file("a", Samples.TIMELINE));
        JsonNode list = new ObjectMapper().readTree(ran.out());
        List<String> names = new ArrayList<>();
        list.get(0).fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("cause", "tunnel", "end", "confidence", "evidence", "remedy", "repairable");
        assertThat(list.get(0).path("cause").asText()).isEqualTo("DHGroupMismatch");
        assertThat(list.get(0).path("tunnel").asText()).isEqualTo("PRIMARY1");
        assertThat(list.get(0).path("evidence").isArray()).isTrue();
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void nothingWrongIsExitCodeZero() throws IOException {
        String up = Samples.TUNNEL_JA.substring(Samples.TUNNEL_JA.indexOf("# show status tunnel 2"));
        Ran ran = Ran.with("diagnose", file("a", up));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("Nothing wrong is found.");
        assertThat(Ran.with("diagnose", "-o", "json", file("b", up)).out().strip())
                .isEqualTo("[ ]");
    }

    @Test
    void aFileThatIsOfNoUseIsNamedAndTheOthersAreUsed() throws IOException {
        Ran ran = Ran.with("diagnose", file("letter.txt", "Dear all\n"), file("a", Samples.TIMELINE), "no/such.csv");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("letter.txt: is neither a Cato timeline nor output of a router nor manifests")
                .contains("no/such.csv: can't be read: there is no such file");
        assertThat(ran.out()).contains("DHGroupMismatch");
    }

    /** Names of files, commands and kinds stay; what nobody can say in Japanese is marked. */
    @Test
    void inJapaneseNothingThatIsSaidOfFilesIsEnglish() throws IOException {
        String second = Samples.MANIFEST.replace("osaka", "nara");
        String[] files = {
            file("empty.txt", ""),
            file("bin.dat", "\0\0\0\1"),
            "no/such.csv",
            directory.toString(),
            file("letter.txt", "Dear all\n"),
            file("list.yaml", "kind: Service\napiVersion: v1\nmetadata: { name: a }\n"),
            file("time.csv", "time,message\n"),
            file("two.yaml", Samples.MANIFEST + "---\n" + second.replace("203.0.113.10", "203.0.113.010")),
            file(
                    "wrong.yaml",
                    "apiVersion: ipsec-sites.dev/v1alpha1\nkind: CatoSite\nmetadata: { name: x }\nspec: { typ: 1 }\n"),
            file("t.csv", Samples.TIMELINE),
            file("c1.txt", Samples.CONFIG),
            file("c2.txt", Samples.CONFIG.replace("Jan 29", "Jan 30") + "sshd service on\n"),
            file(
                    "c3.txt",
                    Samples.CONFIG
                            .replace("ac:44:f2:13:cc:0", "ac:44:f2:13:dd:0")
                            .replace("203.0.113", "192.0.2")),
            file("sa.txt", Samples.SA)
        };
        List<String> arguments = new ArrayList<>(List.of("diagnose", "--lang", "ja"));
        arguments.addAll(List.of(files));
        Ran ran = Ran.with(arguments.toArray(String[]::new));
        assertThat(ran.err().lines())
                .hasSizeGreaterThan(12)
                .allMatch(line -> line.replaceFirst("\\(英語の原文\\).*", "")
                        .matches("(.*: )?[^a-z]*(([A-Z]\\w+|show environment)[^a-z]*)*"));
        assertThat(ran.err()).contains("empty.txt: 空のファイルです", directory + ": 読み込めません: ディレクトリです");
    }

    @Test
    void standardInputIsReadToo() {
        Ran ran = Ran.reading(Samples.TIMELINE, "diagnose", "-");
        assertThat(ran.out()).contains("DHGroupMismatch").contains("(standard input): Cato timeline");
    }

    @Test
    void aTimelineMayBeNamedAsOne() throws IOException {
        Ran ran = Ran.with("diagnose", "--timeline", file("a", Samples.TIMELINE), file("b", Samples.CONFIG));
        assertThat(ran.out())
                .contains("DHGroupMismatch")
                .contains("Cato timeline")
                .contains("show config");
    }

    @Test
    void noSecretOfAFileComesOutInAnyFormat() throws IOException {
        String log =
                "2024/01/29 18:39:00: [IKE2] GW:1 cannot accept KE payload " + Samples.KEY + " " + Samples.PPP_PASSWORD
                        + "\n" + "2024/01/29 18:39:01: 'ipsec ike pre-shared-key 3 text NeverSeenBefore1' by admin\n";
        String[] files = {
            file("c", Samples.CONFIG),
            file("l", log),
            file("m", Samples.MANIFEST),
            file(
                    "t",
                    Samples.TIMELINE + "2024-01-29T09:38:43Z,PRIMARY1,\"no proposal, psk: " + Samples.OTHER_KEY
                            + "\"\n")
        };
        for (String format : List.of("text", "json")) {
            for (String language : List.of("en", "ja")) {
                Ran ran =
                        Ran.with("diagnose", "-o", format, "--lang", language, files[0], files[1], files[2], files[3]);
                assertThat(ran.out() + ran.err())
                        .contains("DHGroupMismatch")
                        .doesNotContain(Samples.KEY)
                        .doesNotContain(Samples.OTHER_KEY)
                        .doesNotContain(Samples.PPP_PASSWORD)
                        .doesNotContain("NeverSeenBefore1");
            }
        }
    }

    @Test
    void aRemedyThatNamesTheKeysCommandIsWhole() throws IOException {
        Ran ran = Ran.with(
                "diagnose", file("a", "2024-01-29T09:38:23Z,PRIMARY1,Auth payload doesn't match dropping this sa\n"));
        assertThat(ran.out())
                .contains("AuthenticationMismatch")
                .contains("pre-shared-key")
                .doesNotContain("********");
    }

    @Test
    void wrongUsageIsExitCodeTwo() throws IOException {
        assertThat(Ran.with("diagnose").exitCode()).isEqualTo(2);
        assertThat(Ran.with("diagnose", "-o", "xml", file("a", Samples.TIMELINE))
                        .exitCode())
                .isEqualTo(2);
        assertThat(Ran.with("diagnose", "osaka", "nara").exitCode()).isEqualTo(2);
        assertThat(Ran.with("diagnose", "-n", "network", file("b", Samples.TIMELINE))
                        .exitCode())
                .isEqualTo(2);
    }

    /** A name without a dot looks like that of a CatoSite. */
    @Test
    void aMistypedNameOfAFileStopsNoneOfTheOthers() throws IOException {
        String nowhere = directory.resolve("none").toString();
        String timeline = file("a.csv", Samples.TIMELINE);
        Ran ran = Ran.with("diagnose", "techinfo", timeline, "--kubeconfig", nowhere);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).contains("DHGroupMismatch");
        assertThat(ran.err())
                .startsWith("'techinfo' is no file, so it was taken for a CatoSite: The kubeconfig " + nowhere);
        Ran japanese = Ran.with("diagnose", "--lang", "ja", "techinfo", timeline, "--kubeconfig", nowhere);
        assertThat(japanese.err()).startsWith("'techinfo'というファイルはないため").contains("(英語の原文) The kubeconfig");
        Ran json = Ran.with("diagnose", "-o", "json", "techinfo", timeline, "--kubeconfig", nowhere);
        assertThat(new ObjectMapper().readTree(json.out()).get(0).path("cause").asText())
                .isEqualTo("DHGroupMismatch");
        assertThat(json.err()).contains("'techinfo' is no file");
        assertThat(json.exitCode()).isEqualTo(1);
    }

    @Test
    void aSiteThatWasNamedAsOneIsNotTakenForAFile() throws IOException {
        String nowhere = directory.resolve("none").toString();
        String up = Samples.TUNNEL_JA.substring(Samples.TUNNEL_JA.indexOf("# show status tunnel 2"));
        Ran ran = Ran.with("diagnose", "--site", "osaka", file("up", up), "--kubeconfig", nowhere);
        assertThat(ran.err()).startsWith("The kubeconfig " + nowhere);
        assertThat(ran.out()).startsWith("Nothing wrong is found.");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void aClusterThatCannotBeAskedIsSaid() throws IOException {
        Ran ran = Ran.with(
                "diagnose", "osaka", "--kubeconfig", directory.resolve("none").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("can't be read");
    }
}
