package dev.ipsecsites.diagnosis;

import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.diagnosis.Difference.Parameter;
import dev.ipsecsites.router.ConfiguredTunnel;
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

    final SiteEvidence site;
    final TunnelEvidence tunnel;
    final RouterHalf router;
    final CatoHalf cato;
    final Intended intended;
    final Relevance.Sorted messages;
    private final Texts texts;

    Facts(SiteEvidence site, TunnelEvidence tunnel, Texts texts) {
        this.site = site;
        this.tunnel = tunnel;
        this.texts = texts;
        this.router = tunnel.router() == null ? RouterHalf.NOTHING : tunnel.router();
        this.cato = tunnel.cato() == null ? CatoHalf.NOTHING : tunnel.cato();
        this.intended = tunnel.intended() == null ? Intended.UNKNOWN : tunnel.intended();
        this.messages = new Relevance(site).sort(tunnel);
    }

    // ---------------------------------------------------------------- messages

    /** Messages of these signs that count. */
    List<Reading> said(Sign... signs) {
        List<Sign> wanted = List.of(signs);
        return messages.current().stream()
                .filter(r -> wanted.contains(r.sign()))
                .toList();
    }

    Optional<Reading> newest(Sign... signs) {
        List<Reading> found = said(signs);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    boolean doubtful(Reading reading) {
        return messages.doubtful().contains(reading);
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

    /** At least one end says so and none denies it. */
    boolean up() {
        Boolean atRouter = upAtRouter();
        Boolean atCato = upAtCato();
        return !Boolean.FALSE.equals(atRouter)
                && !Boolean.FALSE.equals(atCato)
                && (Boolean.TRUE.equals(atRouter) || Boolean.TRUE.equals(atCato));
    }

    /** At least one end says that it is not up. */
    boolean down() {
        return Boolean.FALSE.equals(upAtRouter()) || Boolean.FALSE.equals(upAtCato());
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
        values.put("siteAddress", orWord(intended.siteAddress(), "word.siteAddress"));
        return values;
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

    String quote(Message message) {
        Instant time = message.time();
        String key = "evidence." + message.source() + (time == null ? "" : ".timed");
        return say(key, Map.of("text", message.text(), "time", String.valueOf(time)));
    }
}
