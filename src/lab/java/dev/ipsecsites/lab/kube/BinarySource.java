package dev.ipsecsites.lab.kube;

import java.nio.file.Path;
import java.util.Set;

/** One way to come by programs of Kubernetes that are not on the machine yet. */
interface BinarySource {

    /** What it does, as a line of progress puts it: "download …", "build … with Go". */
    String description();

    /** The programs that it can deliver at all. */
    Set<KubeBinary> offers();

    /**
     * Delivers programs as executable files named {@link KubeBinary#fileName()}.
     *
     * @param wanted what is needed, a part of {@link #offers()}; more may be delivered
     * @param directory empty, thrown away afterwards: what lies there after a failure is never used
     * @return the version of Kubernetes that was delivered, {@code 1.35.4}
     * @throws UnavailableException when this way is closed on this machine; the message says why
     */
    String fetch(Set<KubeBinary> wanted, Path directory) throws UnavailableException, InterruptedException;

    /** This way to the programs is closed; the next one may be open. */
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }

        UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
