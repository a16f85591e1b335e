package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.operator.site.ChangeOrder.Standing;
import dev.ipsecsites.operator.site.ChangeOrder.Works;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeOrderTest {
    /** Letters: c changes, u up, ? not known whether it is up, x cut off, a active, r its router takes nothing. */
    @ParameterizedTest
    @CsvSource({
        // primary, secondary, waited enough → held
        "'ua',  'u',   false, ''",
        "'cua', 'u',   false, ''",
        "'cua', 'cu',  false, 'PRIMARY'",
        "'cu',  'cua', false, 'SECONDARY'",
        "'c',   'cua', false, 'SECONDARY'",
        "'c',   'c',   false, ''",
        // A PPPoE reconnect: both stand on an address that is gone, whatever Cato still says.
        "'cuxa','cux', false, ''",
        "'cuxa','u',   false, ''",
        // The other one was changed a moment ago and is coming up.
        "'cua', '',    false, 'PRIMARY'",
        "'cua', '',    true,  ''",
        "'cua', ,      false, ''",
        // Nobody knows: it may carry the traffic, and isn't relied on.
        "'c?',  'c?',  false, 'PRIMARY'",
        "'c?',  'c?a', false, 'SECONDARY'",
        "'cu',  'c?',  false, 'PRIMARY'",
        "'c?',  'cu',  false, 'SECONDARY'",
        "'c?',  'c',   false, 'PRIMARY'",
        "'c?',  'u',   false, ''",
        "'cua', '?',   false, 'PRIMARY'",
        "'cua', '?',   true,  ''",
        "'c?',  '',    false, 'PRIMARY'",
        "'c?x', 'c?x', false, ''",
        // What its router can't take comes with all the rest once it can: no waiting makes that better.
        "'cuar','?r',  true,  'PRIMARY'",
        "'cuar','',    true,  'PRIMARY'",
        "'cuar','cur', true,  'PRIMARY'",
        "'cuar','u',   true,  ''"
    })
    void keepsOneTunnelAlive(String primary, @Nullable String secondary, boolean waited, String held) {
        List<Standing> all = secondary == null
                ? List.of(standing(Role.PRIMARY, primary))
                : List.of(standing(Role.PRIMARY, primary), standing(Role.SECONDARY, secondary));

        Set<Role> expected = Arrays.stream(held.split(" "))
                .filter(h -> !h.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toSet());
        assertThat(ChangeOrder.held(all, waited)).isEqualTo(expected);
    }

    private static Standing standing(Role role, String letters) {
        return new Standing(
                role,
                letters.contains("c"),
                letters.contains("u") ? Works.YES : letters.contains("?") ? Works.UNKNOWN : Works.NO,
                letters.contains("x"),
                letters.contains("a"),
                !letters.contains("r"));
    }
}
