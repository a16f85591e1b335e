package dev.ipsecsites.operator.router;

import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import dev.ipsecsites.lab.wire.RouterEnd;
import dev.ipsecsites.lab.wire.WireRunner;
import dev.ipsecsites.lab.wire.WireTiming;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The article's two PoPs as peers of one simulated router, with everything on Automatic and one key for both. */
public final class ArticleWire implements CatoEnd {
    public static final String TOKYO = "203.0.113.10";
    public static final String LONDON = "203.0.113.20";
    public static final String SITE = "198.51.100.20";

    private static final Transforms ANY = new Transforms(
            ordered("AES_GCM_16_256", "AES_CBC_256", "AES_CBC_128"),
            ordered("SHA512", "SHA256", "SHA1"),
            ordered("SHA512", "SHA256", "SHA1"),
            ordered(14, 5, 2));

    /** Addresses of PoPs that are there. */
    public final Set<String> up = new LinkedHashSet<>(List.of(TOKYO, LONDON));

    public volatile String preSharedKey = "abcd1234";
    public final WireRunner runner;

    public ArticleWire(RtxSimulator router, Clock clock) {
        runner = new WireRunner(
                this,
                () -> List.<RouterEnd>of(router.wire()),
                clock,
                WireTiming.defaults(),
                RandomGenerator.of("L64X128MixRandom"));
    }

    @Override
    public List<CatoPeer> peers() {
        return Stream.of(TOKYO, LONDON)
                .map(address -> new CatoPeer(
                        "site/" + address,
                        address,
                        SITE,
                        true,
                        up.contains(address),
                        preSharedKey,
                        new IkeIdentity("ipv4", address),
                        new IkeIdentity("ipv4", SITE),
                        ANY,
                        new Transforms(ANY.encryption(), ANY.prf(), ANY.integrity(), ordered(0, 14, 5, 2)),
                        List.of()))
                .toList();
    }

    @Override
    public void connected(String key, String siteAddress, RouterEnd.SecurityAssociations associations) {}

    @Override
    public void disconnected(String key, @Nullable String reason) {}

    @Override
    public void timeline(String key, String message) {}

    @Override
    public List<String> takeResets() {
        return List.of();
    }

    @Override
    public void traffic(String key, long receivedPackets, long receivedOctets, long sentPackets, long sentOctets) {}

    @SafeVarargs
    private static <T> Set<T> ordered(T... values) {
        return new LinkedHashSet<>(List.of(values));
    }
}
