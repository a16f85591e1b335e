package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.ipsec.Secret;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to Cato and can't be read back, as hashes by part, so that only what changed is sent again: re-sending may
 * restart a tunnel. Written as {@code KEY:general=…,ipsec=…,PRIMARY=…}.
 */
final class AppliedHash {
    /** The parts that are sent by one call each. */
    enum Part {
        GENERAL,
        IPSEC,
        NATIVE_RANGE,
        RANGES,
        PRIMARY,
        SECONDARY;

        static Part of(Role role) {
            return role == Role.PRIMARY ? PRIMARY : SECONDARY;
        }
    }

    /** In the place of a hash: was sent once, and is to be sent again. */
    static final String RESEND = "resend";

    private final String keyId;
    private final Map<Part, String> parts;

    private AppliedHash(String keyId, Map<Part, String> parts) {
        this.keyId = keyId;
        this.parts = parts;
    }

    static AppliedHash parse(@Nullable String text, String keyIdWhenAbsent) {
        Map<Part, String> parts = new EnumMap<>(Part.class);
        if (text == null || text.indexOf(':') < 0) {
            return new AppliedHash(keyIdWhenAbsent, parts);
        }
        for (String entry : text.substring(text.indexOf(':') + 1).split(",", -1)) {
            int equals = entry.indexOf('=');
            for (Part part : Part.values()) {
                if (equals > 0 && part.name().equals(entry.substring(0, equals))) {
                    parts.put(part, entry.substring(equals + 1));
                }
            }
        }
        return new AppliedHash(text.substring(0, text.indexOf(':')), parts);
    }

    /** Whether it was made with another key than {@code current}: then nothing can be compared. */
    boolean unreadable(String current) {
        return !parts.isEmpty() && !keyId.equals(current);
    }

    Optional<String> get(Part part) {
        return Optional.ofNullable(parts.get(part));
    }

    AppliedHash with(Part part, @Nullable String hash) {
        Map<Part, String> next = new EnumMap<>(Part.class);
        next.putAll(parts);
        if (hash == null) {
            next.remove(part);
        } else {
            next.put(part, hash);
        }
        return new AppliedHash(keyId, next);
    }

    /** The same, but for a part that is to be sent again. */
    AppliedHash resending(Part part) {
        return parts.containsKey(part) ? with(part, RESEND) : this;
    }

    @Override
    public String toString() {
        return keyId + ":"
                + parts.entrySet().stream()
                        .map(e -> e.getKey().name() + "=" + e.getValue())
                        .collect(Collectors.joining(","));
    }

    /** Hash of every part of a site as it should be. */
    static Map<Part, String> of(DesiredSite site, Map<Role, ResolvedTunnel> tunnels, Fingerprints fingerprints) {
        Map<Part, String> hashes = new LinkedHashMap<>();
        hashes.put(Part.GENERAL, fingerprints.of(site.toUpdate().toString()));
        hashes.put(Part.IPSEC, fingerprints.of(site.ipsec().toString()));
        hashes.put(Part.NATIVE_RANGE, fingerprints.of(site.nativeRange()));
        hashes.put(Part.RANGES, fingerprints.of(site.ranges().toString()));
        tunnels.forEach((role, tunnel) -> hashes.put(Part.of(role), fingerprints.of(text(tunnel))));
        return hashes;
    }

    /** The records print as they are, except for the key, which a {@link Secret} hides: it is added in clear before hashing. */
    private static String text(ResolvedTunnel tunnel) {
        RoleTunnels role = tunnel.toRole(null);
        // Another kind of identity is another identity, which only Cato's answer tells.
        String identification =
                tunnel.plan().knownByAddress() ? "" : "|" + tunnel.plan().identification();
        return role + identification + "|" + tunnel.preSharedKey().reveal();
    }
}
