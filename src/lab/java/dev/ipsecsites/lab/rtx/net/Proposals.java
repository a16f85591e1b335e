package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Profile;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a gateway offers: as configured, and everything the model has, the strongest first (yamaha-rtx.md §4.4). */
final class Proposals {
    private static final List<String> CIPHERS =
            List.of("AES_CBC_256", "AES_CBC_192", "AES_CBC_128", "DES3_CBC", "DES_CBC");
    private static final List<Integer> GROUPS = List.of(14, 5, 2, 1);

    private final Profile profile;
    private final Configuration config;
    private final String gateway;
    private final Optional<ConfigLine> policy;

    Proposals(Profile profile, Configuration config, int gateway, Optional<ConfigLine> policy) {
        this.profile = profile;
        this.config = config;
        this.gateway = Integer.toString(gateway);
        this.policy = policy;
    }

    private String word(String command, String otherwise) {
        return config.find(Context.GLOBAL, "ipsec ike " + command, gateway)
                .map(l -> l.value().getFirst())
                .orElse(otherwise);
    }

    Transforms ike() {
        Set<String> hash = Set.of(hash(word("hash", "sha")));
        return new Transforms(Set.of(cipher(word("encryption", "3des-cbc"))), hash, hash, Set.of(group()));
    }

    /** One knob, {@code ipsec ike group}, is also the group of PFS. */
    private int group() {
        return switch (word("group", "modp1024")) {
            case "modp768" -> 1;
            case "modp1536" -> 5;
            case "modp2048" -> 14;
            default -> 2;
        };
    }

    Transforms everyIke() {
        return new Transforms(new LinkedHashSet<>(CIPHERS), hashes(), hashes(), new LinkedHashSet<>(GROUPS));
    }

    Transforms child() {
        List<String> words = policy.map(ConfigLine::value).orElse(List.of());
        String cipher =
                words.stream().filter(w -> w.endsWith("-cbc")).findFirst().orElse("aes-cbc");
        String hmac =
                words.stream().filter(w -> w.endsWith("-hmac")).findFirst().orElse("sha-hmac");
        boolean pfs = word("pfs", "off").equals("on");
        Set<String> integrity = Set.of(hash(hmac.substring(0, hmac.indexOf('-'))));
        return new Transforms(Set.of(cipher(cipher)), Set.of(), integrity, Set.of(pfs ? group() : 0));
    }

    Transforms everyChild() {
        List<Integer> groups = new ArrayList<>(GROUPS);
        groups.add(0);
        return new Transforms(new LinkedHashSet<>(CIPHERS), Set.of(), hashes(), new LinkedHashSet<>(groups));
    }

    private Set<String> hashes() {
        List<String> all = new ArrayList<>();
        if (profile.longSha2()) {
            all.addAll(List.of("SHA512", "SHA384"));
        }
        all.addAll(List.of("SHA256", "SHA1", "MD5"));
        return new LinkedHashSet<>(all);
    }

    private static String cipher(String keyword) {
        return switch (keyword) {
            case "aes256-cbc" -> "AES_CBC_256";
            case "aes-cbc" -> "AES_CBC_128";
            case "des-cbc" -> "DES_CBC";
            default -> "DES3_CBC";
        };
    }

    private static String hash(String keyword) {
        return switch (keyword) {
            case "md5" -> "MD5";
            case "sha256" -> "SHA256";
            case "sha384" -> "SHA384";
            case "sha512" -> "SHA512";
            default -> "SHA1";
        };
    }
}
