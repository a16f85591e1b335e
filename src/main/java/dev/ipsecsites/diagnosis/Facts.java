package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.diagnosis.Check.Result;
import dev.ipsecsites.diagnosis.Check.Step;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One tunnel's evidence as the rules ask for it. */
final class Facts {
    /** What was read longer ago says nothing about now. */
    static final Duration FRESH = Duration.ofMinutes(10);

    private static final String PP = "pp";
    private static final String DHCP = "DHCP";

    final SiteEvidence site;
    final TunnelEvidence tunnel;
    final RouterHalf router;
    final CatoHalf cato;
    final Intended intended;
    final Relevance.Sorted messages;
    /** Whose word is the newer one, the router's that it is up or Cato's that it isn't. */
    final LastWord lastWord;

    private final Texts texts;

    private List<Facts> others = List.of();

    private Facts(SiteEvidence site, Relevance relevance, TunnelEvidence tunnel, Texts texts) {
        this.site = site;
        this.tunnel = tunnel;
        this.texts = texts;
        this.router = tunnel.router() == null ? RouterHalf.NOTHING : tunnel.router();
        this.cato = tunnel.cato() == null ? CatoHalf.NOTHING : tunnel.cato();
        this.intended = tunnel.intended() == null ? Intended.UNKNOWN : tunnel.intended();
        this.messages = relevance.sort(tunnel);
        this.lastWord = LastWord.of(this);
    }

    /** Of each tunnel, in order. */
    static List<Facts> of(SiteEvidence site, Texts texts) {
        Relevance relevance = new Relevance(site);
        List<Facts> all = site.tunnels().stream()
                .map(tunnel -> new Facts(site, relevance, tunnel, texts))
                .toList();
        all.forEach(facts ->
                facts.others = all.stream().filter(other -> other != facts).toList());
        return all;
    }

    /** Of the site as a whole: no messages, no ends. */
    static Facts ofSite(SiteEvidence site, Texts texts) {
        SiteEvidence bare = SiteEvidence.of(site.site(), site.at(), List.of());
        return new Facts(bare, new Relevance(bare), TunnelEvidence.of(site.site()), texts);
    }

    // ---------------------------------------------------------------- messages

    /** Messages of these signs that count. */
    List<Reading> said(Sign... signs) {
        return said(List.of(signs));
    }

    List<Reading> said(List<Sign> wanted) {
        return messages.current().stream()
                .filter(r -> wanted.contains(r.sign()))
                .toList();
    }

    /** The same, whether or not they are over. */
    List<Reading> ever(Sign... signs) {
        List<Sign> wanted = List.of(signs);
        return everything().stream().filter(r -> wanted.contains(r.sign())).toList();
    }

    List<Reading> everything() {
        return messages.all();
    }

    /** The same without those from before the last change of settings, or so near to it that the clocks may be to blame. */
    List<Reading> sinceChange() {
        Instant changed = tunnel.changedAt();
        return everything().stream()
                .filter(r -> changed == null
                        || r.message().time() == null
                        || r.message().time().isAfter(changed.plus(Relevance.SKEW)))
                .toList();
    }

    Optional<Reading> newest(Sign sign) {
        return newest(List.of(sign));
    }

    Optional<Reading> newest(List<Sign> signs) {
        List<Reading> found = said(signs);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    /** It may be older than the last change, or another tunnel's. */
    boolean doubtful(Reading reading) {
        return messages.skewed().contains(reading) || nobodys(reading);
    }

    /** It doesn't say whose it is, or names one that isn't known, and this is not the only tunnel that fails. */
    private boolean nobodys(Reading reading) {
        return messages.nobodys().contains(reading)
                && (others.isEmpty() || !others.stream().allMatch(Facts::up));
    }

    /** How sure messages can make one at the most. */
    Confidence limit(List<Reading> readings) {
        if (readings.isEmpty() || readings.stream().anyMatch(r -> !doubtful(r))) {
            // The wording of events isn't documented: they may confirm something, but settle nothing alone.
            boolean eventsOnly = !readings.isEmpty()
                    && readings.stream().allMatch(r -> r.message().source() == Message.Source.CATO_EVENT);
            return eventsOnly ? Confidence.LIKELY : Confidence.CERTAIN;
        }
        return readings.stream().allMatch(this::nobodys) ? Confidence.POSSIBLE : Confidence.LIKELY;
    }

    // ---------------------------------------------------------------- state

    /** Whether the router says that the tunnel is up; null where it doesn't say, or said it too long ago. */
    @Nullable
    Boolean upAtRouter() {
        TunnelState state = router.state();
        if (state == null || state.phase() == Phase.UNKNOWN || old(router.at())) {
            return null;
        }
        return state.phase() == Phase.UP;
    }

    @Nullable
    Boolean upAtCato() {
        if (old(cato.at())) {
            return null;
        }
        if (cato.connected() != null) {
            return cato.connected();
        }
        return "disconnected".equals(cato.siteConnectivity()) ? Boolean.FALSE : null;
    }

    /** Cato says of the whole site that a tunnel of it is missing. */
    boolean degraded() {
        return Boolean.TRUE.equals(cato.degraded()) && !old(cato.at());
    }

    /** Cato says that the site is disabled: it takes no tunnel of it (cato-api.md §4.2). */
    boolean siteDisabled() {
        return "disabled".equals(cato.operational()) && cato.at() != null && !old(cato.at());
    }

    /** At least one end says so and none denies it, nor has since; without their word, the last that they wrote. */
    boolean up() {
        Boolean atRouter = upAtRouter();
        Boolean atCato = upAtCato();
        if (atRouter == null && atCato == null) {
            return upByLogs();
        }
        return !Boolean.FALSE.equals(atRouter) && !Boolean.FALSE.equals(atCato) && !lastWord.isCatos();
    }

    /** It came up, and neither a failure nor an end has been written since. */
    private boolean upByLogs() {
        return !hollow()
                && said(Sign.ESTABLISHED, Sign.TUNNEL_UP).stream()
                        .anyMatch(r -> !messages.skewed().contains(r) && !leftOpen(r))
                && messages.current().stream()
                        .filter(r -> !messages.nobodys().contains(r))
                        .noneMatch(r -> r.sign().failure() || r.sign().over());
    }

    /** Of an IKE SA only, whose child SAs didn't follow or which went again; a router that tells of its tunnels would have said that one came up. */
    private boolean leftOpen(Reading up) {
        if (up.sign() != Sign.ESTABLISHED || up.message().source().cato()) {
            return false;
        }
        boolean tellsOfTunnels = ever(Sign.TUNNEL_UP, Sign.TUNNEL_DOWN).stream()
                .anyMatch(r -> !r.message().source().cato());
        List<Reading> since = messages.current()
                .subList(messages.current().indexOf(up), messages.current().size());
        boolean gone = !up.first().isEmpty()
                && since.stream()
                        .anyMatch(r -> r.sign() == Sign.SA_DELETED && r.first().equals(up.first()));
        return tellsOfTunnels || gone;
    }

    /**
     * The router refused the peer's group and then wrote "established" without any tunnel coming up: it has answered with a responder SPI of
     * zero (yamaha-rtx.md §4.4).
     */
    boolean hollow() {
        return !ever(Sign.CANNOT_ACCEPT_KE, Sign.INVALID_KE).isEmpty()
                && ever(Sign.TUNNEL_UP).isEmpty()
                && ever(Sign.ESTABLISHED).stream()
                        .noneMatch(r -> r.message().source().cato());
    }

    /** The router has half of the SAs: the ends hear each other. */
    boolean negotiating() {
        TunnelState state = router.state();
        return state != null && state.phase() == Phase.NEGOTIATING && !old(router.at());
    }

    /** At least one end says that it is not up. */
    boolean down() {
        return Boolean.FALSE.equals(upAtRouter()) || Boolean.FALSE.equals(upAtCato());
    }

    /** What is known of the site's other tunnels. */
    List<Facts> others() {
        return others;
    }

    /** Whether another tunnel of the site is up. */
    boolean anotherIsUp() {
        return others.stream().anyMatch(Facts::up);
    }

    Optional<Check> failed(Step step) {
        return router.checks().stream()
                .filter(check -> check.step() == step && check.result() == Result.FAILED)
                .findFirst();
    }

    String quote(Check check) {
        String detail = check.detail() == null ? "" : check.detail();
        return say("evidence.check", Map.of("check", check.step().word(), "detail", Masks.mask(detail)));
    }

    boolean old(@Nullable Instant at) {
        return at != null && site.at() != null && at.isBefore(site.at().minus(FRESH));
    }

    // ---------------------------------------------------------------- values

    @Nullable
    ConfiguredTunnel configured() {
        return router.configured();
    }

    @Nullable
    IpsecDetails told() {
        return cato.told();
    }

    @Nullable
    String atCato(Parameter parameter) {
        return Parameters.atCato(cato.told(), parameter);
    }

    @Nullable
    String atRouter(Parameter parameter) {
        return Parameters.atRouter(router, parameter);
    }

    @Nullable
    String wanted(Parameter parameter) {
        return intended.proposal() == null ? null : Parameters.of(Algorithms.of(intended.proposal()), parameter);
    }

    @Nullable
    Boolean proposalLimited() {
        return configured() == null
                ? null
                : Parameters.known(router, configured().proposalLimited());
    }

    /** Number of the tunnel's gateway on the router, which is what IKE commands take; {@code N} where it isn't known. */
    String gateway() {
        if (configured() != null) {
            return String.valueOf(configured().gateway());
        }
        return intended.number() == null ? "N" : String.valueOf(intended.number());
    }

    String number() {
        if (configured() != null) {
            return String.valueOf(configured().number());
        }
        return intended.number() == null ? "N" : String.valueOf(intended.number());
    }

    @Nullable
    String catoAddress() {
        return Relevance.catoAddress(tunnel);
    }

    // ---------------------------------------------------------------- words

    /** Values that every sentence may use. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("tunnel", tunnel.tunnel());
        values.put("site", site.site());
        values.put("n", number());
        values.put("gw", gateway());
        values.put("catoAddress", orWord(catoAddress(), "word.catoAddress"));
        values.put("gateway", orWord(outwards(), "word.gateway"));
        values.put("filters", orWord(filters(), "word.filters"));
        values.put("group", texts.say("word.group", Map.of()));
        return values;
    }

    /** What a route through the WAN interface names (yamaha-rtx.md §4.7): {@code pp 1}, {@code dhcp lan2}, an address; null where it isn't known. */
    @Nullable
    String outwards() {
        LinkState link = router.link();
        String wan = link == null ? router.wan() : link.interfaceName();
        String hop = link == null || link.gateway() == null ? router.hop() : link.gateway();
        if (wan != null && wan.startsWith(PP)) {
            return PP + " " + wan.substring(PP.length());
        }
        return wan != null && DHCP.equals(hop) ? "dhcp " + wan : hop;
    }

    /** The command that writes the WAN interface's list of filters for what comes in: a whole list each time (yamaha-rtx.md §4.6). */
    private @Nullable String filters() {
        if (configured() != null && configured().filterList() != null) {
            return configured().filterList();
        }
        LinkState link = router.link();
        String wan = link == null ? router.wan() : link.interfaceName();
        return wan == null ? null : "ip " + (wan.startsWith(PP) ? PP : wan) + " secure filter in";
    }

    private String orWord(@Nullable String value, String key) {
        return value == null ? texts.say(key, Map.of()) : value;
    }

    /** A line of evidence. */
    String say(String key, Map<String, String> values) {
        Map<String, String> all = values();
        all.putAll(values);
        return texts.say(key, all);
    }

    String say(String key) {
        return say(key, Map.of());
    }

    /** Quotes a message, saying whose it is. */
    String quote(Reading reading) {
        return quote(reading.message());
    }

    /** Each thing that was said once, with how often. */
    List<String> quote(List<Reading> readings) {
        Map<String, Reading> newest = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Reading reading : readings) {
            String key = reading.message().source() + reading.message().text();
            newest.put(key, reading);
            counts.merge(key, 1, Integer::sum);
        }
        return newest.entrySet().stream()
                .map(e -> times(counts.getOrDefault(e.getKey(), 1), quote(e.getValue())))
                .toList();
    }

    private String times(int count, String quoted) {
        return count == 1 ? quoted : say("evidence.repeated", Map.of("text", quoted, "count", String.valueOf(count)));
    }

    String quote(Message message) {
        Instant time = message.time();
        String key = "evidence." + message.source() + (time == null ? "" : ".timed");
        return say(key, Map.of("text", message.text(), "time", String.valueOf(time)));
    }
}
