package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.session.Shell.Asked;
import org.jspecify.annotations.Nullable;

/** Between user and administrator level (yamaha-rtx.md §1.7). */
final class Elevation {
    private static final CommandLine ADMINISTRATOR = CommandLine.of("administrator");

    private final Shell shell;
    private final @Nullable Secret password;

    Elevation(Shell shell, @Nullable Secret password) {
        this.shell = shell;
        this.password = password;
    }

    /** The password is sent only where the router asked for one; only the prompt tells whether it was right. */
    void enter() throws RouterException {
        if (shell.administrator()) {
            return;
        }
        Asked asked = shell.ask(ADMINISTRATOR);
        boolean wanted = asked.asksPassword();
        if (wanted) {
            asked = shell.answer(password, "administrator");
        }
        if (asked.question() != null) {
            shell.decline(asked, "administrator");
        }
        if (shell.administrator()) {
            return;
        }
        String words = String.join(" ", asked.answer().said());
        String advice = !wanted
                ? "the user may not become administrator: see `user attribute` of the router"
                : password == null
                        ? "it wants a password: set administratorPassword in the credentials Secret"
                        : "administratorPassword in the credentials Secret is not the router's";
        throw shell.failure(
                Reason.ElevationFailed,
                "refused administrator level; " + advice + (words.isEmpty() ? "" : " (it said: " + words + ")"));
    }

    /**
     * Goes back to user level, saving nothing.
     *
     * @return whether the router asked to save, which it does when there are unsaved changes
     */
    boolean leave() throws RouterException {
        if (!shell.administrator()) {
            return false;
        }
        Asked asked = shell.ask(CommandLine.of("exit"));
        boolean unsaved = asked.asksYesNo();
        if (asked.question() != null) {
            shell.decline(asked, "exit");
        }
        if (shell.administrator()) {
            throw shell.failure(Reason.UnexpectedAnswer, "stays at administrator level after \"exit\"");
        }
        return unsaved;
    }
}
