package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Secret;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static final CommandLine START = CommandLine.of("x");

    @Test
    void valuesAreWrittenAsTheRouterTakesThem() {
        assertThat(CommandLine.of("description tunnel")
                        .description("description", "Cato, Tokyo (1)")
                        .text())
                .isEqualTo("description tunnel \"Cato, Tokyo (1)\"");
        assertThat(CommandLine.of("ip route")
                        .destination("d", "10.0.0.0/8")
                        .keywords("gateway")
                        .ppNumber("link", "pp12")
                        .text())
                .isEqualTo("ip route 10.0.0.0/8 gateway pp 12");
        assertThat(CommandLine.of("ipsec ike local name")
                        .number("n", 7, 1, 100)
                        .identity("i", new Identity(Identity.Type.EMAIL, "osaka+rtx@example.com"))
                        .keywords("user-fqdn")
                        .text())
                .isEqualTo("ipsec ike local name 7 osaka+rtx@example.com user-fqdn");
    }

    @Test
    void aKeyIsSentButNeverPrinted() {
        CommandLine line =
                CommandLine.of("ipsec ike pre-shared-key 1 text").preSharedKey("psk", Secret.of("Tokyo0Key1Value2"));
        assertThat(line.text()).endsWith(" Tokyo0Key1Value2");
        assertThat(line.toString()).isEqualTo("ipsec ike pre-shared-key 1 text ********");
        assertThat(line.shown(false)).doesNotContain("Tokyo0");
        assertThat(line.shown(true)).endsWith(" Tokyo0Key1Value2");
    }

    @Test
    void aKeyThatIsRefusedIsNotInTheMessage() {
        assertThatExceptionOfType(UnsafeValueException.class)
                .isThrownBy(() -> START.preSharedKey("preSharedKeySecretRef", Secret.of("Secret#Value1")))
                .withMessageContaining("preSharedKeySecretRef")
                .withMessageContaining("letters and digits")
                .withMessageNotContaining("Secret#Value1");
    }

    @Test
    void whatIsUnknownIsShownButCannotBeSent() {
        CommandLine line = START.with(Token.unknown("address allocated at Tokyo"));
        assertThat(line.shown(false)).isEqualTo("x <address allocated at Tokyo>");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(line::text);
    }

    @Test
    void theMessageNamesFieldAllowedAndFound() {
        assertThatExceptionOfType(UnsafeValueException.class)
                .isThrownBy(() -> START.description("description", "a\r\nno ip route default"))
                .withMessageStartingWith("description can't be sent to a router: 1 to 64 printable ASCII")
                .withMessageEndingWith("found U+000D");
        assertThatExceptionOfType(UnsafeValueException.class)
                .isThrownBy(() -> START.destination("routes[0].destination", "10.1.0.0/8"))
                .withMessageEndingWith("host bits; write 10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4\n",
                "::1",
                "host",
                "1.2.3.4/32",
                "１.2.3.4"
            })
    void anAddressIsNothingElse(String value) {
        assertThatExceptionOfType(UnsafeValueException.class).isThrownBy(() -> START.address("address", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pp", "pp0", "lan01", "pp anonymous", "tunnel1", "pp1\r", "PP1", "lan1/1"})
    void anInterfaceIsNothingElse(String value) {
        assertThatExceptionOfType(UnsafeValueException.class).isThrownBy(() -> START.interfaceName("interface", value));
    }

    @Test
    void aLineLongerThanTheRouterTakesIsNotSent() {
        CommandLine line = START;
        for (int i = 0; i < 700; i++) {
            line = line.number("filter", 100_000, 1, 1_000_000);
        }
        CommandLine tooLong = line;
        assertThatExceptionOfType(UnsafeValueException.class)
                .isThrownBy(tooLong::text)
                .withMessageContaining("4095");
    }

    /** Whatever a value holds, either it is refused or the line stays one line of harmless words. */
    @Property(tries = 2000)
    void noValueEscapesItsPlace(@ForAll String value) {
        Consumer<CommandLine> harmless = line -> {
            String text = line.text();
            assertThat(text).doesNotContainPattern("[^ -~]").doesNotContainPattern("[?#|>\\\\$']");
            assertThat(text.chars().filter(c -> c == '"').count()).isIn(0L, 2L);
            assertThat(Words.split(text)).hasSize(2);
        };
        attempt(() -> START.identity("f", new Identity(Identity.Type.KEY_ID, value)), harmless);
        attempt(() -> START.identity("f", new Identity(Identity.Type.IPV4, value)), harmless);
        attempt(() -> START.description("f", value), harmless);
        attempt(() -> START.address("f", value), harmless);
        attempt(() -> START.addressWithPrefix("f", value), harmless);
        attempt(() -> START.destination("f", value), harmless);
        attempt(() -> START.interfaceName("f", value), harmless);
        attempt(() -> START.preSharedKey("f", Secret.of(value)), harmless);
        attempt(() -> START.fromRouter("f", value), harmless);
        attempt(() -> START.keywords(value.isEmpty() ? "?" : value.replace(' ', '_')), harmless);
    }

    @Property(tries = 2000)
    void noTrickOfTheKeyboardEscapesItsPlace(@ForAll @CharRange(from = '\t', to = '\u007f') String value) {
        noValueEscapesItsPlace(value);
    }

    private static void attempt(java.util.function.Supplier<CommandLine> build, Consumer<CommandLine> harmless) {
        CommandLine line;
        try {
            line = build.get();
        } catch (UnsafeValueException refused) {
            assertThat(refused).hasMessageMatching("[ -~]*");
            return;
        }
        harmless.accept(line);
    }
}
