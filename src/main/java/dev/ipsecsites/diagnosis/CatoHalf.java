package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Cato says of a tunnel, and what it was told (almost nothing of which can be read back, cato-api.md §4.2).
 *
 * @param at when the snapshot was taken
 * @param connected the tunnel's interface in the snapshot
 * @param siteConnectivity in Cato's own word, which is known to be one of two (cato-api.md §4.2)
 * @param operational {@code active}, {@code locked}, {@code disabled}, {@code new}
 * @param degraded of the site: a tunnel of it isn't connected, while another one is (cato-api.md §4.2)
 * @param popName PoP that the tunnel is at
 * @param popDown true: every tunnel of the account at this PoP is down, or Cato says so
 * @param reason Cato's own word for why it is down, such as {@code IKEV2_CONN_CLOSE_REASON__TIMEOUT}
 * @param catoAddress the address at which Cato listens for this tunnel
 * @param siteAddress the public address at which Cato expects the site
 * @param seenAddress the address from which the site comes
 * @param told IPsec settings as sent, or as the manifest would send them
 * @param noTimeline true: the console has none for this tunnel ("File not found", article)
 * @param fellWith other sites whose tunnels at this PoP went down at the same moment, by Cato's events
 */
public record CatoHalf(
        @Nullable Instant at,
        @Nullable Boolean connected,
        @Nullable String siteConnectivity,
        @Nullable String operational,
        @Nullable Boolean degraded,
        @Nullable String popName,
        @Nullable Boolean popDown,
        @Nullable String reason,
        @Nullable String catoAddress,
        @Nullable String siteAddress,
        @Nullable String seenAddress,
        @Nullable IpsecDetails told,
        @Nullable Boolean noTimeline,
        List<String> fellWith) {

    public CatoHalf {
        fellWith = List.copyOf(fellWith);
    }

    public static final CatoHalf NOTHING =
            new CatoHalf(null, null, null, null, null, null, null, null, null, null, null, null, null, List.of());

    public CatoHalf withState(@Nullable Instant readAt, @Nullable Boolean isConnected, @Nullable String closeReason) {
        return new CatoHalf(
                readAt,
                isConnected,
                siteConnectivity,
                operational,
                degraded,
                popName,
                popDown,
                closeReason,
                catoAddress,
                siteAddress,
                seenAddress,
                told,
                noTimeline,
                fellWith);
    }

    public CatoHalf withSite(
            @Nullable String connectivity, @Nullable String operationalStatus, @Nullable Boolean isDegraded) {
        return new CatoHalf(
                at,
                connected,
                connectivity,
                operationalStatus,
                isDegraded,
                popName,
                popDown,
                reason,
                catoAddress,
                siteAddress,
                seenAddress,
                told,
                noTimeline,
                fellWith);
    }

    public CatoHalf withPop(@Nullable String name, @Nullable Boolean down) {
        return new CatoHalf(
                at,
                connected,
                siteConnectivity,
                operational,
                degraded,
                name,
                down,
                reason,
                catoAddress,
                siteAddress,
                seenAddress,
                told,
                noTimeline,
                fellWith);
    }

    public CatoHalf withAddresses(@Nullable String cato, @Nullable String expectedSite, @Nullable String seen) {
        return new CatoHalf(
                at,
                connected,
                siteConnectivity,
                operational,
                degraded,
                popName,
                popDown,
                reason,
                cato,
                expectedSite,
                seen,
                told,
                noTimeline,
                fellWith);
    }

    public CatoHalf withTold(@Nullable IpsecDetails details) {
        return new CatoHalf(
                at,
                connected,
                siteConnectivity,
                operational,
                degraded,
                popName,
                popDown,
                reason,
                catoAddress,
                siteAddress,
                seenAddress,
                details,
                noTimeline,
                fellWith);
    }

    public CatoHalf withNoTimeline(@Nullable Boolean none) {
        return new CatoHalf(
                at,
                connected,
                siteConnectivity,
                operational,
                degraded,
                popName,
                popDown,
                reason,
                catoAddress,
                siteAddress,
                seenAddress,
                told,
                none,
                fellWith);
    }

    public CatoHalf withFellWith(List<String> others) {
        return new CatoHalf(
                at,
                connected,
                siteConnectivity,
                operational,
                degraded,
                popName,
                popDown,
                reason,
                catoAddress,
                siteAddress,
                seenAddress,
                told,
                noTimeline,
                others);
    }
}
