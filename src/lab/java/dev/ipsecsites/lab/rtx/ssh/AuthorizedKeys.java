package dev.ipsecsites.lab.rtx.ssh;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** The files {@code /ssh/authorized_keys/USER}: at most 33 keys each (yamaha-rtx.md §1.2). Kept apart from the configuration. */
public final class AuthorizedKeys {
    private static final int MAX = 33;

    private final Map<String, List<Entry>> files = new ConcurrentHashMap<>();

    private record Entry(PublicKey key, String line) {}

    /** Adds a line of an authorized_keys file; false when it is none, or the file is full. */
    public boolean add(String user, String line) {
        List<Entry> file = files.computeIfAbsent(user, u -> new ArrayList<>());
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
            // SSHD's own resolver: keys made by the JDK's factories fail in its signatures.
            PublicKey key = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            synchronized (file) {
                return key != null && file.size() < MAX && file.add(new Entry(key, line));
            }
        } catch (IOException | GeneralSecurityException | RuntimeException notAKey) {
            return false;
        }
    }

    boolean allow(String user, PublicKey offered) {
        List<Entry> file = files.getOrDefault(user, List.of());
        synchronized (file) {
            return file.stream().anyMatch(e -> KeyUtils.compareKeys(e.key(), offered));
        }
    }

    /** @param digest {@code md5} or {@code sha256} for fingerprints, empty for the lines themselves */
    public List<String> list(String user, String digest) {
        List<Entry> file = files.getOrDefault(user, List.of());
        synchronized (file) {
            return file.stream()
                    .map(e -> digest.isEmpty()
                            ? e.line()
                            : KeyUtils.getFingerPrint(
                                    digest.equals("md5") ? BuiltinDigests.md5 : BuiltinDigests.sha256, e.key()))
                    .toList();
        }
    }
}
