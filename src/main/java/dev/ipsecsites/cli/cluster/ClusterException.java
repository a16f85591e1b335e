package dev.ipsecsites.cli.cluster;

/** The cluster can't be asked, or doesn't have what was asked for; the message says what to do. */
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1L;

    ClusterException(String message) {
        super(message);
    }

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
