package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.cma.Message;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The matrix: proposals, identities and faults, each against the article's values for everything else. */
final class Combinations {
    private static final List<String> CATO_CIPHERS =
            List.of("AUTOMATIC", "AES_CBC_128", "AES_CBC_256", "AES_GCM_128", "AES_GCM_256", "DES3_CBC");
    private static final List<String> CATO_HASHES = List.of("AUTOMATIC", "MD5", "SHA1", "SHA256", "SHA384", "SHA512");
    private static final List<String> CATO_GROUPS = List.of(
            "AUTOMATIC",
            "DH_2_MODP1024",
            "DH_5_MODP1536",
            "DH_14_MODP2048",
            "DH_16_MODP4096",
            "DH_19_ECP256",
            "DH_21_ECP521");
    private static final List<String> RTX_CIPHERS = List.of("3des-cbc", "aes-cbc", "aes256-cbc");
    private static final List<String> RTX_HASHES = List.of("md5", "sha", "sha256");
    private static final List<String> RTX_GROUPS = List.of("modp768", "modp1024", "modp1536", "modp2048");
    private static final List<Boolean> BOTH = List.of(true, false);

    private final List<Combination> all = new ArrayList<>();

    private Combinations() {}

    static List<Combination> all() {
        Combinations made = new Combinations();
        made.ikeProposals();
        made.longHashes();
        made.childProposals();
        made.perfectForwardSecrecy();
        made.identities();
        made.keys();
        made.whoStarts();
        made.faults();
        made.models();
        return made.all;
    }

    private void add(String name, Consumer<Combination> change) {
        all.add(Combination.of(name, change));
    }

    /** Each way round: the router begins, or Cato because the router may not. */
    private void eachStarter(String name, Consumer<Combination> change) {
        for (boolean router : BOTH) {
            for (boolean limited : BOTH) {
                add(name + (limited ? "" : ", not limited") + (router ? "" : ", Cato starts"), c -> {
                    change.accept(c);
                    c.limited = limited;
                    c.refresh = router;
                });
            }
        }
    }

    private void ikeProposals() {
        for (String cato : CATO_CIPHERS) {
            for (String rtx : RTX_CIPHERS) {
                eachStarter("IKE cipher " + cato + " / " + rtx, c -> c.cipherAtCato(cato).encryption = rtx);
            }
        }
        for (String cato : CATO_HASHES) {
            for (String rtx : RTX_HASHES) {
                for (boolean limited : BOTH) {
                    String how = cato + " / " + rtx + (limited ? "" : ", not limited");
                    add("PRF " + how, c -> {
                        c.prfAtCato(cato).integrityAtCato("AUTOMATIC").hash = rtx;
                        c.limited = limited;
                    });
                    add("IKE integrity " + how, c -> {
                        c.integrityAtCato(cato).prfAtCato("AUTOMATIC").hash = rtx;
                        c.limited = limited;
                    });
                }
            }
        }
        for (String cato : CATO_GROUPS) {
            for (String rtx : RTX_GROUPS) {
                eachStarter("DH " + cato + " / " + rtx, c -> c.groupAtCato(cato).group = rtx);
            }
        }
        add("everything differs", c -> {
            c.init = new Message("AES_GCM_256", "SHA512", "SHA512", "DH_21_ECP521");
            c.encryption = "3des-cbc";
            c.hash = "sha";
        });
        add(
                "everything Automatic but the group",
                c -> c.init = new Message("AUTOMATIC", "AUTOMATIC", "AUTOMATIC", "DH_2_MODP1024"));
    }

    /** Of these models only the RTX1300 has SHA-384 and SHA-512. */
    private void longHashes() {
        for (String cato : List.of("AUTOMATIC", "SHA256", "SHA384", "SHA512")) {
            for (String rtx : List.of("sha256", "sha384", "sha512")) {
                add("RTX1300 hash " + cato + " / " + rtx, c -> {
                    c.model = RtxModel.RTX1300;
                    c.prfAtCato(cato).integrityAtCato(cato).hash = rtx;
                });
                add("RTX1300 ESP integrity " + cato + " / " + rtx + ", Cato starts", c -> {
                    c.model = RtxModel.RTX1300;
                    c.refresh = false;
                    c.childAtCato("AES_CBC_256", cato, "NONE").policy = "aes256-cbc " + rtx + "-hmac";
                });
            }
        }
    }

    private void childProposals() {
        for (String cato : CATO_CIPHERS) {
            for (String rtx : RTX_CIPHERS) {
                for (boolean limited : BOTH) {
                    add("ESP cipher " + cato + " / " + rtx + (limited ? "" : ", not limited"), c -> {
                        c.childAtCato(cato, "AUTOMATIC", "NONE").policy = rtx + " sha256-hmac";
                        c.limited = limited;
                    });
                }
            }
        }
        for (String cato : CATO_HASHES) {
            for (String rtx : RTX_HASHES) {
                add(
                        "ESP integrity " + cato + " / " + rtx,
                        c -> c.childAtCato("AES_CBC_256", cato, "NONE").policy = "aes256-cbc " + rtx + "-hmac");
            }
        }
        add("GCM for ESP only, as the knowledge base advises", c -> c.childAtCato("AES_GCM_256", "NONE", "NONE"));
        add("policy without algorithms", c -> {
            c.childAtCato("AES_CBC_128", "SHA1", "NONE");
            c.policy = "";
        });
    }

    /** Nothing of it is seen until the first renewal, which either end may begin. A router has no group 16. */
    private void perfectForwardSecrecy() {
        for (String cato : List.of("NONE", "AUTOMATIC", "DH_2_MODP1024", "DH_14_MODP2048", "DH_16_MODP4096")) {
            for (String rtx : List.of("off", "modp1024", "modp2048")) {
                for (int type : List.of(1, 2)) {
                    for (boolean limited : BOTH) {
                        add(
                                "PFS " + cato + " / " + rtx + ", exchange type " + type
                                        + (limited ? "" : ", not limited"),
                                c -> {
                                    c.pfs = !rtx.equals("off");
                                    c.group = c.pfs ? rtx : "modp2048";
                                    c.groupAtCato(c.group.equals("modp1024") ? "DH_2_MODP1024" : "DH_14_MODP2048");
                                    c.childAtCato("AES_CBC_256", "SHA256", cato);
                                    c.childExchange = type;
                                    c.limited = limited;
                                    c.catoRenews = true;
                                });
                    }
                }
            }
        }
    }

    private void identities() {
        identity("IPv4", new IkeIdentity("ipv4", Combination.SITE), Combination.SITE, "ipv4-addr");
        identity("FQDN", new IkeIdentity("fqdn", "site-1.example.com"), "site-1.example.com", "fqdn");
        identity("e-mail", new IkeIdentity("email", "site@example.com"), "site@example.com", "user-fqdn");
        identity("key id", new IkeIdentity("key-id", "site-1-primary"), "site-1-primary", "key-id");
        add("FQDN at Cato, the address at the router", c -> {
            c.expected = new IkeIdentity("fqdn", "site-1.example.com");
            c.bidirectional = false;
        });
        add("FQDN, wrong value and another group", c -> {
            c.expected = new IkeIdentity("fqdn", "site-1.example.com");
            c.bidirectional = false;
            c.localName = "site-2.example.com fqdn";
            c.groupAtCato("DH_14_MODP2048");
        });
        add("FQDN, wrong value and key", c -> {
            c.expected = new IkeIdentity("fqdn", "site-1.example.com");
            c.bidirectional = false;
            c.localName = "site-2.example.com fqdn";
            c.key = "text SomethingElse9";
        });
        add("address at Cato, FQDN at the router", c -> c.localName = "site-1.example.com fqdn");
        add("another address as remote name", c -> c.remoteName = "203.0.113.11 ipv4-addr");
        add("remote name without its type", c -> c.remoteName = Combination.POP);
        add("remote name as FQDN", c -> c.remoteName = Combination.POP + " fqdn");
        add("another address as local name, Cato starts", c -> {
            c.localName = "192.0.2.11 ipv4-addr";
            c.refresh = false;
        });
        add("local name without its type, Cato starts", c -> {
            c.localName = Combination.SITE;
            c.refresh = false;
        });
        add("another address as remote name, Cato starts", c -> {
            c.remoteName = "203.0.113.11 ipv4-addr";
            c.refresh = false;
        });
    }

    private void identity(String kind, IkeIdentity expected, String value, String type) {
        Consumer<Combination> right = c -> {
            c.expected = expected;
            c.bidirectional = kind.equals("IPv4");
            c.localName = value + " " + type;
        };
        add("identity " + kind, right);
        add("identity " + kind + ", without its type", right.andThen(c -> c.localName = value));
        add("identity " + kind + ", wrong key", right.andThen(c -> c.key = "text SomethingElse9"));
        add("identity " + kind + ", wrong remote name", right.andThen(c -> c.remoteName = "203.0.113.99 ipv4-addr"));
        add(
                "identity " + kind + ", wrong value",
                right.andThen(c -> c.localName = (kind.equals("IPv4") ? "192.0.2.77" : "other-" + value) + " " + type));
    }

    private void keys() {
        List<String> wrong =
                List.of("text Abcdefgh1235", "text abcdefgh1234", "text Abcdefgh123", "text Abcdefgh12345", "0x4142");
        for (String key : wrong) {
            for (boolean router : BOTH) {
                add("wrong key " + key + (router ? "" : ", Cato starts"), c -> {
                    c.key = key;
                    c.refresh = router;
                });
            }
        }
        add("the key in hexadecimal", c -> c.key = "0x416263646566676831323334");
        add("a key of 64 letters", c -> {
            c.told = "Aa1".repeat(21) + "Z";
            c.key = "text " + c.told;
        });
        add("a key with signs", c -> {
            c.told = "p%a=s/s;w,o{r}d";
            c.key = "text " + c.told;
        });
        for (String sign : List.of("\\", "#", "|", "'", "\"")) {
            add("a key that ends in " + sign, c -> {
                c.told = "abcdefg" + sign;
                c.key = "text abcdefg\\" + sign;
            });
        }
        add("a key with quotes of both kinds", c -> {
            c.told = "ab'cd\"efgh";
            c.key = "text ab\\'cd\\\"efgh";
        });
        add("octets that are no text", c -> {
            c.told = "\uFFFD".repeat(8);
            c.key = "0x" + "ff".repeat(8);
        });
        add("a key in quotes", c -> {
            c.told = "with some spaces";
            c.key = "text \"with some spaces\"";
        });
    }

    private void whoStarts() {
        for (boolean router : BOTH) {
            for (boolean cato : BOTH) {
                for (boolean agree : BOTH) {
                    add(
                            (router ? "router starts" : "router waits") + ", "
                                    + (cato ? "Bidirectional" : "Responder only") + (agree ? "" : ", wrong key"),
                            c -> {
                                c.refresh = router;
                                c.bidirectional = cato;
                                c.key = agree ? c.key : "text SomethingElse9";
                            });
                }
            }
        }
        add("remote address any, Bidirectional", c -> c.remoteAddress = "any");
        add("remote address any, another remote name", c -> {
            c.remoteAddress = "any";
            c.remoteName = "203.0.113.11 ipv4-addr";
        });
        add("remote address any, Responder only", c -> {
            c.remoteAddress = "any";
            c.bidirectional = false;
        });
        add("no remote address: the remote name is gone to", c -> c.more.add("no ipsec ike remote address 1"));
        for (String type : List.of("", " key-id")) {
            for (boolean cato : BOTH) {
                add("no remote address, remote name" + type + (cato ? "" : ", Responder only"), c -> {
                    c.more.add("no ipsec ike remote address 1");
                    c.remoteName = Combination.POP + type;
                    c.bidirectional = cato;
                });
            }
        }
        for (boolean router : BOTH) {
            add("negotiation receive off" + (router ? "" : ", Cato starts"), c -> {
                c.more.add("ipsec ike negotiation receive 1 off");
                c.refresh = router;
            });
        }
        add("auto refresh off for this gateway", c -> {
            c.more.add("ipsec auto refresh 1 off");
            c.bidirectional = false;
        });
    }

    private void faults() {
        add("PoP down", c -> c.popUp = false);
        add("PoP down, Cato would start", c -> {
            c.popUp = false;
            c.refresh = false;
        });
        add("tunnel not enabled", c -> c.enabled = false);
        add("IKEv1 at the router", c -> c.version = 1);
        add("no key at the router", c -> c.more.add("no ipsec ike pre-shared-key 1"));
        for (String method : List.of("pre-shared-key", "certificate", "eap-md5")) {
            add("authenticates by " + method, c -> c.more.add("ipsec ike auth method 1 " + method));
        }
        add("policy for AH", c -> c.more.add("ipsec sa policy 1 1 ah sha256-hmac"));
        add("no local name", c -> c.more.add("no ipsec ike local name 1"));
        add("no remote name", c -> c.more.add("no ipsec ike remote name 1"));
        add("local address that no interface owns", c -> c.localAddress = "192.0.2.99");
        add("local address by ipcp", c -> c.localAddress = "ipcp pp 1");
        add("local address left out", c -> c.more.add("no ipsec ike local address 1"));
        add("local address left out, remote address any", c -> {
            c.more.add("no ipsec ike local address 1");
            c.remoteAddress = "any";
        });
        routed("to the network of the PoP", "ip route 203.0.113.0/24 gateway pp 1");
        routed("to a network around it", "ip route 203.0.0.0/255.255.0.0 gateway pp 1");
        routed("into the tunnel", "ip route 203.0.113.0/24 gateway tunnel 1");
        routed("into the tunnel when it is up", "ip route 203.0.113.0/24 gateway tunnel 1 hide");
        routed("into the tunnel or by the line", "ip route 203.0.113.0/24 gateway tunnel 1 hide gateway pp 1");
        add("Cato knows another site address", c -> {
            c.siteAddress = "192.0.2.77";
            c.expected = new IkeIdentity("ipv4", "192.0.2.77");
        });
        add("Cato knows another site address, Responder only", c -> {
            c.siteAddress = "192.0.2.77";
            c.expected = new IkeIdentity("ipv4", "192.0.2.77");
            c.bidirectional = false;
        });
        add("router goes to another address, Responder only", c -> {
            c.remoteAddress = "203.0.113.77";
            c.more.add("ip route 203.0.113.77 gateway pp 1");
            c.bidirectional = false;
        });
        filter("UDP 500 filtered on the way in", "in", "udp 500 500");
        filter("UDP 500 filtered on the way out", "out", "udp 500 500");
        for (String ranges : List.of("10.30.0.0/16", "servers:10.30.0.0/16", "0.0.0.0/0")) {
            for (boolean router : BOTH) {
                add("network range " + ranges + (router ? "" : ", Cato starts"), c -> {
                    c.ranges = List.of(ranges);
                    c.refresh = router;
                });
            }
        }
        for (boolean router : BOTH) {
            add("two network ranges" + (router ? "" : ", Cato starts"), c -> {
                c.ranges = List.of("a:10.30.0.0/16", "b:10.41.0.0/16");
                c.refresh = router;
            });
        }
        for (boolean router : BOTH) {
            add("renewals by either end" + (router ? "" : ", Cato starts"), c -> {
                c.catoRenews = true;
                c.refresh = router;
            });
        }
        add("nat-traversal on without NAT", c -> c.more.add("ipsec ike nat-traversal 1 on"));
        add("ESP filtered on the way in", c -> esp(c, "in"));
        add("ESP filtered on the way out", c -> esp(c, "out"));
        filter("UDP 4500 filtered on the way out", "out", "udp 4500 4500");
    }

    /** The router starts from the address that its routes lead to. */
    private void routed(String where, String line) {
        add("PoP routed " + where, c -> {
            c.more.addAll(List.of("no ipsec ike local address 1", "no ip route " + Combination.POP, line));
        });
    }

    private void filter(String name, String direction, String what) {
        add(name, c -> rejecting(c, direction, "* * " + what));
    }

    private static void esp(Combination c, String direction) {
        rejecting(c, direction, "* * esp * *");
    }

    private static void rejecting(Combination c, String direction, String what) {
        c.more.add("ip filter 1 reject " + what);
        c.more.add("ip filter 99 pass * * * * *");
        c.more.add("pp select 1");
        c.more.add("ip pp secure filter " + direction + " 1 99");
        c.more.add("pp select none");
    }

    private void models() {
        for (RtxModel model : RtxModel.values()) {
            add("article on " + model.printed(), c -> {
                c.model = model;
                c.catoRenews = true;
            });
            add("not limited on " + model.printed(), c -> {
                c.model = model;
                c.limited = false;
                c.init = new Message("AUTOMATIC", "AUTOMATIC", "AUTOMATIC", "DH_2_MODP1024");
                c.childAtCato("AUTOMATIC", "AUTOMATIC", "NONE");
            });
        }
    }
}
