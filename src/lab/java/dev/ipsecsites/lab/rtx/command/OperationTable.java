package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigDifference;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.Optional;

/** What is done once and not stored: files, restart, rollback, clearing, other users (yamaha-rtx.md §5). */
final class OperationTable extends Table {
    private static final String SLOT = "<re:[0-4](\\.[12])?>";

    /** Ways to be logged in, of which this router has SSH. */
    private static final String CONNECTION = "(telnet|serial|remote|ssh|sftp|http)";

    OperationTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        files();
        restart();
        if (profile.rollback()) {
            rollback();
        }
        clearing();
        others();
    }

    private void files() {
        command("copy config", SLOT + " " + SLOT, c -> copy(c, c.word(0), c.word(1)));
        command("delete config", SLOT, c -> {
            if (!c.router().flash().delete(c.word(0))) {
                c.error(Text.NO_SUCH_FILE);
            }
        });
        command("set-default-config", SLOT, c -> boot(c, c.word(0)));
    }

    private static void copy(Call c, String from, String to) {
        if (c.router().flash().slot(from).isEmpty()) {
            c.error(Text.NO_SUCH_FILE);
        } else {
            c.router().flash().copy(from, to);
        }
    }

    private static boolean boot(Call c, String slot) {
        if (c.router().flash().slot(slot).isEmpty()) {
            c.error(Text.NO_SUCH_FILE);
            return false;
        }
        c.router().flash().boot(slot);
        return true;
    }

    private void restart() {
        String parameters = profile.restartTakesFirmware() ? "[<re:[01]> [" + SLOT + "]]" : "[" + SLOT + "]";
        command("restart", parameters, OperationTable::restart).schedulable(true);
        command("cold start", "", OperationTable::coldStart);
    }

    /** No question is documented; what is named becomes the default. */
    private static void restart(Call c) {
        boolean takesFirmware = c.router().profile().restartTakesFirmware();
        String slot = takesFirmware ? c.word(1) : c.word(0);
        if (slot.isEmpty() || boot(c, slot)) {
            c.console().logout();
            c.router().restart("Restart by restart command");
        }
    }

    private static void coldStart(Call c) {
        Optional<String> typed = c.console().secret("Password: ");
        if (typed.isEmpty()) {
            return;
        }
        if (!typed.equals(c.router().administratorPassword().or(() -> Optional.of("")))) {
            c.error(Text.WRONG_PASSWORD);
            return;
        }
        c.router().flash().clear();
        c.console().logout();
        c.router().restart("Restart by cold start command");
    }

    private void rollback() {
        command(
                "rollback timer",
                "<int:1..21474836>",
                c -> Rollback.arm(c, c.router().running(), Long.parseLong(c.word(0))));
        command("confirm", "", Rollback::cancel);
        command(
                        "load",
                        "[config] " + SLOT
                                + " (difference|silent|interactive|no-configure-refresh|no-key-generate|<rollback-timer=int:120..21474836>)*",
                        OperationTable::load)
                .schedulable(true);
    }

    /**
     * Replaces the running configuration by a stored one; with {@code difference} by typing the difference. Echoes each command unless
     * {@code silent}. Both end the same here: what is stored is what runs.
     */
    private static void load(Call c) {
        boolean named = c.word(0).equals("config");
        String slot = c.word(named ? 1 : 0);
        Configuration before = c.router().running();
        Optional<Configuration> stored = ShowConfigTable.stored(c, slot);
        if (stored.isEmpty()) {
            return;
        }
        Rollback.cancel(c);
        c.router().change(now -> stored.get());
        c.router().faults().loaded(c.router().clock().instant());
        if (!c.value().contains("silent")) {
            c.lines(ConfigDifference.between(before, stored.get()));
        }
        if (!c.value().contains("no-key-generate")
                && stored.get().find(Context.GLOBAL, "sshd host key generate").isPresent()) {
            c.router().hardware().newHostKey(2048);
        }
        c.value().stream()
                .filter(w -> w.startsWith("rollback-timer="))
                .forEach(w -> Rollback.arm(c, before, Long.parseLong(w.substring(w.indexOf('=') + 1))));
    }

    private void clearing() {
        command("clear log", "", c -> c.router().log().clear()).schedulable(true);
        command("clear arp", "[<any>]", c -> {}).schedulable(true);
        command("clear nat descriptor dynamic", "[<any>]*", c -> {}).schedulable(true);
        command("clear ip dynamic routing", "", c -> {}).schedulable(true);
        command("clear status", "<any>+", c -> {}).schedulable(true);
        command("clear dns cache", "", c -> {}).schedulable(true);
    }

    private void others() {
        command(
                "disconnect user",
                "<re:([A-Za-z0-9_-]{1,32})?/" + CONNECTION + "> [<int:1..8>]|<re:[A-Za-z0-9_-]{1,32}>",
                OperationTable::disconnect);
        command("connect", "<any>+", c -> {}).schedulable(true);
        command("disconnect", "<any>+", c -> {}).schedulable(true);
        if (profile.publicKeys()) {
            command("import sshd authorized-keys", "<re:[A-Za-z0-9_-]{1,32}>", OperationTable::importKey);
        }
        if (profile.variables()) {
            command("echo", "<any>*", c -> c.console().line(String.join(" ", c.value())))
                    .forUsers();
        }
    }

    /** {@code NAME[/connection [number]]}: whatever isn't said may be anything (yamaha-rtx.md §1.8). Never oneself. */
    private static void disconnect(Call c) {
        String[] asked = c.word(0).split("/", -1);
        String user = asked[0];
        String connection = asked.length > 1 ? asked[1] : "ssh";
        boolean any = connection.equals("ssh")
                && c.router()
                        .operators()
                        .evict(
                                c.console().number(),
                                (number, login) -> (user.isEmpty() || user.equals(login.user()))
                                        && (c.word(1).isEmpty() || c.word(1).equals(Integer.toString(number))));
        if (!any) {
            c.error(Text.NO_SUCH_USER);
        }
    }

    private static void importKey(Call c) {
        Router router = c.router();
        String user = c.word(0);
        if (router.userPassword(user).isEmpty()) {
            c.error(Text.NO_SUCH_USER);
        } else if (!router.hardware().importKey(user, c.console().ask("Key: "))) {
            c.error(Text.KEYWORD);
        }
    }
}
