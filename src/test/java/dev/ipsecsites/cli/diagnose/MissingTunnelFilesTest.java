package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code show config} without the tunnel that is asked for, as a router has it that restarted before anybody saved. */
class MissingTunnelFilesTest {
    private static final String FIRST = Samples.CONFIG.substring(
            Samples.CONFIG.indexOf("tunnel select 1"), Samples.CONFIG.indexOf("tunnel select 2"));
    private static final String WITHOUT_ONE = Samples.CONFIG.replace(FIRST, "");
    private static final String WITHOUT_ANY = Samples.CONFIG.replaceAll("(?s)tunnel select 1.*tunnel enable 2\n", "");
    private static final String UNNUMBERED = Samples.MANIFEST.replaceAll(" *tunnels: \\[ \\{ tunnelNumber.*\n", "");

    private static List<Diagnosis> diagnose(String... files) {
        List<Input> inputs = Arrays.stream(files)
                .map(content -> Input.of("file" + Arrays.asList(files).indexOf(content), content))
                .toList();
        return FileEvidence.read(inputs).diagnose(Language.ENGLISH);
    }

    /** {@code PRIMARY1 TunnelDisabled Certain}. */
    private static List<String> answers(String... files) {
        return diagnose(files).stream()
                .map(d -> d.tunnel() + " " + d.cause().word() + " "
                        + d.confidence().word())
                .toList();
    }

    @Test
    void theNumberOfTheManifestIsNotThere() {
        assertThat(answers(WITHOUT_ONE, Samples.MANIFEST))
                .contains("PRIMARY1 TunnelDisabled Certain")
                .doesNotContain("SECONDARY1 TunnelDisabled Certain");
        assertThat(diagnose(WITHOUT_ONE, Samples.MANIFEST).getFirst().evidence())
                .containsExactly("The router's configuration, 2024-01-29T09:40:11Z: no line of tunnel 1.");
    }

    @Test
    void withoutANumberItIsTheOneThatTheAddressesLeaveOver() {
        assertThat(answers(WITHOUT_ONE, UNNUMBERED)).contains("PRIMARY1 TunnelDisabled Likely");
        assertThat(answers(WITHOUT_ANY, UNNUMBERED))
                .contains("PRIMARY1 TunnelDisabled Likely", "SECONDARY1 TunnelDisabled Likely");
    }

    @Test
    void aRouterWithoutAnyTunnelIsNotUnknown() {
        assertThat(diagnose(WITHOUT_ANY)).singleElement().satisfies(d -> {
            assertThat(d.cause().word()).isEqualTo("TunnelDisabled");
            assertThat(d.evidence()).containsExactly("The router's configuration, 2024-01-29T09:40:11Z: no tunnel.");
        });
        assertThat(diagnose(WITHOUT_ANY, Samples.TIMELINE))
                .noneMatch(d -> d.evidence().stream().anyMatch(e -> e.contains("known")));
    }

    @Test
    void aTimelineOfLaterMakesTheConfigurationOneOfBefore() {
        String later = Samples.TIMELINE.replace("T09", "T19");
        assertThat(answers(WITHOUT_ONE, Samples.MANIFEST, Samples.TIMELINE)).contains("PRIMARY1 TunnelDisabled Likely");
        assertThat(answers(WITHOUT_ONE, Samples.MANIFEST, later))
                .anyMatch(answer -> answer.startsWith("PRIMARY1 DHGroupMismatch"))
                .noneMatch(answer -> answer.contains("TunnelDisabled"));
    }

    /** What isn't there may be in the part that isn't there, or be somewhere else: on a template, under another number. */
    @ParameterizedTest
    @ValueSource(strings = {"cut", "behind", "template", "gateway", "bare"})
    void aLineThatMayBeThereIsNotMissing(String how) {
        String config = switch (how) {
            case "cut" -> WITHOUT_ONE.substring(0, WITHOUT_ONE.indexOf("ip filter 101"));
            case "behind" -> WITHOUT_ONE.substring(0, WITHOUT_ONE.indexOf("ip filter 100")) + "sshd service on\n";
            case "template" -> WITHOUT_ONE.replace(" tunnel enable 2", " tunnel template 1\n tunnel enable 2");
            case "gateway" -> WITHOUT_ONE.replace("ipsec auto", "ipsec ike remote address 1 203.0.113.10\nipsec auto");
            default ->
                WITHOUT_ONE.replace("tunnel select 2", "tunnel select 1\n description tunnel new\ntunnel select 2");
        };
        assertThat(answers(config, Samples.MANIFEST)).noneMatch(answer -> answer.startsWith("PRIMARY1 TunnelDisabled"));
    }

    @Test
    void withoutTheHeadingTheBeginningMayNotBeThere() {
        String headless = WITHOUT_ONE.replaceAll("(?m)^#.*\n", "");
        assertThat(answers(headless, Samples.MANIFEST)).contains("PRIMARY1 TunnelDisabled Possible");
    }

    /** Somebody else's: nothing says that it isn't the one. */
    @Test
    void anotherPeersTunnelMayBeIt() {
        String other = Samples.CONFIG.replace("203.0.113.20", "192.0.2.77").replace(FIRST, "");
        assertThat(answers(other, UNNUMBERED)).noneMatch(answer -> answer.contains("TunnelDisabled Likely"));
    }
}
