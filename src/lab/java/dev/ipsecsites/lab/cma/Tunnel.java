package dev.ipsecsites.lab.cma;

import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One tunnel of a site; guarded by {@link Cloud}'s lock. */
final class Tunnel {
    final String id;
    final Timeline timeline = new Timeline();
    Settings settings;

    @Nullable
    String localId;

    boolean connected;

    @Nullable
    Instant connectedSince;

    @Nullable
    Instant lastConnected;

    @Nullable
    String remoteAddress;

    @Nullable
    String closeReason;

    @Nullable
    String previousPop;

    @Nullable
    SecurityAssociations associations;

    long receivedOctets;
    long sentOctets;
    long receivedPackets;
    long sentPackets;

    /** What the caller may set. {@code bandwidth} keeps the four fields as sent. The key is write-only: nothing prints it. */
    record Settings(
            @Nullable String name,
            @Nullable String role,
            String psk,
            @Nullable String publicSiteIp,
            @Nullable String privateCatoIp,
            @Nullable String privateSiteIp,
            Map<String, Object> bandwidth) {
        @Override
        public String toString() {
            return "Settings[" + name + ", " + role + ", " + publicSiteIp + "]";
        }
    }

    Tunnel(String id, Settings settings) {
        this.id = id;
        this.settings = settings;
    }

    Role role() {
        return Role.of(id);
    }

    /** {@code Primary1}: the spelling of snapshots since 2025-01-12 (cato-api.md §1.7). */
    String interfaceId() {
        return id.charAt(0) + id.substring(1).toLowerCase(Locale.ROOT);
    }

    String displayName() {
        return Objects.requireNonNullElse(settings.name(), interfaceId());
    }
}
