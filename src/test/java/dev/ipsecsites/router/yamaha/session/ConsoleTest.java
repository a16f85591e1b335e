package dev.ipsecsites.router.yamaha.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final ConsoleSettings OURS = new ConsoleSettings("ascii", "198", "infinity");
    private static final ConsoleSettings DEFAULTS = new ConsoleSettings(null, null, null);

    @Test
    void settingsAreReadFromWholeLinesOnly() {
        assertThat(Console.settings(List.of(
                        "Searching ...",
                        "console character ja.utf8",
                        "console prompt \"RTX\"",
                        "console columns 120 ",
                        "description 1 \"console lines 30\"")))
                .isEqualTo(new ConsoleSettings("ja.utf8", "120", null));
    }

    @Test
    void whatSomebodyElseChoseIsTheOriginal() {
        var found = new ConsoleSettings("en.ascii", "200", "infinity");
        assertThat(Console.beforeUs(found, new ConsoleSettings("ja.sjis", null, null)))
                .isEqualTo(found);
    }

    @Test
    void tracesOfASessionThatDiedGiveWayToTheRecord() {
        var recorded = new ConsoleSettings("ja.sjis", "80", "24");
        assertThat(Console.beforeUs(OURS, recorded)).isEqualTo(recorded);
    }

    @Test
    void tracesOfASessionThatDiedWhileItChangedTheConsoleGiveWayToo() {
        var recorded = new ConsoleSettings("ja.sjis", null, "24");
        assertThat(Console.beforeUs(new ConsoleSettings("ja.sjis", "198", "24"), recorded))
                .isEqualTo(recorded);
        assertThat(Console.beforeUs(new ConsoleSettings("ja.sjis", "198", "infinity"), recorded))
                .isEqualTo(recorded);
    }

    @Test
    void whatSomebodyChangedAfterwardsStays() {
        assertThat(Console.beforeUs(new ConsoleSettings("ja.euc", "198", "50"), DEFAULTS))
                .isEqualTo(new ConsoleSettings("ja.euc", null, "50"));
    }

    @Test
    void tracesWithoutARecordGiveWayToTheRoutersDefaults() {
        assertThat(Console.beforeUs(OURS, null)).isEqualTo(DEFAULTS);
    }
}
