package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cli.console.Paint;
import dev.ipsecsites.diagnosis.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Found GROUP = new Found(
            "DHGroupMismatch",
            "PRIMARY1",
            "Router",
            "Certain",
            "Cato has 14, the router 5.",
            List.of("\"DH group …\"", "Cato was told 14."),
            List.of("The other tunnel is up."),
            "ipsec ike group 1 modp2048\nsave",
            true,
            List.of("show ipsec sa"));
    private static final Found UNKNOWN =
            new Found("Unknown", null, null, "Possible", "", List.of(), List.of(), "", false, List.of());
    private static final List<FileReport> FILES = List.of(
            new FileReport("a.csv", Set.of(Kind.TIMELINE), null),
            new FileReport("b.bin", Set.of(), "is not text"),
            new FileReport("c.txt", Set.of(Kind.SA, Kind.CONFIG), null));

    @Test
    void oneSentenceStandsFirstThenCauseEvidenceRemedyAndWhatToLookAtNext() {
        assertThat(String.join("\n", Report.of(List.of(GROUP, UNKNOWN), FILES, Language.ENGLISH, Paint.PLAIN)))
                .isEqualTo("""
                    PRIMARY1: Cato has 14, the router 5. 1 more below.

                    PRIMARY1: DHGroupMismatch (Certain, at Router)
                      Cato has 14, the router 5.
                      Evidence
                        - "DH group …"
                        - Cato was told 14.
                      Against it
                        - The other tunnel is up.
                      What to do
                        ipsec ike group 1 modp2048
                        save
                        The operator can repair this itself (repair.mode).
                      What to look at next
                        - show ipsec sa
                      More: ipsec-sites explain DHGroupMismatch

                    Unknown (Possible)
                      The evidence doesn't point to a cause.
                      More: ipsec-sites explain Unknown

                    Read
                      a.csv: Cato timeline
                      c.txt: show config, show ipsec sa\
                    """);
    }

    @Test
    void inJapaneseTheWordsOfTheApiStay() {
        assertThat(String.join("\n", Report.of(List.of(GROUP), List.of(), Language.JAPANESE, Paint.PLAIN)))
                .isEqualTo("""
                    PRIMARY1: Cato has 14, the router 5.

                    PRIMARY1: DHGroupMismatch (確実/Certain、ルータ側)
                      根拠
                        - "DH group …"
                        - Cato was told 14.
                      合わない点
                        - The other tunnel is up.
                      対処
                        ipsec ike group 1 modp2048
                        save
                        オペレーターが自動で修復できます(repair.mode)。
                      次に確認すること
                        - show ipsec sa
                      詳しくは: ipsec-sites explain --lang ja DHGroupMismatch\
                    """);
    }

    @Test
    void aTunnelOfWhichOnlyTheNumberIsKnownIsCalledATunnel() {
        Found numbered = new Found(
                "ProposalNotLimited", "1", "Router", "Possible", "…", List.of(), List.of(), "", true, List.of());
        assertThat(Report.of(List.of(numbered), List.of(), Language.ENGLISH, Paint.PLAIN))
                .contains("Tunnel 1: …", "Tunnel 1: ProposalNotLimited (Possible, at Router)");
        assertThat(Report.of(List.of(numbered), List.of(), Language.JAPANESE, Paint.PLAIN))
                .contains("トンネル1: …");
    }

    @Test
    void nothingWrongIsSaidInOneLine() {
        assertThat(Report.of(List.of(), List.of(), Language.ENGLISH, Paint.PLAIN))
                .containsExactly("Nothing wrong is found.");
    }

    @Test
    void colourMarksTheCauseOnly() {
        assertThat(Report.of(List.of(GROUP), List.of(), Language.ENGLISH, Paint.COLOURED))
                .contains("PRIMARY1: \u001b[31mDHGroupMismatch\u001b[0m (Certain, at Router)");
    }
}
