package dev.ipsecsites.lab.rtx.shell;

/** The console is gone: the client left, was thrown out, or was idle for too long. */
final class Hangup extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Hangup(String why) {
        super(why, null, false, false);
    }
}
