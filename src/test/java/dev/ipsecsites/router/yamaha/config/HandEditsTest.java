package dev.ipsecsites.router.yamaha.config;

import static dev.ipsecsites.router.yamaha.config.Intents.tokyo;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandEditsTest {
    private static final String PPPOE = """
        ip route default gateway pp 1
        ip lan1 address 192.168.100.1/24
        """;

    /** It is mended at each visit, and must neither block the other tunnels nor the removal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipsec ike pre-shared-key 1 text \"a$b c?\"",
                "ipsec ike pre-shared-key 1 text Abc!2024",
                "tunnel name \"東京\"",
                "tunnel name \"what's up\"",
                "ipsec ike local name 1 \"a$b\" key-id",
            })
    void aLineOfOursThatSomebodyEditedIsMendedAndTakenAwayEvenIfTheEditCannotBeTyped(String edit) {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        Map<String, String> asWritten = router.config.settings();
        router.config.type("tunnel select 1");
        router.config.type(edit);
        router.config.type("tunnel select none");
        assertThat(router.config.settings()).isNotEqualTo(asWritten);
        TypedConfig edited = router.config.copy();
        String written = replaced(asWritten, edited);

        RtxScript mending = (RtxScript) router.change(tokyo()).script();
        router.send(mending);
        assertThat(router.config.settings()).isEqualTo(asWritten);
        undo(router, mending);
        assertThat(different(router.config, edited)).isSubsetOf(unquoted(edit), unquoted(written));

        router.config = edited.copy();
        RtxScript removal = (RtxScript) router.change().script();
        assertThat(router.send(removal)).doesNotContain(edit);
        assertThat(router.config.settings()).isEqualTo(TypedConfig.typed(PPPOE).settings());
        undo(router, removal);
        assertThat(different(router.config, edited)).isSubsetOf(unquoted(edit), unquoted(written));
    }

    private static void undo(TestRouter router, RtxScript script) {
        script.undo(script.commands().size()).forEach(line -> router.config.type(line.text()));
    }

    private static Set<String> different(TypedConfig one, TypedConfig other) {
        Set<String> all = unquoted(one);
        all.addAll(unquoted(other));
        all.removeIf(line -> unquoted(one).contains(line) && unquoted(other).contains(line));
        return all;
    }

    private static Set<String> unquoted(TypedConfig config) {
        return config.settings().values().stream()
                .map(HandEditsTest::unquoted)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String unquoted(String line) {
        return String.join(" ", Words.split(line));
    }

    /** The line that isn't there any more as it was written. */
    private static String replaced(Map<String, String> asWritten, TypedConfig edited) {
        return asWritten.entrySet().stream()
                .filter(line -> !line.getValue().equals(edited.settings().get(line.getKey())))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
