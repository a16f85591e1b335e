package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.log;
import static dev.ipsecsites.diagnosis.Evidence.router;
import static dev.ipsecsites.diagnosis.Evidence.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cato.CmaTunnels;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.router.yamaha.config.RtxModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told to type: the command that mends it, with the right value, in both languages. */
class RemediesTest {
    private static final String LENGTH = "Encryption algorithm length AES_256 (256) in our proposal does not match"
            + " encryption algorithm length AES_128 (128) in peer's proposal 1";
    private static final String PRF_512 = "PRF algorithm HMAC_SHA2_512 (7) in our proposal does not match PRF algorithm"
            + " HMAC_SHA2_256 (5) in peer's proposal 1";
    private static final String INTEGRITY_512 = "Integrity algorithm HMAC_SHA2_512_256 (14) in our proposal does not"
            + " match integrity algorithm HMAC_SHA2_256_128 (12) in peer's proposal 1";

    private static final String INTEGRITY = "Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match"
            + " integrity algorithm HMAC_SHA1_96 (2) in peer's proposal 1";

    private static TunnelEvidence said(TunnelEvidence tunnel, String message) {
        return tunnel.withMessages(List.of(timeline(message)));
    }

    private static TunnelEvidence only(String message) {
        return said(TunnelEvidence.of("PRIMARY1"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
        Auth payload doesn't match the calculated one - wrong psk? ~ ipsec ike pre-shared-key N text
        Auth payload doesn't match the calculated one - wrong psk? ~ ipsec ike local name N SITE-ADDRESS ipv4-addr
        Auth payload doesn't match dropping this sa ~ ipsec ike remote name N CATO-ADDRESS ipv4-addr
        DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE payload: 5] ~ ipsec ike group N modp2048
        DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE payload: 5] ~ ipsec ike proposal-limitation N on
        DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1 ~ ipsec ike group N modp1536
        DH group GROUP_5_MODP1536 (5) in our proposal does not match DH group GROUP_14_MODP2048 (14) in peer's proposal 1 ~ ipsec ike proposal-limitation N on
        Encryption algorithm length AES_256 (256) in our proposal does not match encryption algorithm length AES_128 (128) in peer's proposal 1 ~ ipsec ike encryption N aes256-cbc
        Encryption algorithm length AES_256 (256) in our proposal does not match encryption algorithm length AES_128 (128) in peer's proposal 1 ~ ipsec ike proposal-limitation N on
        Encryption algorithm length AES_128 (128) in our proposal does not match encryption algorithm length AES_256 (256) in peer's proposal 1 ~ ipsec ike encryption N aes-cbc
        PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm HMAC_SHA1 (2) in peer's proposal 1 ~ ipsec ike hash N sha256
        PRF algorithm HMAC_SHA2_256 (5) in our proposal does not match PRF algorithm HMAC_SHA1 (2) in peer's proposal 1 ~ ipsec ike proposal-limitation N on
        Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match integrity algorithm HMAC_SHA1_96 (2) in peer's proposal 1 ~ ipsec ike hash N sha256
        Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match integrity algorithm HMAC_SHA1_96 (2) in peer's proposal 1 ~ ipsec ike proposal-limitation N on
        File not found ~ ping -c 3 CATO-ADDRESS
        File not found ~ show config | grep "remote address"
        """)
    void ofTheArticlesMessagesNameTheCommandInBothLanguages(String message, String command) {
        var site = SiteEvidence.of("osaka", null, List.of(only(message)));
        for (Language language : Language.values()) {
            String remedy = Engine.diagnose(site, language).getFirst().remedy();
            String inWords = language == Language.JAPANESE
                    ? command.replace("SITE-ADDRESS", inJapanese("word.siteAddress"))
                            .replace("CATO-ADDRESS", inJapanese("word.catoAddress"))
                    : command;
            assertThat(remedy).contains("`" + inWords);
        }
    }

    private static String inJapanese(String key) {
        return new Texts(Language.JAPANESE).form(key);
    }

    @ParameterizedTest
    @CsvSource({
        "ipsec ike encryption 1 aes256-cbc, ipsec ike encryption 1 aes-cbc, ipsec ike encryption 1 aes256-cbc",
        "esp aes256-cbc sha256-hmac, esp aes-cbc sha256-hmac, ipsec sa policy 1 1 esp aes256-cbc"
    })
    void aLengthIsSetWhereItDiffers(String line, String instead, String command) {
        for (TunnelEvidence tunnel : List.of(
                said(down().withRouter(router(line, instead)), LENGTH),
                said(TunnelEvidence.of("PRIMARY1").withRouter(router(line, instead)), LENGTH))) {
            Diagnosis found = diagnose(tunnel).getFirst();
            assertThat(Evidence.words(found)).startsWith("EncryptionMismatch Certain");
            assertThat(found.remedy()).contains("`" + command);
            assertThat(found.summary())
                    .isEqualTo("The encryption differs: Cato has AES-CBC-256, the router AES-CBC-128.");
        }
    }

    private static RouterHalf configured(String... replacements) {
        String config = Evidence.CONFIG
                .replace("ipsec tunnel 1\n", "ipsec tunnel 101\n")
                .replace("sa policy 1 1 ", "sa policy 101 1 ");
        for (int i = 0; i < replacements.length; i += 2) {
            config = config.replace(replacements[i], replacements[i + 1]);
        }
        return router().withConfigured(Evidence.parsed(config));
    }

    /** It has a number of its own, and sets both algorithms at once (yamaha-rtx.md §0, no. 10). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        esp aes-cbc sha256-hmac                       | esp aes256-cbc sha256-hmac
        esp aes-cbc sha-hmac anti-replay-check=off    | esp aes256-cbc sha-hmac anti-replay-check=off
        esp aes-cbc                                   | esp aes256-cbc
        esp                                           | esp aes256-cbc
        """)
    void aPolicyIsTypedWithItsOwnNumberAndEverythingElseAsItIs(String is, String shouldBe) {
        var half = configured("esp aes256-cbc sha256-hmac", is);
        for (TunnelEvidence tunnel : List.of(down(), TunnelEvidence.of("PRIMARY1"))) {
            Diagnosis found = diagnose(said(tunnel.withRouter(half), LENGTH)).getFirst();
            assertThat(found.remedy())
                    .contains("`ipsec sa policy 101 1 " + shouldBe + "`")
                    .doesNotContain("...");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        esp aes256-cbc sha-hmac                       | esp aes256-cbc sha256-hmac
        esp aes-cbc sha-hmac anti-replay-check=off    | esp aes-cbc sha256-hmac anti-replay-check=off
        esp anti-replay-check=off                     | esp aes-cbc sha256-hmac anti-replay-check=off
        """)
    void soIsTheHashOfAPolicy(String is, String shouldBe) {
        var found = diagnose(said(
                        TunnelEvidence.of("PRIMARY1").withRouter(configured("esp aes256-cbc sha256-hmac", is)),
                        INTEGRITY))
                .getFirst();
        assertThat(found.remedy()).contains("`ipsec sa policy 101 1 " + shouldBe + "`");
    }

    @Test
    void whereIkeAndChildFitBothCommandsAreNamed() {
        var half = configured("encryption 1 aes256-cbc", "encryption 1 aes-cbc", "esp aes256-cbc", "esp aes-cbc");
        for (Language language : Language.values()) {
            var site = SiteEvidence.of(
                    "osaka", null, List.of(said(TunnelEvidence.of("PRIMARY1").withRouter(half), LENGTH)));
            Diagnosis found = Engine.diagnose(site, language).getFirst();
            assertThat(Evidence.words(found)).isEqualTo("EncryptionMismatch Certain");
            assertThat(found.remedy())
                    .contains("`ipsec ike encryption 1 aes256-cbc`")
                    .contains("`ipsec sa policy 101 1 esp aes256-cbc sha256-hmac`")
                    .contains("`show ipsec sa`");
        }
        assertThat(diagnose(only(LENGTH)).getFirst().remedy())
                .contains("`ipsec ike encryption N aes256-cbc`")
                .contains("`ipsec sa policy P N esp aes256-cbc HASH-hmac`");
    }

    @Test
    void whatCatoWasToldSettlesWhichOfThemItIs() {
        var told = Evidence.told(new Dh.Automatic(), null, null, new Dh.None());
        var init = new IpsecDetails(
                told.connectionMode(),
                told.identificationType(),
                new CmaTunnels.Message(Encryption.AES_CBC_256, null, null, new Dh.Automatic()),
                told.authMessage(),
                List.of());
        var half = configured("encryption 1 aes256-cbc", "encryption 1 aes-cbc", "esp aes256-cbc", "esp aes-cbc");
        var tunnel = TunnelEvidence.of("PRIMARY1").withRouter(half).withCato(CatoHalf.NOTHING.withTold(init));
        assertThat(diagnose(said(tunnel, LENGTH)).getFirst().remedy())
                .contains("`ipsec ike encryption 1 aes256-cbc`")
                .doesNotContain("sa policy");
    }

    @Test
    void nobodyIsSentToAPolicyThatTheTunnelIsNotBoundTo() {
        var found = diagnose(said(
                        TunnelEvidence.of("PRIMARY1").withRouter(configured()),
                        "[IKE2] receive notify NO_PROPOSAL_CHOSEN"))
                .getFirst();
        assertThat(found.remedy()).contains("`ipsec sa policy 101 1`");
    }

    @Test
    void aHashThatTheModelDoesNotHaveIsChangedAtCato() {
        for (String message : List.of(PRF_512, INTEGRITY_512)) {
            assertThat(of(message, RtxModel.RTX1220))
                    .contains("This router has no SHA2-512")
                    .contains("choose Automatic or SHA2-256")
                    .doesNotContain("ipsec ike hash");
            assertThat(of(message, RtxModel.RTX1300)).contains("`ipsec ike hash 1 sha512`");
        }
    }

    /** Most models refuse it (yamaha-rtx.md §4.3). */
    @Test
    void whereTheModelIsNotKnownThoseThatHaveTheHashAreNamed() {
        for (String message : List.of(PRF_512, INTEGRITY_512)) {
            for (Language language : Language.values()) {
                var site = SiteEvidence.of("osaka", null, List.of(only(message)));
                assertThat(Engine.diagnose(site, language).getFirst().remedy())
                        .contains("`ipsec ike hash N sha512`")
                        .contains("RTX1300")
                        .contains("RTX3510");
            }
        }
        assertThat(of(PRF_512, RtxModel.RTX1300)).doesNotContain("RTX3510");
        assertThat(diagnose(only(PRF_512.replace("SHA2_512 (7)", "SHA1 (2)")))
                        .getFirst()
                        .remedy())
                .doesNotContain("RTX1300");
    }

    /** The runbook's page says so too: that an RTX810 knows modp2048 isn't confirmed (yamaha-rtx.md §4.3). */
    @ParameterizedTest
    @CsvSource({"RTX810, modp1536, modp1024", "RTX810, modp1024, modp1024", "RTX1220, modp1536, modp2048"})
    void theGroupIsOneThatTheModelIsKnownToHave(RtxModel model, String configured, String command) {
        RouterHalf half = router("modp2048", configured)
                .withAlgorithms(model.capabilities().algorithms());
        String number = configured.equals("modp1024") ? "MODP1024 (2)" : "MODP1536 (5)";
        var tunnel = said(
                TunnelEvidence.of("PRIMARY1").withRouter(half),
                "DH group GROUP_14_MODP2048 (14) in our proposal does not match DH group GROUP_" + number
                        + " in peer's proposal 1");
        for (Language language : Language.values()) {
            var site = SiteEvidence.of("osaka", null, List.of(tunnel));
            String remedy = Engine.diagnose(site, language).getFirst().remedy();
            assertThat(remedy).contains("`ipsec ike group 1 " + command + "`").contains("proposal-limitation 1 on");
            assertThat(remedy.contains("RTX810")).isEqualTo(model == RtxModel.RTX810);
            assertThat(remedy.contains("modp2048")).isEqualTo(command.equals("modp2048"));
        }
    }

    @Test
    void theGroupThatTheManifestAsksForIsTheManifests() {
        RouterHalf half = router("modp2048", "modp1536")
                .withAlgorithms(RtxModel.RTX810.capabilities().algorithms());
        assertThat(diagnose(down().withRouter(half)).getFirst().remedy()).contains("`ipsec ike group 1 modp2048`");
    }

    /** Filters see the address that the packets have at the router; by an inner one Cato knows nobody. */
    @ParameterizedTest
    @CsvSource({"198.51.100.20, 198.51.100.20", "192.168.100.1, SITE-ADDRESS"})
    void theAddressesThatTheConfigurationTellsAreFilledIn(String local, String outside) {
        var half = router().withLink(null)
                .withConfigured(Evidence.parsed(Evidence.CONFIG
                        .replace("198.51.100.20", local)
                        .replace(" ip pp secure filter", " ip pp nat descriptor 1\n ip pp secure filter")));
        String rejected = "PP[01] Rejected at IN(1099) filter: UDP 203.0.113.10:500 > 198.51.100.20:500";
        assertThat(remedy(Cause.FILTER_IN_THE_WAY, half, log(rejected)))
                .contains("`ip filter N1 pass 203.0.113.10 " + local + " esp * *`");
        assertThat(remedy(Cause.AUTHENTICATION_MISMATCH, half, timeline("Auth payload doesn't match dropping this sa")))
                .contains("`ipsec ike local name 1 " + outside + " ipv4-addr`");
    }

    private static String remedy(Cause cause, RouterHalf half, Message message) {
        return diagnose(TunnelEvidence.of("1").withRouter(half).withMessages(List.of(message))).stream()
                .filter(d -> d.cause() == cause)
                .findFirst()
                .orElseThrow()
                .remedy();
    }

    /** The same length doesn't make the same cipher. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AES_GCM_256 (20)       | AES_CBC_256 (12) | AES-GCM-256 | AES-CBC-256
        AES_GCM_128 (20)       | AES_CBC_256 (12) | AES-GCM-128 | AES-CBC-256
        AES_GCM_16 (20)        | AES_CBC (12)     | AES-GCM     | AES-CBC-256
        AES_GCM_16_256 (20)    | AES_CBC_256 (12) | AES-GCM-256 | AES-CBC-256
        AES_CTR_256 (13)       | AES_CBC_256 (12) | AES_CTR_256 (13) | AES-CBC-256
        """)
    void aCipherThatNoYamahaHasIsChangedAtCato(String cato, String router, String ofCato, String ofRouter) {
        String message = "Encryption algorithm " + cato + " in our proposal does not match encryption algorithm "
                + router + " in peer's proposal 1";
        for (TunnelEvidence tunnel :
                List.of(TunnelEvidence.of("PRIMARY1").withRouter(router()), down().withCato(CatoHalf.NOTHING))) {
            var found = diagnose(said(tunnel, message)).getFirst();
            assertThat(found.summary())
                    .isEqualTo("The encryption differs: Cato has " + ofCato + ", the router " + ofRouter + ".");
            assertThat(found.remedy())
                    .startsWith("No Yamaha RTX has " + ofCato + ".")
                    .doesNotContain("ipsec ike encryption");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AES_CBC_128 (12), AES_CBC_256 (12), ipsec ike encryption 1 aes-cbc",
        "AES_CBC_256 (12), DES3_CBC (3), ipsec ike encryption 1 aes256-cbc"
    })
    void aCipherThatIsNamedWithItsLengthKeepsIt(String cato, String router, String command) {
        String message = "Encryption algorithm " + cato + " in our proposal does not match encryption algorithm "
                + router + " in peer's proposal 1";
        var half = router().withConfigured(null);
        var found = diagnose(said(TunnelEvidence.of("PRIMARY1").withRouter(half), message))
                .getFirst();
        assertThat(found.remedy()).contains("`" + command.replace(" 1 ", " N ") + "`");
    }

    /** GCM has its own (cato-api.md §2.2): the message names the integrity algorithm, the encryption is to be changed. */
    @Test
    void noIntegrityAlgorithmAtCatoIsGcm() {
        String none = "Integrity algorithm NONE (0) in our proposal does not match integrity algorithm"
                + " HMAC_SHA2_256_128 (12) in peer's proposal 1";
        for (TunnelEvidence tunnel :
                List.of(TunnelEvidence.of("PRIMARY1").withRouter(router()), TunnelEvidence.of("PRIMARY1"), down())) {
            var found = diagnose(said(tunnel, none)).getFirst();
            assertThat(Evidence.words(found)).isEqualTo("IntegrityMismatch Likely Cato");
            assertThat(found.summary()).contains("AES-GCM").contains("the router has SHA2-256");
            assertThat(found.remedy())
                    .contains("Encryption Algorithm: Automatic or AES-CBC")
                    .contains("Integrity Algorithm: Automatic or SHA2-256")
                    .doesNotContain("RTX1300");
        }
    }

    /** A policy may be typed without one. */
    @Test
    void noIntegrityAlgorithmAtTheRouterIsThatOfAPolicyWithoutOne() {
        String none = "Integrity algorithm HMAC_SHA2_256_128 (12) in our proposal does not match integrity algorithm"
                + " NONE (0) in peer's proposal 1";
        var half = configured("esp aes256-cbc sha256-hmac", "esp aes256-cbc");
        assertThat(diagnose(said(TunnelEvidence.of("PRIMARY1").withRouter(half), none))
                        .getFirst()
                        .remedy())
                .contains("`ipsec sa policy 101 1 esp aes256-cbc sha256-hmac`");
    }

    private static String of(String message, RtxModel model) {
        RouterHalf half = router().withAlgorithms(model.capabilities().algorithms());
        return diagnose(said(TunnelEvidence.of("PRIMARY1").withRouter(half), message))
                .getFirst()
                .remedy();
    }
}
