package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.ipsec.AlgorithmSet;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.operator.site.RouterView.LinkView;
import dev.ipsecsites.router.Capabilities;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.EnumSet;
import java.util.List;

/** Sites and routers for tests. */
final class Sites {
    static final SiteMark MARK = new SiteMark("o", "network", "osaka");

    static final AlgorithmSet RTX830 = new AlgorithmSet(
            "RTX830",
            EnumSet.of(Encryption.AES_CBC_128, Encryption.AES_CBC_256),
            EnumSet.of(Hash.SHA1, Hash.SHA2_256),
            EnumSet.of(DhGroup.MODP_1024, DhGroup.MODP_1536, DhGroup.MODP_2048),
            DhGroup.MODP_2048,
            true,
            true);

    static final RouterView ROUTER = new RouterView(
            "osaka-rtx",
            "RTX830",
            new Capabilities("RTX830", RTX830, 20),
            List.of(new LinkView("WAN1", "198.51.100.20"), new LinkView("WAN2", null)));

    private Sites() {}

    /** DESIGN §2's shortest site with further lines of spec, indented by two. */
    static CatoSite osaka(String... more) {
        return site("""
            accountRef: { name: main }
            routerRef: { name: osaka-rtx }
            location: { countryCode: JP, timezone: Asia/Tokyo, city: Osaka }
            nativeRange: 192.168.100.0/24
            primary: { popLocation: Tokyo }
            secondary: { popLocation: Osaka }
            """, more);
    }

    /** Later lines replace earlier ones of the same key. */
    static CatoSite site(String base, String... more) {
        StringBuilder spec = new StringBuilder();
        for (String line : base.split("\n", -1)) {
            String key = line.substring(0, Math.max(0, line.indexOf(':')));
            boolean replaced = List.of(more).stream().anyMatch(m -> !key.isEmpty() && m.startsWith(key + ":"));
            if (!replaced && !line.isBlank()) {
                spec.append("  ").append(line).append('\n');
            }
        }
        for (String line : more) {
            spec.append("  ").append(line).append('\n');
        }
        CatoSite site = Serialization.unmarshal("""
            apiVersion: ipsec-sites.dev/v1alpha1
            kind: CatoSite
            metadata: { name: osaka, namespace: network, uid: u1, generation: 1 }
            spec:
            """ + spec, CatoSite.class);
        return site;
    }
}
