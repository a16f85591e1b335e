package dev.ipsecsites.lab.wire;

import java.util.List;

/** What IKE comes to between one tunnel of Cato's and one gateway of a router. */
public sealed interface Outcome {
    /**
     * SAs on both sides.
     *
     * @param toRouter whether ESP reaches the router; false: it sends and receives nothing
     * @param toCato whether ESP reaches Cato
     * @param rekeys false: the groups for PFS differ, so the router can't renew the child SA when its life ends
     * @param rekeysByCato the same of a renewal that Cato begins
     */
    record Up(Agreement agreement, boolean toRouter, boolean toCato, boolean rekeys, boolean rekeysByCato)
            implements Outcome {}

    /**
     * Packets met, and the two didn't agree.
     *
     * @param timeline records on Cato's side, the article's words; none where Cato can't tell whose the exchange was
     * @param routerLog lines of the router's log
     * @param closeReason as in cato-api.md §4.7, without its prefix
     */
    record Failed(List<String> timeline, List<String> routerLog, String closeReason) implements Outcome {
        public Failed ofNoTunnel() {
            return new Failed(List.of(), routerLog, closeReason);
        }
    }

    /** Nothing arrives at Cato, so its timeline stays empty ("File not found"); {@code why} is for people who run the lab. */
    record Silent(String why) implements Outcome {}

    /** Algorithms agreed upon; names of {@link CatoPeer.Transforms}. */
    record Agreement(
            String encryption,
            String prf,
            String integrity,
            int dhGroup,
            String childEncryption,
            String childIntegrity,
            int pfsGroup,
            boolean natDetected) {}
}
