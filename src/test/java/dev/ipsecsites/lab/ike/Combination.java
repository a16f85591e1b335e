package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.cma.Message;
import dev.ipsecsites.lab.cma.WireTransforms;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One setting of both ends: the article's until something is changed. */
final class Combination {
    static final String SITE = "192.0.2.10";
    static final String POP = "203.0.113.10";
    static final String KEY = "Abcdefgh1234";

    final String name;
    RtxModel model = RtxModel.RTX830;
    String encryption = "aes256-cbc";
    String hash = "sha256";
    String group = "modp1024";
    String policy = "aes256-cbc sha256-hmac";
    boolean limited = true;
    boolean pfs;
    int childExchange = 2;
    int version = 2;
    boolean refresh = true;
    boolean enabled = true;
    String key = "text " + KEY;
    String localName = SITE + " ipv4-addr";
    String remoteName = POP + " ipv4-addr";
    String remoteAddress = POP;
    String localAddress = SITE;
    final List<String> more = new ArrayList<>();

    Message init = new Message("AES_CBC_256", "SHA256", "SHA256", "DH_2_MODP1024");
    Message auth = new Message("AES_CBC_256", "AUTOMATIC", "SHA256", "NONE");
    String told = KEY;
    String siteAddress = SITE;
    boolean bidirectional = true;
    boolean popUp = true;
    /** Whether renewals that Cato begins are decided, too: of the child SA, and of the IKE SA. */
    boolean catoRenews;

    IkeIdentity expected = new IkeIdentity("ipv4", SITE);
    List<String> ranges = List.of();

    private Combination(String name) {
        this.name = name;
    }

    static Combination of(String name, Consumer<Combination> change) {
        Combination combination = new Combination(name);
        change.accept(combination);
        return combination;
    }

    /** Typed into a router that has just a line to its provider. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "ip lan1 address 192.168.100.1/24",
                "pp select 1",
                "pppoe use lan2",
                "pp auth accept pap chap",
                "pp auth myname site@isp.example.jp isppass",
                "ppp ipcp ipaddress on",
                "pp enable 1",
                "pp select none",
                "tunnel select 1",
                "ipsec tunnel 1",
                "ipsec sa policy 1 1 esp " + policy,
                "ipsec ike version 1 " + version,
                "ipsec ike encryption 1 " + encryption,
                "ipsec ike hash 1 " + hash,
                "ipsec ike group 1 " + group,
                "ipsec ike pfs 1 " + (pfs ? "on" : "off"),
                "ipsec ike duration child-sa 1 3600",
                "ipsec ike duration ike-sa 1 19800",
                "ipsec ike keepalive use 1 on",
                "ipsec ike local address 1 " + localAddress,
                "ipsec ike local name 1 " + localName,
                "ipsec ike remote name 1 " + remoteName,
                "ipsec ike remote address 1 " + remoteAddress,
                "ipsec ike pre-shared-key 1 " + key,
                "ipsec ike proposal-limitation 1 " + (limited ? "on" : "off")));
        if (model != RtxModel.RTX810) {
            lines.add("ipsec ike child-exchange type 1 " + childExchange);
        }
        if (enabled) {
            lines.add("tunnel enable 1");
        }
        lines.add("tunnel select none");
        lines.add("ip route default gateway tunnel 1");
        lines.add("ip route " + POP + " gateway pp 1");
        lines.add("ipsec auto refresh " + (refresh ? "on" : "off"));
        lines.addAll(more);
        return lines;
    }

    RouterTranslator.Box box() {
        return new RouterTranslator.Box(model.printed(), Map.of("pp 1", SITE));
    }

    CatoPeer cato() {
        return new CatoPeer(
                "100123/PRIMARY1",
                POP,
                siteAddress,
                bidirectional,
                popUp,
                PreSharedKey.ofText(told),
                new IkeIdentity("ipv4", POP),
                expected,
                WireTransforms.ike(init),
                WireTransforms.child(auth),
                ranges);
    }

    Combination cipherAtCato(String cipher) {
        init = new Message(cipher, init.prf(), init.integrity(), init.dhGroup());
        return this;
    }

    Combination prfAtCato(String prf) {
        init = new Message(init.cipher(), prf, init.integrity(), init.dhGroup());
        return this;
    }

    Combination integrityAtCato(String integrity) {
        init = new Message(init.cipher(), init.prf(), integrity, init.dhGroup());
        return this;
    }

    Combination groupAtCato(String group) {
        init = new Message(init.cipher(), init.prf(), init.integrity(), group);
        return this;
    }

    Combination childAtCato(String cipher, String integrity, String pfsGroup) {
        auth = new Message(cipher, "AUTOMATIC", integrity, pfsGroup);
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
