package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The console that a command was typed into. */
public interface Console {
    boolean administrator();

    void administrator(boolean on);

    /** Whether the user may become administrator. */
    boolean mayElevate();

    Context context();

    void select(Context context);

    /** One line of output, through the pager. */
    void line(String text);

    /** Output without a line end. */
    void text(String text);

    /** Output that no console setting touches: not wrapped, not paged, ASCII. */
    void plain(List<String> lines);

    /** Whether no password is asked for that. */
    boolean elevatesFreely();

    /** Asks for something that is not echoed; empty when broken off with Ctrl-C. */
    Optional<String> secret(String prompt);

    /** Asks for a line that is echoed. */
    String ask(String prompt);

    /** A question answered by one key, Enter not needed. */
    boolean yes(Text question);

    /** Waits, for at most this long; true when the user pressed Ctrl-C. */
    boolean interrupted(Duration time);

    /** Name of the user; empty for the anonymous one and for the scheduler. */
    String user();

    /** Address of whoever is at the console. */
    String from();

    int number();

    List<String> history();

    /** Ends the session. */
    void logout();

    /** Breaks the connection. */
    void cut();

    /** Runs another line as if it had been typed, without echo. */
    void run(String line);

    /** Why a command did nothing; no filter hides it. */
    void error(Text text, boolean japanese);
}
