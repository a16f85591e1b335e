package dev.ipsecsites.lab.kube;

/** There is no Kubernetes on this machine and no way to get it; the message says what to do about that. */
public final class KubeBinariesMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KubeBinariesMissingException(String message) {
        super(message);
    }
}
