package dev.ipsecsites.cases;

import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Wan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody typed at both ends before anything was switched on: the article's site, unless said otherwise.
 *
 * @param init Cato's init message, by the API's names
 * @param auth Cato's auth message
 * @param siteAddress the site's public address as Cato was told
 * @param routerClock how far the router's clock is ahead
 * @param columns {@code console columns} of whoever copies the answers
 */
record SiteSettings(
        RtxModel model,
        ConsoleCharset console,
        Wan wan,
        boolean bidirectional,
        Map<String, String> init,
        Map<String, String> auth,
        String siteAddress,
        Duration routerClock,
        int columns) {
    static final String SITE = "192.0.2.10";
    static final String TOKYO = "203.0.113.10";
    static final String LONDON = "203.0.113.20";
    static final String TOKYO_KEY = "TokyoKey0123456789";
    static final String LONDON_KEY = "LondonKey9876543210";

    static SiteSettings of(RtxModel model, ConsoleCharset console) {
        return new SiteSettings(
                model,
                console,
                Wan.pppoe(SITE),
                true,
                Map.of("dhGroup", old(model) ? "DH_2_MODP1024" : "DH_14_MODP2048"),
                Map.of("dhGroup", "NONE"),
                SITE,
                Duration.ZERO,
                200);
    }

    /** The article's router has small groups only. */
    private static boolean old(RtxModel model) {
        return model == RtxModel.RTX810;
    }

    String group() {
        return old(model) ? "modp1024" : "modp2048";
    }

    int groupNumber() {
        return old(model) ? 2 : 14;
    }

    SiteSettings wan(Wan line) {
        return new SiteSettings(model, console, line, bidirectional, init, auth, siteAddress, routerClock, columns);
    }

    SiteSettings responderOnly() {
        return new SiteSettings(model, console, wan, false, init, auth, siteAddress, routerClock, columns);
    }

    SiteSettings init(String name, String value) {
        return new SiteSettings(
                model, console, wan, bidirectional, with(init, name, value), auth, siteAddress, routerClock, columns);
    }

    SiteSettings auth(String name, String value) {
        return new SiteSettings(
                model, console, wan, bidirectional, init, with(auth, name, value), siteAddress, routerClock, columns);
    }

    SiteSettings siteAddress(String address) {
        return new SiteSettings(model, console, wan, bidirectional, init, auth, address, routerClock, columns);
    }

    SiteSettings routerClock(Duration ahead) {
        return new SiteSettings(model, console, wan, bidirectional, init, auth, siteAddress, ahead, columns);
    }

    SiteSettings columns(int width) {
        return new SiteSettings(model, console, wan, bidirectional, init, auth, siteAddress, routerClock, width);
    }

    private static Map<String, String> with(Map<String, String> old, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(old);
        changed.put(name, value);
        return changed;
    }

    /** The router before its first tunnel: the article's line and filters. */
    String routerText() {
        return switch (wan.kind()) {
            case PPPOE -> PPPOE + FILTERS + tunnel(1) + tunnel(2) + routes("pp 1");
            case FIXED ->
                "ip lan2 address " + wan.address() + "/24\n" + LAN + tunnel(1) + tunnel(2) + routes(wan.gateway());
            case DHCP -> "ip lan2 address dhcp\n" + LAN + tunnel(1) + tunnel(2) + routes("dhcp lan2");
        };
    }

    /** Traffic goes into the tunnels, the PoPs' own addresses don't. */
    private static String routes(String nextHop) {
        return ROUTES.replace("NEXT", nextHop);
    }

    /** The article's block, with what this model calls things. */
    private String tunnel(int n) {
        String pop = n == 1 ? TOKYO : LONDON;
        String key = n == 1 ? TOKYO_KEY : LONDON_KEY;
        String name = n == 1 ? "Tokyo" : "London";
        String own = wan.kind() == Wan.Kind.DHCP || wan.kind() == Wan.Kind.FIXED ? wan.address() : SITE;
        return TUNNEL.replace("NAME", (old(model) ? "tunnel name " : "description tunnel ") + name)
                .replace("%n", Integer.toString(n))
                .replace("%group", group())
                .replace("%own", own)
                .replace("%site", siteIdentity())
                .replace("%pop", pop)
                .replace("%key", key);
    }

    private String siteIdentity() {
        return wan.address();
    }

    private static final String LAN = "ip lan1 address 192.168.100.1/24\n";

    private static final String PPPOE = """
        ip lan1 address 192.168.100.1/24
        pp select 1
         pp always-on on
         pppoe use lan2
         pp auth accept pap chap
         pp auth myname site@isp.example.jp isppass
         ppp lcp mru on 1454
         ppp ipcp ipaddress on
         ppp ccp type none
         ip pp mtu 1454
         ip pp secure filter in 200020 200040 200041 200042 200043
         ip pp secure filter out 200099
         pp enable 1
        pp select none
        """;

    private static final String FILTERS = """
        ip filter 200020 pass * 192.0.2.10 icmp * *
        ip filter 200040 pass 203.0.113.10 192.0.2.10 esp * *
        ip filter 200041 pass 203.0.113.10 192.0.2.10 udp * 500
        ip filter 200042 pass 203.0.113.20 192.0.2.10 esp * *
        ip filter 200043 pass 203.0.113.20 192.0.2.10 udp * 500
        ip filter 200099 pass * * * * *
        """;

    private static final String TUNNEL = """
        tunnel select %n
         NAME
          ipsec tunnel %n
          ipsec ike version %n 2
          ipsec ike group %n %group
          ipsec ike encryption %n aes256-cbc
          ipsec ike hash %n sha256
          ipsec sa policy %n %n esp aes256-cbc sha256-hmac
          ipsec ike duration ike-sa %n 19800
          ipsec ike duration child-sa %n 3600
          ipsec ike keepalive use %n on
          ipsec ike keepalive log %n off
          ipsec ike local address %n %own
          ipsec ike local name %n %site ipv4-addr
          ipsec ike remote address %n %pop
          ipsec ike remote name %n %pop ipv4-addr
          ipsec ike pre-shared-key %n text %key
          ipsec ike proposal-limitation %n on
         ip tunnel tcp mss limit auto
        tunnel enable %n
        tunnel select none
        """;

    private static final String ROUTES = """
        ipsec auto refresh on
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway NEXT
        ip route 203.0.113.20 gateway NEXT
        """;

    /** The manifest that asks for all this; what somebody wanted, whatever stands on the router. */
    String manifest() {
        return MANIFEST.replace("%model", model.printed())
                .replace("%interface", wan.kind() == Wan.Kind.PPPOE ? "pp1" : "lan2")
                .replace("%site", siteAddress)
                .replace("%group", Integer.toString(groupNumber()));
    }

    private static final String MANIFEST = """
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: Router
        metadata: { name: osaka-rtx, namespace: network }
        spec:
          model: %model
          address: 192.168.100.1
          credentialsSecretRef: { name: osaka-rtx }
          hostKey: { trustOnFirstUse: true }
          links:
            - { name: WAN1, interface: %interface }
          numbers: { tunnels: 1-6, filters: 90000-90999 }
        ---
        apiVersion: ipsec-sites.dev/v1alpha1
        kind: CatoSite
        metadata: { name: osaka, namespace: network }
        spec:
          accountRef: { name: main }
          routerRef: { name: osaka-rtx }
          location: { countryCode: JP, city: Osaka, timezone: Asia/Tokyo }
          nativeRange: 192.168.100.0/24
          publicAddress: %site
          primary:
            allocatedAddress: 203.0.113.10
            tunnels: [ { tunnelNumber: 1 } ]
          secondary:
            allocatedAddress: 203.0.113.20
            tunnels: [ { tunnelNumber: 2 } ]
          proposal:
            ike: { encryption: AES-CBC-256, prf: SHA2-256, integrity: SHA2-256, dhGroup: %group }
            child: { encryption: AES-CBC-256, integrity: SHA2-256, pfsGroup: None }
          lifetimes: { ikeSA: 19800s, childSA: 3600s }
        """;
}
