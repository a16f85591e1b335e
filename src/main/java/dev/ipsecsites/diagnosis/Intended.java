package dev.ipsecsites.diagnosis;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * What a tunnel should be.
 *
 * @param number of the tunnel on the router
 * @param catoAddress the PoP's address
 * @param siteAddress the site's public address
 * @param routerIdentity what the router says it is
 * @param catoIdentity what Cato says it is
 * @param ikeVersion null where nobody wrote it down: then it is 2, which all sites are that the API can make (cato-api.md §2)
 */
public record Intended(
        @Nullable Integer number,
        @Nullable Proposal proposal,
        @Nullable Lifetimes lifetimes,
        @Nullable String catoAddress,
        @Nullable String siteAddress,
        @Nullable Identity routerIdentity,
        @Nullable Identity catoIdentity,
        @Nullable String popName,
        @Nullable Integer ikeVersion) {

    public static final Intended UNKNOWN = new Intended(null, null, null, null, null, null, null, null, null);

    /** The same with this number of the tunnel on the router. */
    public Intended withNumber(@Nullable Integer onRouter) {
        return new Intended(
                onRouter,
                proposal,
                lifetimes,
                catoAddress,
                siteAddress,
                routerIdentity,
                catoIdentity,
                popName,
                ikeVersion);
    }
}
