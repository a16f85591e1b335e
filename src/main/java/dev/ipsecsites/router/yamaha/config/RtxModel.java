package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterFacts;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What each model can do (yamaha-rtx.md §0 no. 7, §4.1, §4.3). No model has AES-GCM, DH groups above 14 or elliptic curves.
 * RTX810's numbers are older hearsay (§10 no. 5): six tunnels, and MODP-2048 only when somebody asks for it.
 */
public enum RtxModel {
    RTX810("RTX810", 6, 6, 129, false),
    RTX830("RTX830", 20, 100, 129, false),
    RTX1210("RTX1210", 100, 100, 129, false),
    RTX1220("RTX1220", 100, 100, 129, false),
    RTX1300("RTX1300", 100, 1100, 129, true),
    VRX("vRX", 6000, 6000, 300, false);

    private static final Pattern FIRMWARE = Pattern.compile("(?:Rev\\.)?([0-9]+)\\.([0-9]+)\\.([0-9]+)");
    private static final Set<DhGroup> GROUPS =
            Collections.unmodifiableSet(EnumSet.of(DhGroup.MODP_1024, DhGroup.MODP_1536, DhGroup.MODP_2048));

    private final String printed;
    private final int tunnels;
    private final int tunnelsWithLicence;
    private final int filterListLimit;
    private final boolean longHashes;

    RtxModel(String printed, int tunnels, int tunnelsWithLicence, int filterListLimit, boolean longHashes) {
        this.printed = printed;
        this.tunnels = tunnels;
        this.tunnelsWithLicence = tunnelsWithLicence;
        this.filterListLimit = filterListLimit;
        this.longHashes = longHashes;
    }

    /** The model as the router prints it; empty for one that isn't here. */
    public static Optional<RtxModel> of(String printed) {
        return Arrays.stream(values())
                .filter(model -> model.printed.equalsIgnoreCase(printed.strip()))
                .findFirst();
    }

    /** As routers print them. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(Comparator.naturalOrder());
        Arrays.stream(values()).forEach(model -> names.add(model.printed));
        return names;
    }

    String printed() {
        return printed;
    }

    /** Algorithms and tunnels; a licence may bring more tunnels than {@link Capabilities#tunnels()}. */
    public Capabilities capabilities() {
        Set<Hash> hashes = longHashes ? EnumSet.allOf(Hash.class) : EnumSet.of(Hash.SHA1, Hash.SHA2_256);
        return new Capabilities(
                printed,
                new AlgorithmSet(
                        printed,
                        EnumSet.of(Encryption.AES_CBC_128, Encryption.AES_CBC_256),
                        hashes,
                        GROUPS,
                        this == RTX810 ? DhGroup.MODP_1024 : DhGroup.MODP_2048,
                        true,
                        true),
                tunnels);
    }

    /** A router with a licence has more tunnels than the table says; the router itself refuses what is too much. */
    int tunnelsWithLicence() {
        return tunnelsWithLicence;
    }

    /** Members that a secure filter list may have. */
    int filterListLimit() {
        return filterListLimit;
    }

    /** Older models call a tunnel's description its name. */
    boolean tunnelName() {
        return this == RTX810;
    }

    /** {@code ipsec ike child-exchange type}: RTX1210 from 14.01.11, RTX810 never (§4.3, §10 no. 5). */
    boolean childExchangeType(RouterFacts facts) {
        return this != RTX810 && (this != RTX1210 || atLeast(facts.firmware(), 14, 1, 11));
    }

    /** {@code ipsec ike proposal-limitation}: RTX1210 from 14.01.09, all others (§4.3). */
    boolean proposalLimitation(RouterFacts facts) {
        return this != RTX1210 || atLeast(facts.firmware(), 14, 1, 9);
    }

    /** A firmware that can't be read counts as new. */
    private static boolean atLeast(String firmware, int... wanted) {
        var form = FIRMWARE.matcher(firmware.strip());
        if (!form.matches()) {
            return true;
        }
        int[] found = {Words.number(form.group(1)), Words.number(form.group(2)), Words.number(form.group(3))};
        return Arrays.compare(found, wanted) >= 0;
    }
}
