package dev.ipsecsites.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The account has no more of what the site needs. For it: Cato's own refusal, a site that is locked. Against it: a site that is active. */
final class LicenceRule {
    private static final Pattern REFUSED =
            Pattern.compile("(?i)parameter out of range|パラメータが範囲を越えています|licen[cs]e|ライセンス|quota|allocated"
                    + " ip.*(?:limit|maximum|exceed)|(?:limit|maximum).*(?:allocated|sites?|bandwidth)");

    /** A licence, and that there is no more of it: the word alone also stands in a refusal for want of a right. */
    private static final Pattern USED_UP = Pattern.compile(
            "(?i)licen[cs]e.*(?:limit|exceed|exhaust|expired|maximum|insufficient|not enough|allows|grants)"
                    + "|(?:limit|exceed|exhaust|maximum|insufficient|not enough|no (?:more|available|free)).*licen[cs]e"
                    + "|ライセンス.*(?:上限|不足|超え|期限)");
    /** The router's words for a number that it doesn't have (yamaha-rtx.md §2). */
    static final Pattern OUT_OF_RANGE = Pattern.compile("(?i)parameter out of range|パラメータが範囲を越えています");

    private LicenceRule() {}

    static List<Finding> examine(SiteEvidence site, Facts facts) {
        List<String> refusals =
                site.refusals().stream().filter(r -> REFUSED.matcher(r).find()).toList();
        boolean locked = site.tunnels().stream()
                .anyMatch(t -> t.cato() != null && "locked".equals(t.cato().operational()));
        // Notices of a licence come every day; they stop nothing while all tunnels are up.
        boolean allUp = facts.up() && facts.others().stream().allMatch(Facts::up);
        List<Message> said = allUp ? List.of() : said(site);
        if (refusals.isEmpty() && !locked && said.isEmpty()) {
            return List.of();
        }
        boolean named = refusals.stream().anyMatch(r -> USED_UP.matcher(r).find());
        boolean words = !refusals.isEmpty() || !said.isEmpty();
        boolean byRouter =
                refusals.stream().allMatch(r -> OUT_OF_RANGE.matcher(r).find()) && !refusals.isEmpty();
        Finding finding = new Finding(
                        Cause.LICENCE_LIMIT,
                        named ? Confidence.CERTAIN : words ? Confidence.LIKELY : Confidence.POSSIBLE)
                .at(byRouter ? End.ROUTER : End.CATO)
                .variant(byRouter ? "router" : "")
                .because(said.stream().map(facts::quote).distinct().toList())
                .because(refusals.stream()
                        .map(r -> facts.say(
                                byRouter ? "evidence.refusedByRouter" : "evidence.refusal",
                                java.util.Map.of("text", r)))
                        .toList())
                .because(locked ? facts.say("evidence.locked") : "");
        return List.of(finding);
    }

    /** What Cato wrote in a timeline or an event, unless a tunnel came up since. */
    private static List<Message> said(SiteEvidence site) {
        List<Message> all = new ArrayList<>(site.messages());
        site.tunnels().forEach(tunnel -> all.addAll(tunnel.messages()));
        List<Message> found = new ArrayList<>();
        for (Message message : all) {
            Sign sign = message.source().cato()
                    ? Wordings.said(message.text()).map(Wordings.Said::sign).orElse(null)
                    : null;
            if (sign == Sign.LICENCE) {
                found.add(message);
            } else if (sign != null && sign.up()) {
                found.clear();
            }
        }
        return found;
    }
}
