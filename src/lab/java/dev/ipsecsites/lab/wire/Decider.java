package dev.ipsecsites.lab.wire;

/** What comes of one tunnel of Cato's and one gateway; {@link Wire#decide} compares, real daemons negotiate. */
@FunctionalInterface
public interface Decider {
    Outcome decide(CatoPeer cato, RouterPeer router, WirePath path);
}
