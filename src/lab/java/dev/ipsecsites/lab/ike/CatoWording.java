package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.ike.LogReader.Offer;
import dev.ipsecsites.lab.ike.LogReader.Proposals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What happened between two daemons, in the words of Cato's timeline: the article's sentences. */
final class CatoWording {
    static final List<String> AUTHENTICATION = List.of(
            "Auth payload doesn't match the calculated one - wrong psk?",
            "Auth payload doesn't match dropping this sa");
    static final String PFS = "CREATE_CHILD_SA: NO_PROPOSAL_CHOSEN, the Diffie-Hellman groups for PFS differ";
    static final String SELECTORS = "IKE_AUTH: TS_UNACCEPTABLE, no common traffic selectors";

    private static final Map<String, String> HASHES = Map.of(
            "MD5",
            "HMAC_MD5",
            "SHA1",
            "HMAC_SHA1",
            "SHA256",
            "HMAC_SHA2_256",
            "SHA384",
            "HMAC_SHA2_384",
            "SHA512",
            "HMAC_SHA2_512");
    private static final Map<String, Integer> PRF_NUMBERS =
            Map.of("MD5", 1, "SHA1", 2, "SHA256", 5, "SHA384", 6, "SHA512", 7);
    private static final Map<String, String> TRUNCATED = Map.of(
            "MD5", "_96 (1)", "SHA1", "_96 (2)", "SHA256", "_128 (12)", "SHA384", "_192 (13)", "SHA512", "_256 (14)");

    private CatoWording() {}

    static String keyExchange(int selected, int sent) {
        return "DH group number in the KE property doesn't match the selected proposal [selected: " + selected
                + ", in KE payload: " + sent + "]";
    }

    static String groups(int ours, int theirs) {
        return sentence("DH group", "DH group", group(ours), group(theirs));
    }

    /** A sentence for each kind of algorithm that the two have none of in common; {@code own} is Cato's. */
    static List<String> mismatches(Proposals proposals, boolean ike) {
        Offer own = proposals.own();
        Offer peer = proposals.peer();
        List<String> sentences = new ArrayList<>();
        if (apart(own.encryption(), peer.encryption())) {
            sentences.add(encryption(head(own.encryption()), head(peer.encryption())));
        }
        if (ike && apart(own.prf(), peer.prf())) {
            sentences.add(sentence("PRF algorithm", "PRF algorithm", prf(head(own.prf())), prf(head(peer.prf()))));
        }
        // Cato's Automatic and GCM leave integrity to the proposals with CBC.
        if (!own.integrity().isEmpty() && apart(own.integrity(), peer.integrity())) {
            sentences.add(sentence(
                    "Integrity algorithm",
                    "integrity algorithm",
                    integrity(head(own.integrity())),
                    integrity(head(peer.integrity()))));
        }
        if (ike && apart(own.groups(), peer.groups())) {
            sentences.add(groups(head(own.groups()), head(peer.groups())));
        }
        return sentences;
    }

    private static <T> boolean apart(Set<T> own, Set<T> peer) {
        return own.stream().noneMatch(peer::contains);
    }

    private static <T> T head(Set<T> values) {
        return values.iterator().next();
    }

    private static String sentence(String what, String again, String ours, String theirs) {
        return what + " " + ours + " in our proposal does not match " + again + " " + theirs + " in peer's proposal 1";
    }

    private static String encryption(String ours, String theirs) {
        int ourSize = ours.lastIndexOf('_');
        int theirSize = theirs.lastIndexOf('_');
        String ourMode = ours.substring(0, ourSize);
        String theirMode = theirs.substring(0, theirSize);
        return ours.startsWith("AES") && ourMode.equals(theirMode)
                ? sentence(
                        "Encryption algorithm length",
                        "encryption algorithm length",
                        length(ours.substring(ourSize + 1)),
                        length(theirs.substring(theirSize + 1)))
                : sentence("Encryption algorithm", "encryption algorithm", cipher(ours), cipher(theirs));
    }

    private static String length(String bits) {
        return "AES_" + bits + " (" + bits + ")";
    }

    private static String cipher(String name) {
        return name.startsWith("AES_CBC")
                ? "AES_CBC (12)"
                : name.startsWith("AES_GCM_16") ? "AES_GCM_16 (20)" : name.equals("DES3_CBC") ? "3DES (3)" : "DES (2)";
    }

    private static String prf(String hash) {
        return HASHES.get(hash) + " (" + PRF_NUMBERS.get(hash) + ")";
    }

    private static String integrity(String hash) {
        return HASHES.get(hash) + TRUNCATED.get(hash);
    }

    private static String group(int number) {
        String size = Transform.groupKeyword(number);
        return "GROUP_" + number + "_" + size.toUpperCase(Locale.ROOT) + " (" + number + ")";
    }
}
