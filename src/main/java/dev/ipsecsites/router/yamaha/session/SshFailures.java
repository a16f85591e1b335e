package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.Credentials;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.helpers.MissingAttachedSessionException;

/** Says what an SSH failure means and what to do about it. */
final class SshFailures {
    private static final Pattern MISMATCH =
            Pattern.compile("Unable to negotiate key exchange for (.+?) \\(client: .* / server: (.*)\\)");

    private SshFailures() {}

    static RouterException connecting(
            Exception e, RouterTarget target, Handshake handshake, String router, Timeouts timeouts) {
        return handshake(e, handshake, router).orElseGet(() -> {
            return new RouterException(
                    Reason.Unreachable,
                    router + " can't be reached at port " + target.port() + ": " + noConnection(e, timeouts)
                            + ". Check address and port, `sshd service on` and `sshd host` of the router, and whether all of its SSH"
                            + " sessions (8 at most) are in use",
                    e);
        });
    }

    private static String noConnection(Exception e, Timeouts timeouts) {
        if (causedBy(e, UnresolvedAddressException.class) || causedBy(e, UnknownHostException.class)) {
            return "its name has no address";
        }
        if (causedBy(e, MissingAttachedSessionException.class)) {
            return "it closed the connection at once";
        }
        return isTimeout(e) ? "no answer within " + timeouts.connect().toSeconds() + " s" : words(e);
    }

    static RouterException authenticating(
            Exception e, Credentials credentials, Handshake handshake, String router, Timeouts timeouts) {
        return handshake(e, handshake, router).orElseGet(() -> {
            if (refused(e)) {
                return new RouterException(
                        Reason.AuthenticationFailed,
                        router + " refused the login of user \"" + credentials.username() + "\" with "
                                + offered(credentials)
                                + ". Check the credentials Secret, and `sshd auth method` of the router: an RTX840"
                                + " takes keys only until it is set to all",
                        e);
            }
            String why = isTimeout(e)
                    ? "no answer within " + timeouts.authentication().toSeconds() + " s"
                    : words(e);
            return new RouterException(
                    Reason.Unreachable,
                    router + " broke off the login: " + why + ". Are all of its SSH sessions (8 at most) in use?",
                    e);
        });
    }

    /** The key exchange runs beside connecting and authenticating; its failure shows up in either. */
    private static Optional<RouterException> handshake(Exception e, Handshake handshake, String router) {
        HostKeyCheck hostKey = handshake.hostKey();
        Optional<String> expected = hostKey.contradicted();
        if (expected.isPresent()) {
            return Optional.of(new RouterException(
                    Reason.HostKeyChanged,
                    router + " shows host key " + hostKey.seen() + ", expected is " + expected.get()
                            + ". Nothing was sent. If the router was replaced or its key made anew, set"
                            + " hostKey.fingerprint; else somebody may be in between",
                    e));
        }
        return handshake
                .failure()
                .map(why -> MISMATCH.matcher(String.valueOf(why.getMessage())))
                .filter(Matcher::find)
                .map(mismatch -> new RouterException(
                        Reason.AlgorithmMismatch,
                        router + " and this program have none of the " + mismatch.group(1)
                                + " in common; the router offers " + mismatch.group(2)
                                + ". For a router that speaks SHA-1 only, set sshAlgorithms: Legacy",
                        e));
    }

    private static boolean refused(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof SshException ssh
                    && (ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                            || (message != null && message.contains("authentication failures")))) {
                return true;
            }
        }
        return false;
    }

    private static String offered(Credentials credentials) {
        if (credentials.privateKey() == null) {
            return "its password";
        }
        return credentials.password() == null ? "its key" : "its key and its password";
    }

    private static boolean isTimeout(Exception e) {
        return causedBy(e, TimeoutException.class);
    }

    private static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Exception e) {
        Throwable last = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            last = cause;
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }
}
