package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaSite.Location;
import dev.ipsecsites.cato.CmaSite.NewSite;
import dev.ipsecsites.cato.CmaSite.SiteType;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.ipsec.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what is repeated, and what nobody gets to read. */
class CmaTransportTest {
    private static final String NO_SITES = "{\"entityLookup\":{\"items\":[],\"total\":0}}";
    private static final NewSite SITE = new NewSite(
            "osaka",
            SiteType.BRANCH,
            "[ipsec-sites o/n/osaka]",
            "192.168.100.0/24",
            new Location("JP", null, "Osaka", null, "Asia/Tokyo"));
    private static final Secret PSK = Secret.of("PresharedKey00042");

    private ScriptedCato cato;

    @BeforeEach
    void start() throws Exception {
        cato = new ScriptedCato();
    }

    @AfterEach
    void stop() {
        cato.close();
    }

    private static CmaException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(CmaException.class, call);
    }

    @Test
    void aRequestCarriesTheKeyInItsHeaderAndOneNamedOperation() throws Exception {
        cato.thenData("{\"site\":{\"addIpsecIkeV2Site\":{\"siteId\":100123}}}");
        assertThat(cato.client().addSite(SITE)).isEqualTo("100123");
        ScriptedCato.Seen request = cato.request(0);
        assertThat(request.operation()).isEqualTo("addIpsecIkeV2Site");
        assertThat(request.header("x-api-key")).isEqualTo(ScriptedCato.KEY.reveal());
        assertThat(request.header("Content-Type")).startsWith("application/json");
        assertThat(request.header("Accept-Encoding")).contains("gzip");
        assertThat(request.variables().toString())
                .isEqualTo("{\"accountId\":\"12345\",\"input\":{\"name\":\"osaka\",\"siteType\":\"BRANCH\","
                        + "\"description\":\"[ipsec-sites o/n/osaka]\",\"nativeNetworkRange\":\"192.168.100.0/24\","
                        + "\"siteLocation\":{\"countryCode\":\"JP\",\"city\":\"Osaka\",\"timezone\":\"Asia/Tokyo\"}}}");
    }

    @Test
    void aKeyFromAFileMayEndInALineBreak() throws Exception {
        cato.thenData(NO_SITES);
        cato.client(Secret.of(ScriptedCato.KEY.reveal() + "\n"), new Rollout()).sites(null);
        assertThat(cato.request(0).header("x-api-key")).isEqualTo(ScriptedCato.KEY.reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "schlüssel"})
    void aKeyThatNoHeaderCanHoldIsNotSentAndNotQuoted(String key) {
        CmaException e =
                failure(() -> cato.client(Secret.of(key), new Rollout()).sites(null));
        assertThat(e.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(cato.operations()).isEmpty();
        if (!key.isEmpty()) {
            assertThat(everythingPrinted(e)).doesNotContain(key);
        }
    }

    @Test
    void aPackedAnswerIsUnpacked() throws Exception {
        cato.then(ScriptedCato.gzip("{\"data\":" + NO_SITES + "}"));
        assertThat(cato.client().sites(null)).isEmpty();
    }

    @Test
    void errorsDecideAlsoWhenTheStatusIsGoodAndDataIsThere() {
        cato.then(
                200,
                "{\"errors\":[{\"message\":\"native range overlaps with site tokyo\"}],"
                        + "\"data\":{\"site\":{\"addIpsecIkeV2Site\":{\"siteId\":\"1\"}}}}");
        CmaException e = failure(() -> cato.client().addSite(SITE));
        assertThat(e)
                .hasMessage("addIpsecIkeV2Site: Cato says \"native range overlaps with site tokyo\"")
                .hasToString("CmaException UNKNOWN: " + e.getMessage() + " [Trace_id trace-1]");
        assertThat(e.operation()).isEqualTo("addIpsecIkeV2Site");
        assertThat(e.traceId()).contains("trace-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate limit for operation: addIpsecIkeV2Site", "Rate-limit reached"})
    void aRateLimitIsRepeatedAlsoForWhatAdds(String words) throws Exception {
        cato.thenError(words).thenData("{\"site\":{\"addIpsecIkeV2Site\":{\"siteId\":\"5\"}}}");
        assertThat(cato.client().addSite(SITE)).isEqualTo("5");
        assertThat(cato.operations()).hasSize(2);
    }

    @Test
    void retryAfterIsKept() throws Exception {
        cato.then(ScriptedCato.json(429, "{}", "Retry-After", "17")).thenData(NO_SITES);
        cato.client().sites(null);
        assertThat(cato.time.pauses()).contains(Duration.ofSeconds(17));
    }

    @Test
    void retryAfterMayBeADate() throws Exception {
        cato.then(ScriptedCato.json(429, "{}", "Retry-After", "Mon, 23 Nov 2026 00:00:09 GMT"))
                .thenData(NO_SITES);
        cato.client().sites(null);
        assertThat(cato.time.pauses()).contains(Duration.ofSeconds(9));
    }

    @Test
    void aLongerRetryAfterThanWeWaitGoesToTheCaller() {
        cato.then(ScriptedCato.json(429, "{}", "Retry-After", "3600"));
        CmaException e = failure(() -> cato.client().sites(null));
        assertThat(e.kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(e.retryAfter()).contains(Duration.ofHours(1));
        assertThat(cato.operations()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void gatewayErrorsOfAQueryAreRepeatedButNotForEver(int status) {
        for (int i = 0; i < 9; i++) {
            cato.then(status, "<html>");
        }
        CmaException e = failure(() -> cato.client().sites(null));
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(cato.operations()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void whatAddsIsNeverRepeatedAfterAServerError(int status) {
        cato.then(status, "");
        assertThat(failure(() -> cato.client().addSite(SITE)).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(cato.operations()).containsExactly("addIpsecIkeV2Site");
    }

    @Test
    void whatAddsIsNeverRepeatedAfterAnInternalError() {
        cato.thenError("internal server error");
        assertThat(failure(() -> cato.client().addSite(SITE)).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(cato.operations()).containsExactly("addIpsecIkeV2Site");
    }

    @Test
    void whatSetsAStateIsRepeatedAfterAnInternalError() throws Exception {
        cato.thenError("internal server error").thenData("{\"site\":{\"removeSite\":{\"siteId\":\"5\"}}}");
        cato.client().removeSite("5");
        assertThat(cato.operations()).containsExactly("removeSite", "removeSite");
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsNotRepeatedByAnybody() {
        cato.thenCut();
        CmaException e = failure(() -> cato.client().addSite(SITE));
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(e).hasMessageContaining("no complete answer from 127.0.0.1");
        assertThat(cato.operations()).hasSize(1);
    }

    @Test
    void aKeptConnectionThatEndsIsNotRepeatedEither() throws Exception {
        CmaClient client = cato.client();
        cato.thenData(NO_SITES).thenCut();
        client.sites(null);
        assertThat(failure(() -> client.addSite(SITE)).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(cato.operations()).containsExactly("entityLookup", "addIpsecIkeV2Site");
    }

    @Test
    void halfAnAnswerMayHaveBeenCarriedOut() {
        cato.then(200, "{\"data\":{\"site\":{\"addIpsecIkeV2");
        assertThat(failure(() -> cato.client().addSite(SITE)).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":null}",
                "{\"data\":{\"site\":{\"addIpsecIkeV2Site\":null}}}",
                "{\"data\":{\"site\":{\"addIpsecIkeV2Site\":{}}}}"
            })
    void anAnswerWithoutErrorAndResultIsNoSuccess(String body) {
        cato.then(200, body);
        assertThat(failure(() -> cato.client().addSite(SITE)).kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(cato.operations()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (ScriptedCato other = new ScriptedCato()) {
            cato.then(ScriptedCato.json(307, "", "Location", other.endpoint().toString()));
            CmaException e = failure(() -> cato.client().sites(null));
            assertThat(e).hasMessageContaining("redirect");
            assertThat(other.operations()).isEmpty();
        }
    }

    @Test
    void aLoginPageIsNotAnAnswer() {
        cato.then(200, "<html>please log in</html>");
        CmaException e = failure(() -> cato.client().sites(null));
        assertThat(e.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(e).hasMessageContaining("not JSON");
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        cato.then(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (long sent = 0; sent <= CmaTransport.LARGEST_ANSWER; sent += block.length) {
                exchange.getResponseBody().write(block);
            }
        });
        CmaException e = failure(() -> cato.client().sites(null));
        assertThat(e).hasMessageContaining("larger than");
    }

    @Test
    void aBudgetThatIsUsedUpIsSaidWithoutASecondRequest() throws Exception {
        RequestBudget budget = new RequestBudget(cato.time, cato.time, 1);
        RetryPolicy impatient =
                new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));
        CmaClient client = cato.client(ScriptedCato.KEY, cato.shared(budget, new Rollout(), impatient, cato.time));
        cato.thenData(NO_SITES);
        client.sites(null);
        CmaException e = failure(() -> client.sites(null));
        assertThat(e.kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(e.retryAfter()).isPresent();
        assertThat(e).hasMessageContaining("budgetPercent");
        assertThat(cato.operations()).hasSize(1);
    }

    @Test
    void keyAndPreSharedKeyAreNeverPrintedEvenWhenTheServerEchoesThem() {
        String echo = "key " + ScriptedCato.KEY.reveal() + " psk " + PSK.reveal() + " invalid";
        List<ScriptedCato.Step> echoes = List.of(
                ScriptedCato.json(200, ScriptedCato.errors(echo)),
                ScriptedCato.json(422, ScriptedCato.errors("x".repeat(580) + echo)),
                ScriptedCato.json(403, ScriptedCato.errors(echo), "Trace_id", ScriptedCato.KEY.reveal()),
                ScriptedCato.json(200, "not json: " + echo),
                ScriptedCato.json(500, echo),
                ScriptedCato.json(200, "{\"data\":\"" + echo));
        RoleTunnels role =
                new RoleTunnels("31911", List.of(new Tunnel(null, "t", 1, PSK, "198.51.100.20", null, null, null)));
        for (ScriptedCato.Step step : echoes) {
            cato.then(step);
            CmaException e = failure(() -> cato.client().addTunnels("5", role, null));
            assertThat(everythingPrinted(e)).doesNotContain(ScriptedCato.KEY.reveal(), PSK.reveal());
        }
        assertThat(cato.request(0)
                        .variables()
                        .at("/input/primary/tunnels/0/psk")
                        .asText())
                .isEqualTo(PSK.reveal());
        assertThat(cato.client().toString() + role).doesNotContain(ScriptedCato.KEY.reveal(), PSK.reveal());
    }

    @Test
    void aSecretWithQuotesIsMaskedInQuotedJsonToo() {
        Secret odd = Secret.of("a\"b\\cdefgh");
        assertThat(Words.masked("sent {\"psk\":\"a\\\"b\\\\cdefgh\"} and a\"b\\cdefgh", List.of(odd)))
                .isEqualTo("sent {\"psk\":\"********\"} and ********");
    }

    @Test
    void anInterruptedWaitEndsTheCall() throws Exception {
        Pause stopping = duration -> {
            throw new InterruptedException();
        };
        CmaClient client = cato.client(
                ScriptedCato.KEY,
                cato.shared(
                        new RequestBudget(cato.time, stopping, 80), new Rollout(), RetryPolicy.standard(), stopping));
        cato.then(503, "");
        CmaException e = failure(() -> client.sites(null));
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void everyRequestIsCountedWithItsOutcome() throws Exception {
        cato.then(503, "").thenData(NO_SITES).thenError("permission denied");
        CmaClient client = cato.client();
        client.sites(null);
        failure(() -> client.sites(null));
        assertThat(cato.outcomes())
                .containsExactly("entityLookup TRANSIENT", "entityLookup success", "entityLookup PERMISSION");
    }

    @Test
    void anEndpointThatNobodyListensToIsNamed() {
        CmaClient client = cato.client();
        cato.close();
        assertThatThrownBy(() -> client.sites(null))
                .isInstanceOf(CmaException.class)
                .hasMessageContaining("no complete answer from 127.0.0.1");
    }

    private static String everythingPrinted(Throwable e) {
        StringWriter all = new StringWriter();
        e.printStackTrace(new PrintWriter(all, true));
        return all + e.toString() + e.getMessage();
    }
}
