package dev.ipsecsites.lab.cma;

import static dev.ipsecsites.lab.cma.CmaCaller.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ipsecsites.lab.cma.CmaSettings.AuthFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transport and errors (cato-api.md §1.5, §6.1–7, §6.9, §6.11). */
class WireFormTest {
    private static final String COUNTRY = "query { entityLookup(accountID: 0, type: timezone, limit: 1) { total } }";

    private CmaSimulator simulator;
    private CmaCaller cma;

    @BeforeEach
    void start() throws IOException {
        simulator = CmaCaller.simulator().https(0).build().start();
        cma = new CmaCaller(simulator.endpoint());
    }

    @AfterEach
    void stop() {
        cma.close();
        simulator.close();
    }

    @Test
    void everyAnswerCarriesATraceId() {
        assertThat(cma.send(COUNTRY, Map.of(), null).headers().firstValue("Trace_id"))
                .isPresent();
    }

    @Test
    void onlyPostIsServed() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(simulator.endpoint()).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(405);
        }
    }

    @Test
    void answersAreGzippedOnRequest() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(simulator.endpoint())
                            .header("X-API-KEY", CmaCaller.EDIT_KEY)
                            .header("Content-Type", "application/json")
                            .header("Accept-Encoding", "gzip")
                            .POST(BodyPublishers.ofString("{\"query\":\"{ __typename }\"}"))
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(new GZIPInputStream(answer.body()).readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .contains("Query");
        }
    }

    @Test
    void httpsIsServedWithACertificateThatTheClientCanBeGiven() throws Exception {
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(simulator.caCertificatePem().getBytes(StandardCharsets.US_ASCII)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("cma", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(simulator.secureEndpoint())
                            .header("x-api-key", CmaCaller.EDIT_KEY)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"query\":\"{ __typename }\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"FORBIDDEN_403, 403", "UNAUTHORIZED_401, 401", "OK_WITH_ERRORS, 200"})
    void aBadKeyIsAnsweredAsChosen(AuthFailure how, int status) {
        simulator.change(settings -> settings.with("authFailure", how));
        HttpResponse<String> answer = cma.with("wrong").send(COUNTRY, Map.of(), null);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(cma.parse(answer.body()).at("/errors/0/message").asText()).isEqualTo("authentication error");
    }

    @Test
    void aRevokedKeyIsRefusedOnTheNextCall() {
        simulator.revoke(CmaCaller.EDIT_KEY);
        assertThat(cma.send(COUNTRY, Map.of(), null).statusCode()).isEqualTo(403);
    }

    @Test
    void aViewKeyMayReadAndNotChange() {
        CmaCaller view = cma.with(CmaCaller.VIEW_KEY);
        assertThat(view.data(COUNTRY, Map.of()).at("/entityLookup/total").asInt())
                .isPositive();
        JsonNode answer = view.call(CmaCaller.ADD_SITE, Map.of("a", ACCOUNT, "in", CmaCaller.site("a", "10.0.0.0/24")));
        assertThat(answer.at("/errors/0/message").asText()).isEqualTo("permission denied");
        assertThat(answer.at("/errors/0/path").toString()).isEqualTo("[\"site\",\"addIpsecIkeV2Site\"]");
        assertThat(answer.at("/data/site/addIpsecIkeV2Site").isNull()).isTrue();
        assertThat(simulator.statistics().mutations()).isEmpty();
    }

    @Test
    void anotherAccountIsOutOfReachAndTheWholeAnswerIsNull() {
        JsonNode answer = cma.call(CmaCaller.ADD_SITE, Map.of("a", "99", "in", CmaCaller.site("a", "10.0.0.0/24")));
        assertThat(answer.at("/errors/0/message").asText()).isEqualTo("permission denied");
        assertThat(answer.get("data").isNull()).isTrue();
    }

    @Test
    void aWrongEnumInAVariableIs422WithThePathOfTheVariable() {
        HttpResponse<String> response = cma.send(
                CmaCaller.UPDATE_TUNNELS,
                Map.of(
                        "a",
                        ACCOUNT,
                        "s",
                        "1",
                        "in",
                        Map.of("primary", Map.of("tunnels", List.of(Map.of("tunnelId", ""))))),
                null);
        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode error = cma.parse(response.body()).at("/errors/0");
        assertThat(error.get("path").toString())
                .isEqualTo("[\"variable\",\"in\",\"primary\",\"tunnels\",0,\"tunnelId\"]");
        assertThat(error.get("message").asText())
                .isEqualTo("input: variable.in.primary.tunnels[0].tunnelId  is not a valid IPSecV2InterfaceId");
        assertThat(error.at("/extensions/code").asText()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(cma.parse(response.body()).get("data").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"12345\",\"in\":null}|cannot be null",
                "{\"a\":\"12345\"}|must be defined",
                "{\"a\":\"12345\",\"in\":{\"name\":\"x\"}}|must be defined",
                "{\"a\":\"12345\",\"in\":{\"name\":\"x\",\"colour\":1}}|unknown field",
                "{\"a\":{},\"in\":null}|cannot use map as ID"
            })
    void variablesAreCheckedStrictly(String variables, String message) throws IOException {
        HttpResponse<String> response = cma.post("{\"query\":"
                + new ObjectMapper().writeValueAsString(CmaCaller.ADD_SITE)
                + ",\"variables\":" + variables + "}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(cma.parse(response.body()).at("/errors/0/message").asText()).isEqualTo(message);
        assertThat(cma.parse(response.body()).at("/errors/0/path/0").asText()).isEqualTo("variable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:__type(name:\"Query\"){name} b:__type(name:\"X\"){name}}",
                "{a:__schema{queryType{name}} b:__schema{queryType{name}}}",
                "{__schema{types{fields{type{fields{name}}}}}}"
            })
    void introspectionIsOpenHoweverItAsks(String query) {
        HttpResponse<String> response = cma.send(query, Map.of(), null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"data\":{\"").doesNotContain("errors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "5", "\"{}\"", "", "{}"})
    void aBodyThatIsNoRequestIs400(String body) throws IOException {
        assertThat(cma.post(body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query($x:Boolean=true){__typename @include(if:$x)}",
                "query($x:Boolean=true){...f} fragment f on Query{__typename @skip(if:$x)}",
                "query($x:EntityType=site){entityLookup(accountID:12345,type:$x){total}}",
                "mutation($x:SiteType=BRANCH){site(accountId:12345){addIpsecIkeV2Site(input:{siteType:$x,name:\"a\","
                        + "nativeNetworkRange:\"10.0.0.0/24\",siteLocation:{countryCode:\"JP\",timezone:\"Asia/Tokyo\"}}){siteId}}}"
            })
    void aDefaultDoesNotLetNullStandWhereItMayNot(String query) throws IOException {
        HttpResponse<String> response =
                cma.post("{\"query\":" + new ObjectMapper().writeValueAsString(query) + ",\"variables\":{\"x\":null}}");
        assertThat(response.statusCode()).isEqualTo(422);
        JsonNode error = cma.parse(response.body()).at("/errors/0");
        assertThat(error.get("message").asText()).isEqualTo("cannot be null");
        assertThat(error.get("path").toString()).isEqualTo("[\"variable\",\"x\"]");
        assertThat(error.at("/extensions/code").asText()).isEqualTo("GRAPHQL_VALIDATION_FAILED");
        assertThat(cma.send(query, Map.of(), null).body()).doesNotContain("errors");
    }

    @Test
    void nullStandsWhereItMay() throws IOException {
        String query = "query($x:Int=5){entityLookup(accountID:12345,type:site,limit:$x){total}}";
        assertThat(cma.post("{\"query\":\"" + query + "\",\"variables\":{\"x\":null}}")
                        .body())
                .doesNotContain("errors");
    }

    @ParameterizedTest
    @CsvSource({"Float, 1e400", "Int, 18446744073709551616", "Int, 2147483648"})
    void aNumberThatItsTypeCannotHoldIs422(String type, String number) throws IOException {
        String query = type.equals("Int")
                ? "query($x:Int){entityLookup(accountID:12345,type:site,limit:$x){total}}"
                : "mutation($x:Float){site(accountId:12345){addIpsecIkeV2SiteTunnels(siteId:1,input:{primary:{tunnels:["
                        + "{psk:\\\"abcdefgh\\\",lastMileBw:{upstreamMbpsPrecision:$x}}]}}){siteId}}}";
        HttpResponse<String> response = cma.post("{\"query\":\"" + query + "\",\"variables\":{\"x\":" + number + "}}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(cma.parse(response.body()).at("/errors/0/path").toString()).isEqualTo("[\"variable\",\"x\"]");
    }

    @Test
    void aFailureOfItsOwnIsAnsweredAsOneOfTheBackend() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                if (broken.get()) {
                    throw new IllegalStateException("no time");
                }
                return Instant.EPOCH;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        try (CmaSimulator failing = CmaCaller.simulator().clock(clock).build().start();
                CmaCaller caller = new CmaCaller(failing.endpoint())) {
            broken.set(true);
            HttpResponse<String> response = caller.send(COUNTRY, Map.of(), null);
            assertThat(response.statusCode()).isEqualTo(500);
            JsonNode error = caller.parse(response.body()).at("/errors/0");
            assertThat(error.get("message").asText()).isEqualTo("internal server error");
            assertThat(error.at("/extensions/code").asText()).isEqualTo("DOWNSTREAM_SERVICE_ERROR");
        }
    }

    @Test
    void textIsNoIntNeitherAsVariableNorInTheDocument() {
        HttpResponse<String> variable =
                cma.send(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site", "limit", "5"), null);
        assertThat(variable.statusCode()).isEqualTo(422);
        assertThat(variable.body()).contains("cannot use string as Int");
        HttpResponse<String> literal = cma.send(COUNTRY.replace("limit: 1", "limit: \"5\""), Map.of(), null);
        assertThat(literal.statusCode()).isEqualTo(422);
        assertThat(cma.parse(literal.body()).at("/errors/0/message").asText())
                .isEqualTo("Expected type Int, found \"5\".");
    }

    @Test
    void anUnknownFieldIs422InTheWordsOfTheRealFront() {
        HttpResponse<String> response = cma.send("{ colour }", Map.of(), null);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(cma.parse(response.body()).at("/errors/0/message").asText())
                .isEqualTo("Cannot query field \"colour\" on type \"Query\".");
    }

    @Test
    void aDocumentThatDoesNotParseIs422() {
        HttpResponse<String> response = cma.send("query {", Map.of(), null);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(cma.parse(response.body()).at("/errors/0/extensions/code").asText())
                .isEqualTo("GRAPHQL_PARSE_FAILED");
    }

    @Test
    void anOlderRolloutKnowsOnlyTheFirstNames() {
        simulator.change(settings -> settings.with("olderRollout", true));
        assertThat(cma.error(
                        CmaCaller.ALLOCATE,
                        Map.of("a", ACCOUNT, "in", Map.of("type", "SYSTEM", "popLocation", Map.of("input", "1")))))
                .isEqualTo("Cannot query field \"addAllocatedIp\" on type \"PopLocationMutations\".");
        JsonNode fields = cma.data(
                "{ __type(name: \"PopLocationMutations\") { fields(includeDeprecated: true) { name } } }", Map.of());
        assertThat(fields.findValuesAsText("name"))
                .containsExactlyInAnyOrder("allocateIp", "releaseIp", "updateAllocatedIpDescription");
        JsonNode old = cma.data(
                "mutation { popLocationMutations(accountId: 12345) { allocateIp(input: {type: SYSTEM, popLocation:"
                        + " {input: \"1\"}}) { allocatedIp { ip } } } }",
                Map.of());
        assertThat(old.findValue("ip").asText()).startsWith("198.18.");
    }

    @Test
    void theRateLimitIsAnErrorUnder200ThatBeginsWithTheKnownBytes() {
        simulator.change(settings -> settings.with("rateLimitFactor", 1));
        for (int i = 0; i < 30; i++) {
            assertThat(cma.send(COUNTRY, Map.of(), null).body()).doesNotContain("errors");
        }
        HttpResponse<String> response = cma.send(COUNTRY, Map.of(), null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"errors\":[{\"message\":\"rate limit for operation:");
        simulator.change(settings -> settings.with("rateLimitAs429", true));
        HttpResponse<String> other = cma.send(COUNTRY, Map.of(), null);
        assertThat(other.statusCode()).isEqualTo(429);
        assertThat(other.headers().firstValue("Retry-After")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"HTTP_502", "HTTP_503", "HTTP_504"})
    void aGatewayErrorMayComeBeforeOrAfterTheMutation(Fault.Kind kind) {
        simulator.inject(Fault.once("addIpsecIkeV2Site", kind));
        simulator.inject(Fault.afterwards("addIpsecIkeV2Site", kind));
        Map<String, ?> site = Map.of("a", ACCOUNT, "in", CmaCaller.site("a", "10.0.0.0/24"));
        assertThat(cma.send(CmaCaller.ADD_SITE, site, null).statusCode()).isEqualTo(kind.status());
        assertThat(simulator.statistics().mutations()).isEmpty();
        assertThat(cma.send(CmaCaller.ADD_SITE, site, null).statusCode()).isEqualTo(kind.status());
        assertThat(simulator.statistics().mutations()).containsEntry("addIpsecIkeV2Site", 1L);
        assertThat(cma.error(CmaCaller.ADD_SITE, site)).contains("already exists");
    }

    @Test
    void aConnectionDroppedAfterwardsLeavesTheSiteBehind() {
        simulator.inject(Fault.afterwards("addIpsecIkeV2Site", Fault.Kind.DROP));
        assertThatThrownBy(() -> cma.addSite("lost", "10.0.0.0/24")).hasCauseInstanceOf(IOException.class);
        JsonNode found = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site", "search", "lost"));
        assertThat(found.at("/entityLookup/items/0/entity/name").asText()).isEqualTo("lost");
    }

    @Test
    void halfAnAnswerBreaksOff() {
        simulator.inject(Fault.once("entityLookup", Fault.Kind.TRUNCATE));
        assertThatThrownBy(() -> cma.send(COUNTRY, Map.of(), null)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void internalErrorSchemaViolationsAndAValueOutsideTheEnum() {
        cma.addSite("a", "10.0.0.0/24");
        simulator.inject(Fault.once("accountSnapshot", Fault.Kind.INTERNAL_ERROR));
        simulator.inject(Fault.once("accountSnapshot", Fault.Kind.SCHEMA_VIOLATIONS));
        simulator.inject(Fault.once("accountSnapshot", Fault.Kind.UNKNOWN_ENUM).text("X1700C"));
        JsonNode error =
                cma.call(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT)).at("/errors/0");
        assertThat(error.get("message").asText()).isEqualTo("internal server error");
        assertThat(error.at("/extensions/code").asText()).isEqualTo("DOWNSTREAM_SERVICE_ERROR");
        JsonNode violations = cma.call(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT));
        assertThat(violations.at("/extensions/schemaViolations")).isNotEmpty();
        assertThat(violations.at("/data/accountSnapshot/sites")).isNotEmpty();
        JsonNode unknown = cma.data(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT));
        assertThat(unknown.findValue("connType").asText()).isEqualTo("X1700C");
    }
}
