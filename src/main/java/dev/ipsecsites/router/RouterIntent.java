package dev.ipsecsites.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one router should have from us; the whole set, because routes of several tunnels share one line.
 *
 * @param tunnels in order of tunnel number; empty when the last tunnel has left
 * @param numbers what may be used on this router
 * @param links the first is the default
 * @param replacedRoute the default route's line that ours replaced, put back when the last tunnel leaves it (DESIGN §9.1)
 */
public record RouterIntent(
        List<TunnelIntent> tunnels,
        Numbers numbers,
        List<Link> links,
        @Nullable String replacedRoute) {

    /**
     * A WAN link.
     *
     * @param interfaceName {@code pp1}, {@code lan2}
     * @param address overrides the observed address
     * @param gateway overrides the observed next hop: an address, or {@code DHCP}; null on pp
     */
    public record Link(
            String name,
            String interfaceName,
            @Nullable String address,
            @Nullable String gateway) {}

    /** Ranges, both ends included. Nothing outside is ever written. */
    public record Numbers(int firstTunnel, int lastTunnel, int firstFilter, int lastFilter) {
        public boolean allowsTunnel(int number) {
            return number >= firstTunnel && number <= lastTunnel;
        }

        public boolean allowsFilter(int number) {
            return number >= firstFilter && number <= lastFilter;
        }
    }
}
