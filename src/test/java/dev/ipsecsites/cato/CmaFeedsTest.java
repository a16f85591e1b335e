package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaFeeds.Change;
import dev.ipsecsites.cato.CmaFeeds.Event;
import dev.ipsecsites.cato.CmaFeeds.EventPage;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What feeds may say, and what of it is taken. */
class CmaFeedsTest {
    private static final Instant TIME = Instant.parse("2026-11-23T09:30:00Z");

    private ScriptedCato cato;
    private CmaClient client;

    @BeforeEach
    void start() throws Exception {
        cato = new ScriptedCato();
        client = cato.client();
    }

    @AfterEach
    void stop() {
        cato.close();
    }

    /** One answer with these records. */
    private static String feed(String records) {
        return "{\"eventsFeed\":{\"marker\":\"m2\",\"fetchedCount\":1,\"accounts\":[{\"id\":\"12345\",\"records\":["
                + records + "]}]}}";
    }

    private static String fields(String more) {
        return "{\"time\":\"2026-11-23T09:30:00Z\",\"fieldsMap\":{\"event_id\":\"e1\",\"event_type\":\"Connectivity\","
                + "\"event_sub_type\":\"Disconnected\",\"tunnel_protocol\":\"IPSEC\",\"src_site_id\":\"100123\"" + more
                + "}}";
    }

    private Event only(String record) throws CmaException {
        cato.thenData(feed(record));
        EventPage page = client.events("m1");
        assertThat(page.events()).hasSize(1);
        return page.events().getFirst();
    }

    @Test
    void anEventIsReadWithEverythingThatItTells() throws Exception {
        Event event = only(fields(",\"event_message\":\"closed:\\nTIMEOUT\",\"src_site_name\":\"osaka\","
                + "\"pop_name\":\"Tokyo\",\"socket_interface_id\":\"Primary1\",\"src_isp_ip\":\"198.51.100.20\""));
        assertThat(event)
                .isEqualTo(new Event(
                        "e1",
                        TIME,
                        "Disconnected",
                        "closed: TIMEOUT",
                        "100123",
                        "osaka",
                        "Tokyo",
                        "PRIMARY1",
                        "198.51.100.20"));
        assertThat(cato.request(0).variables().at("/marker").asText()).isEqualTo("m1");
        assertThat(cato.request(0).variables().at("/filters"))
                .hasToString("[{\"fieldName\":\"event_type\",\"operator\":\"is\",\"values\":[\"Connectivity\"]}]");
    }

    @Test
    void pairsInPlaceOfAMapSayTheSame() throws Exception {
        Event event = only("{\"time\":\"2026-11-23T09:30:00Z\",\"flatFields\":[[\"event_sub_type\",\"Connected\"],"
                + "[\"src_site_id\",\"100123\"],[\"socket_interface\",\"secondary 2\"],[],[\"x\"],null]}");
        assertThat(event.kind()).isEqualTo("Connected");
        assertThat(event.tunnel()).isEqualTo("SECONDARY2");
        assertThat(event.id()).as("something that tells it from others").contains("Connected", "100123");
    }

    @ParameterizedTest
    @CsvSource({
        "1795426200000",
        "'\"1795426200000\"'",
        "1795426200",
        "'\"1795426200\"'",
        "'\"2026-11-23T18:30:00+09:00\"'",
    })
    void timesComeInManyForms(String time) throws Exception {
        String record = fields(",\"time\":" + time).replace("\"time\":\"2026-11-23T09:30:00Z\",", "");
        assertThat(only(record).time()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @CsvSource({"Primary1,PRIMARY1", "PRIMARY_2,PRIMARY2", "secondary,SECONDARY1", "WAN1,", "'',", "Primary10,"})
    void anInterfaceThatIsNoTunnelsIsNobodys(String name, String tunnel) throws Exception {
        assertThat(only(fields(",\"socket_interface_id\":\"" + name + "\"")).tunnel())
                .isEqualTo(tunnel);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "7",
                "{\"time\":\"2026-11-23T09:30:00Z\",\"fieldsMap\":null}",
                "{\"time\":\"yesterday\",\"fieldsMap\":{\"event_sub_type\":\"Connected\"}}",
                "{\"time\":\"2026-11-23T09:30:00Z\",\"fieldsMap\":{\"event_sub_type\":\"Connected\",\"tunnel_protocol\":\"DTLS\"}}",
                "{\"time\":\"2026-11-23T09:30:00Z\",\"fieldsMap\":{\"event_sub_type\":\"Connected\",\"event_type\":\"Security\"}}",
            })
    void whatIsNoEventOfATunnelIsLeftOut(String record) throws Exception {
        cato.thenData(feed(record + "," + fields("")));
        assertThat(client.events("m1").events()).extracting(Event::id).containsExactly("e1");
    }

    @Test
    void recordsOfAnotherAccountAreNotOurs() throws Exception {
        cato.thenData(feed(fields("")).replace("12345", "99999"));
        assertThat(client.events("m1").events()).isEmpty();
    }

    @Test
    void anAnswerOfThreeThousandIsNotTheLast() throws Exception {
        String many = IntStream.range(0, 3000)
                .mapToObj(i -> fields("").replace("\"e1\"", "\"e" + i + "\""))
                .collect(Collectors.joining(","));
        cato.thenData(feed(many)).thenData(feed(fields("")));
        EventPage first = client.events("m1");
        assertThat(first.full()).isTrue();
        assertThat(first.events()).hasSize(3000);
        assertThat(client.events(first.marker()).full()).isFalse();
    }

    @Test
    void anAccountWithoutTheIntegrationSaysSoInItsOwnWords() throws Exception {
        cato.thenData("{\"eventsFeed\":{\"marker\":null,\"fetchedCount\":0,\"accounts\":[{\"id\":12345,"
                + "\"errorString\":\"Events integration is disabled\\n for account\",\"records\":null}]}}");
        EventPage page = client.events("m1");
        assertThat(page.off()).isEqualTo("Events integration is disabled for account");
        assertThat(page.marker()).as("the place is kept").isEqualTo("m1");
    }

    @Test
    void anAnswerThatEndsInTheMiddleIsAFailureNotAnEmptyFeed() {
        for (int i = 0; i < 5; i++) {
            cato.then(200, "{\"data\":" + feed(fields("")).substring(0, 100));
        }
        assertThat(catchThrowableOfType(CmaException.class, () -> client.events("m1"))
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    private Change change(String record) throws CmaException {
        cato.thenData("{\"auditFeed\":{\"marker\":\"m\",\"hasMore\":false,\"accounts\":[{\"id\":\"12345\",\"records\":["
                + record + ",null,{}]}]}}");
        return client.changes("last.PT1H", null).changes().getFirst();
    }

    @Test
    void aChangeNamesItsSiteAndItsAuthor() throws Exception {
        Change change = change("{\"time\":\"2026-11-23T09:30:00Z\",\"apiKey\":{\"name\":\"terraform\"},\"admin\":null,"
                + "\"object\":{\"id\":100123,\"name\":\"osaka\",\"type\":\"site\"},"
                + "\"fieldsMap\":{\"change_type\":\"MODIFIED\",\"model_type\":\"Site\",\"model_name\":\"osaka\"}}");
        assertThat(change).isEqualTo(new Change(TIME, "MODIFIED", "Site", "100123", "osaka", null, "terraform"));
        assertThat(change.by()).isEqualTo("API key terraform");
        assertThat(change.of("100123", "other")).isTrue();
        assertThat(change.of("9", "osaka")).isFalse();
        assertThat(cato.request(0).variables()).hasToString("{\"accountId\":\"12345\",\"timeFrame\":\"last.PT1H\"}");
    }

    @Test
    void aChangeThatSaysOnlyItsFieldsIsOfTheSiteOfThatName() throws Exception {
        Change change = change("{\"flatFields\":[[\"creation_date\",\"1795426200000\"],[\"admin\",\"tanaka\"],"
                + "[\"change_type\",\"SKIPPED\"],[\"model_type\",\"SiteTunnel\"],[\"model_name\",\"osaka\"]]}");
        assertThat(change.time()).isEqualTo(TIME);
        assertThat(change.by()).isEqualTo("tanaka");
        assertThat(change.of("100123", "osaka")).isTrue();
        assertThat(change.of("100123", "kobe")).isFalse();
    }

    @Test
    void moreChangesAreToldWithTheMarkerThatLeadsThere() throws Exception {
        cato.thenData("{\"auditFeed\":{\"marker\":\"m1\",\"hasMore\":\"true\",\"accounts\":null}}");
        assertThat(client.changes("last.P1D", "m0"))
                .isEqualTo(new CmaFeeds.ChangePage("m1", true, java.util.List.of()));
        assertThat(cato.request(0).variables().at("/marker").asText()).isEqualTo("m0");
    }
}
