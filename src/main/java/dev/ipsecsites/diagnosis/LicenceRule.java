package dev.ipsecsites.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/** The account has no more of what the site needs. For it: Cato's own refusal, a site that is locked. Against it: a site that is active. */
final class LicenceRule {
    private static final Pattern REFUSED = Pattern.compile("(?i)licen[cs]e|ライセンス|quota|allocated"
            + " ip.*(?:limit|maximum|exceed)|(?:limit|maximum).*(?:allocated|sites?|bandwidth)");

    /** A licence, and that there is no more of it: the word alone also stands in a refusal for want of a right. */
    private static final Pattern USED_UP =
            Pattern.compile("(?i)licen[cs]e.*(?:limit|exceed|exhaust|expired|maximum|insufficient|not enough|allows|grants)"
                    + "|(?:limit|exceed|exhaust|maximum|insufficient|not enough|no (?:more|available|free)).*licen[cs]e"
                    + "|ライセンス.*(?:上限|不足|超え|期限)");

    private LicenceRule() {}

    static List<Finding> examine(SiteEvidence site, Facts facts) {
        List<String> refusals =
                site.refusals().stream().filter(r -> REFUSED.matcher(r).find()).toList();
        boolean locked = site.tunnels().stream()
                .anyMatch(t -> t.cato() != null && "locked".equals(t.cato().operational()));
        if (refusals.isEmpty() && !locked) {
            return List.of();
        }
        boolean named = refusals.stream().anyMatch(r -> USED_UP.matcher(r).find());
        Finding finding = new Finding(
                        Cause.LICENCE_LIMIT,
                        named ? Confidence.CERTAIN : refusals.isEmpty() ? Confidence.POSSIBLE : Confidence.LIKELY)
                .at(End.CATO)
                .because(refusals.stream()
                        .map(r -> facts.say("evidence.refusal", java.util.Map.of("text", r)))
                        .toList())
                .because(locked ? facts.say("evidence.locked") : "");
        return List.of(finding);
    }
}
