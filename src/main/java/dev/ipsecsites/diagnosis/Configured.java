package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Identity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel as the router's running configuration has it, whatever the driver. Defaults of the router that no line states are
 * filled in by who reads it; null means that it isn't known.
 *
 * @param number of the tunnel
 * @param gateway id that IKE lines and log lines carry, where it is another number
 * @param algorithms what is configured, whether or not the router keeps to it
 * @param proposalLimited false: offers and accepts whatever it can
 * @param localAddress address that IKE starts from
 * @param hasPreSharedKey whether there is one; the key itself is nobody's evidence
 * @param mtu of the tunnel interface, octets
 * @param mssLimited whether TCP's segment size is limited in the tunnel
 */
public record Configured(
        int number,
        @Nullable Integer gateway,
        @Nullable Boolean enabled,
        @Nullable Integer ikeVersion,
        Algorithms algorithms,
        @Nullable Boolean proposalLimited,
        @Nullable String localAddress,
        @Nullable String remoteAddress,
        @Nullable Identity localIdentity,
        @Nullable Identity remoteIdentity,
        @Nullable Boolean hasPreSharedKey,
        @Nullable Duration ikeLifetime,
        @Nullable Duration childLifetime,
        @Nullable Boolean natTraversal,
        @Nullable Boolean autoRefresh,
        @Nullable Integer mtu,
        @Nullable Boolean mssLimited) {

    /** A tunnel of which only the number is known. */
    public static Configured unknown(int number) {
        return new Configured(
                number,
                null,
                null,
                null,
                Algorithms.UNKNOWN,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public int gatewayId() {
        return gateway == null ? number : gateway;
    }
}
