package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.router.ConfiguredTunnel;
import java.util.ArrayList;
import java.util.List;

/**
 * The line with the child SA's algorithms as it has to be typed: the tunnel's own with one word changed, because the command sets everything anew. Its
 * number is neither the tunnel's nor the gateway's (yamaha-rtx.md §0, no. 10). What isn't known stands there in capital letters.
 */
record PolicyLine(List<String> words) {
    private static final String ESP = "esp";
    private static final String CIPHER = "-cbc";
    private static final String HASH = "-hmac";
    /** The router's default (yamaha-rtx.md §4.3). */
    private static final String DEFAULT_CIPHER = "aes-cbc";

    PolicyLine {
        words = List.copyOf(words);
    }

    /** The line of this tunnel; where it isn't known, as it is intended. */
    static PolicyLine of(Facts facts) {
        ConfiguredTunnel tunnel = facts.configured();
        String line = tunnel == null ? null : tunnel.childEncryption().line();
        return line != null && line.contains(" " + ESP)
                ? new PolicyLine(List.of(line.strip().split(" +")))
                : intended(facts, number(facts), facts.gateway());
    }

    /** The line of whichever tunnel it is. */
    static PolicyLine ofAny(Facts facts) {
        return intended(facts, "P", "N");
    }

    private static PolicyLine intended(Facts facts, String policy, String gateway) {
        String cipher = Names.rtxEncryption(facts.wanted(Parameter.CHILD_ENCRYPTION));
        String hash = Names.rtxHash(facts.wanted(Parameter.CHILD_INTEGRITY), null);
        return new PolicyLine(List.of(
                "ipsec",
                "sa",
                "policy",
                policy,
                gateway,
                ESP,
                cipher == null ? "CIPHER" : cipher,
                (hash == null ? "HASH" : hash) + HASH));
    }

    /** Number of the policy; {@code P} where it isn't known. The operator gives it the tunnel's. */
    static String number(Facts facts) {
        ConfiguredTunnel tunnel = facts.configured();
        if (tunnel != null) {
            return String.valueOf(tunnel.policy());
        }
        return facts.intended.number() == null ? "P" : String.valueOf(facts.intended.number());
    }

    /** With the cipher, or the hash, that the parameter should have; for the IKE SA's the same of the child SA. */
    String with(Parameter parameter, String word) {
        List<String> changed = new ArrayList<>(words);
        int at = changed.indexOf(ESP) + 1;
        boolean cipher = parameter == Parameter.ENCRYPTION || parameter == Parameter.CHILD_ENCRYPTION;
        if (at == changed.size() || !isCipher(changed.get(at))) {
            changed.add(at, DEFAULT_CIPHER);
        }
        if (cipher) {
            changed.set(at, word);
        } else if (at + 1 < changed.size() && isHash(changed.get(at + 1))) {
            changed.set(at + 1, word + HASH);
        } else {
            changed.add(at + 1, word + HASH);
        }
        return String.join(" ", changed);
    }

    private static boolean isCipher(String word) {
        return word.endsWith(CIPHER) || word.equals("CIPHER");
    }

    private static boolean isHash(String word) {
        return word.endsWith(HASH);
    }
}
