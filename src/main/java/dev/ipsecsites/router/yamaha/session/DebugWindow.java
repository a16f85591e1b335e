package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.DebugSettings;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.config.DebugLines;
import java.util.List;

/**
 * {@code syslog debug on} and {@code ipsec ike log N message-info payload-info} (article, ご参考), put back as they were. Never {@code
 * key-info}: it prints keys into the log (yamaha-rtx.md §4.3).
 */
final class DebugWindow {
    private final Shell shell;
    private final Observer observer;

    DebugWindow(Shell shell, Observer observer) {
        this.shell = shell;
        this.observer = observer;
    }

    DebugSettings settings(int tunnel) throws RouterException {
        return DebugLines.settings(observer.runningConfig(), tunnel);
    }

    void open(DebugSettings before) throws RouterException {
        for (CommandLine line : DebugLines.open(observer.runningConfig(), before)) {
            String error = shell.run(line).error().orElse(null);
            if (error != null) {
                close(before);
                throw shell.failure(Reason.CommandRefused, "refused \"" + line + "\": " + error);
            }
        }
    }

    /** Only what is still ours is replaced: somebody may have put it right by hand. */
    void close(DebugSettings before) throws RouterException {
        List<CommandLine> lines = DebugLines.close(observer.runningConfig(), before);
        for (CommandLine line : lines) {
            String error = shell.run(line).error().orElse(null);
            if (error != null) {
                throw shell.failure(Reason.CommandRefused, "refused \"" + line + "\": " + error);
            }
        }
    }
}
