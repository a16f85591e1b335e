package dev.ipsecsites.lab.ike;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one charon's log says of one negotiation. */
final class LogReader {
    private static final Pattern LINE = Pattern.compile("\\S+ \\d+\\[(\\w+)] (?:<[^>]*> )?(.*)");
    private static final Pattern GROUP_REFUSED = Pattern.compile("DH group (\\S+) unacceptable, requesting (\\S+)");

    private static final Pattern NOTIFIED = Pattern.compile("received (\\w+) notify(?: error|, no CHILD_SA built)");

    private final List<String> texts = new ArrayList<>();

    LogReader(List<String> lines) {
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                texts.add(matcher.group(2).strip());
            }
        }
    }

    boolean says(String part) {
        return texts.stream().anyMatch(text -> text.contains(part));
    }

    /** A KE payload for one group where another was wanted. */
    record Groups(int sent, int wanted) {}

    /** This end refused the peer's KE payload. */
    Optional<Groups> refusedGroup() {
        return texts.stream()
                .map(GROUP_REFUSED::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(m -> new Groups(Transform.group(m.group(1)), Transform.group(m.group(2))));
    }

    /** This end found no proposal of the peer's that it takes. */
    boolean refusedIke() {
        return says("received proposals unacceptable");
    }

    boolean refusedChild() {
        return says("no acceptable proposal found");
    }

    boolean refusedSelectors() {
        return texts.stream().anyMatch(text -> text.startsWith("traffic selectors ") && text.endsWith("unacceptable"));
    }

    boolean knewNobody() {
        return says("no IKE config found for");
    }

    boolean refusedPeer() {
        return says("MAC mismatched")
                || says("no matching peer config found")
                || says("no shared key found for")
                || says("constraint check failed");
    }

    /** Why the peer refused this end, by the name of its notification. */
    Optional<String> notified() {
        return texts.stream()
                .map(NOTIFIED::matcher)
                .filter(Matcher::matches)
                .reduce((earlier, later) -> later)
                .map(m -> m.group(1));
    }

    boolean wasRefused() {
        return says("received AUTHENTICATION_FAILED notify error");
    }

    /** Both sides of the last choice between proposals that this end made. */
    Optional<Proposals> lastChoice(String protocol) {
        Optional<String> received = last("received proposals: " + protocol + ":");
        Optional<String> configured = last("configured proposals: " + protocol + ":");
        return received.isPresent() && configured.isPresent()
                ? Optional.of(new Proposals(Offer.of(configured.get()), Offer.of(received.get())))
                : Optional.empty();
    }

    private Optional<String> last(String beginning) {
        return texts.stream()
                .filter(text -> text.startsWith(beginning))
                .reduce((earlier, later) -> later)
                .map(text -> text.substring(text.indexOf(": ") + 2));
    }

    /** One end's choice: its own algorithms, and the peer's. */
    record Proposals(Offer own, Offer peer) {
        Proposals turned() {
            return new Proposals(/* own= */ peer, /* peer= */ own);
        }
    }

    /** All algorithms of all proposals in a line of the log, in order, by kind. */
    record Offer(Set<String> encryption, Set<String> prf, Set<String> integrity, Set<Integer> groups) {
        static Offer of(String text) {
            Offer offer = new Offer(
                    new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
            for (String proposal : text.split(", ", -1)) {
                for (String word : proposal.substring(proposal.indexOf(':') + 1).split("/", -1)) {
                    offer.add(word);
                }
            }
            return offer;
        }

        private void add(String word) {
            if (word.startsWith("PRF_")) {
                prf.add(Transform.hash(word));
            } else if (word.startsWith("HMAC_")) {
                integrity.add(Transform.hash(word));
            } else if (Transform.group(word) > 0) {
                groups.add(Transform.group(word));
            } else if (!word.equals("NO_EXT_SEQ") && !word.equals("KE_NONE")) {
                encryption.add(Transform.encryption(word, ""));
            }
        }
    }
}
