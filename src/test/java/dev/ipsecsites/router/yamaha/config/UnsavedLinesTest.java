package dev.ipsecsites.router.yamaha.config;

import static dev.ipsecsites.router.yamaha.config.Intents.tokyo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.AppliedLines;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsavedLinesTest {
    private static final String BASE = """
        ip route default gateway pp 1
        pp select 1
        ip pp secure filter in 1 9
        ip filter 9 reject * *
        login user operator secretword
        """;

    private final TestRouter router = new TestRouter(BASE);
    private final RtxConfig saved = router.running();

    private List<String> foreign() {
        return new UnsavedLines(saved, router.running()).foreign(router.applied);
    }

    @Test
    void consoleSettingsAndOrderAreNoDifference() {
        RtxConfig running =
                RtxConfig.parse("console columns 200\nconsole lines infinity\nip filter 9 reject * * *\n", 0);
        RtxConfig then = RtxConfig.parse("console character ja.utf8\nip filter 9 reject * * * * *\n", 0);
        assertThat(new UnsavedLines(then, running).all()).isEmpty();
    }

    @Test
    void whatWeWroteAndReplacedIsOurs() {
        router.bring(tokyo());
        assertThat(new UnsavedLines(saved, router.running()).all()).isNotEmpty();
        assertThat(foreign()).isEmpty();
        router.bring();
        assertThat(foreign()).isEmpty();
    }

    @Test
    void whatWeTookAwayIsOursUntilTheRouterHasSaved() {
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        RtxConfig savedWithTunnel = router.running();
        router.bring();
        assertThat(new UnsavedLines(savedWithTunnel, router.running()).foreign(router.applied))
                .isEmpty();
        assertThat(new UnsavedLines(savedWithTunnel, router.running()).foreign(AppliedLines.NONE))
                .isNotEmpty();
    }

    @Test
    void otherPeoplesChangesAreNamedWithoutTheirSecrets() {
        router.bring(tokyo());
        router.config.type("login user operator otherword");
        router.config.type("ip route 10.0.0.0/8 gateway 192.168.100.254");
        router.config.type("pp select 1");
        router.config.type("ip pp secure filter in 1 2 90000 90001 9");
        router.config.type("pp select none");
        assertThat(foreign())
                .containsExactlyInAnyOrder(
                        "not saved: login user operator ********",
                        "not saved: ip route 10.0.0.0/8 gateway 192.168.100.254",
                        "not saved: pp 1: ip pp secure filter in 1 2 90000 90001 9 (saved: pp 1: ip pp secure filter"
                                + " in 1 9)");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
            # saved                                                               | then typed                                | foreign
            ipsec ike log 1 message-info payload-info; syslog debug on            | no ipsec ike log 1; no syslog debug       | 0
            ipsec ike log 1 message-info payload-info; syslog debug on            | no ipsec ike log 1; syslog debug off      | 0
            ipsec ike log 1 message-info payload-info; syslog debug on            | ipsec ike log 1 key-info; no syslog debug | 0
            ipsec ike log 1 message-info payload-info key-info; syslog debug on   | no ipsec ike log 1; no syslog debug       | 2
            ipsec ike log 5 message-info payload-info; syslog debug on            | no ipsec ike log 5; no syslog debug       | 2
            syslog debug on                                                       | no syslog debug                           | 1
            syslog debug off                                                      | syslog debug on                           | 1
            syslog debug off                                                      | ipsec ike log 1 message-info payload-info | 1
            """)
    void aDebugWindowThatSomebodySavedIsOursOnceItIsClosed(String then, String now, int others) {
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        typed(then);
        RtxConfig savedMeanwhile = router.running();
        typed(now);

        var unsaved = new UnsavedLines(savedMeanwhile, router.running());
        assertThat(unsaved.all()).isNotEmpty();
        assertThat(unsaved.foreign(router.applied)).hasSize(others);
        assertThat(unsaved.foreign(AppliedLines.NONE)).hasSameSizeAs(unsaved.all());
    }

    private void typed(String lines) {
        Pattern.compile("; ").splitAsStream(lines).forEach(router.config::type);
    }

    @Test
    void anEditOfOurOwnLineIsMendedNotComplainedAbout() {
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        RtxConfig savedWithTunnel = router.running();
        router.config.type("ipsec ike hash 1 sha");
        assertThat(new UnsavedLines(savedWithTunnel, router.running()).foreign(router.applied))
                .isEmpty();
    }
}
