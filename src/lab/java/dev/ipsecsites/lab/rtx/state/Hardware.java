package dev.ipsecsites.lab.rtx.state;

import dev.ipsecsites.lab.rtx.config.Context;
import java.util.List;

/** What commands need from outside the configuration: keys, and somebody to type scheduled lines. */
public interface Hardware {
    void newHostKey(int bits);

    /** The host's public keys, one line each. */
    List<String> hostKeys();

    /** @param digest {@code md5} or {@code sha256} */
    List<String> hostKeyFingerprints(String digest);

    /** False when the line is no public key, or the user has too many. */
    boolean importKey(String user, String line);

    /** @param digest as above, or empty for the keys themselves */
    List<String> authorizedKeys(String user, String digest);

    /** Runs a line as an administrator without a console. */
    void unattended(String line, Context context);
}
