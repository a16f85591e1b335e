package dev.ipsecsites.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The generator of the simulators' cases: {@code -Dcases.write=src/test/resources/diagnosis [-Dcases.only=NAME]} writes them again. */
class SimulatedCasesTest {
    @Test
    @EnabledIfSystemProperty(named = "cases.write", matches = ".+")
    void theCasesAreWrittenAgain() throws Exception {
        Path cases = Path.of(System.getProperty("cases.write"));
        String only = System.getProperty("cases.only", "");
        for (Recipe recipe : Recipes.all()) {
            if (recipe.name().startsWith(only)) {
                recipe.write(cases);
            }
        }
    }

    @Test
    void noTwoCasesHaveOneName() {
        Set<String> names = new HashSet<>();
        assertThat(Recipes.all())
                .allSatisfy(recipe -> assertThat(names.add(recipe.name())).isTrue());
    }

    @Test
    void aCaseHoldsWhatWasCopiedAndNoKey() throws Exception {
        Recipe recipe = recipe("sim-psk-rtx1300-everything");
        Map<String, byte[]> files = recipe.files();
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "timeline.csv", "router.log", "config.txt", "sa.txt", "tunnel.txt", "site.yaml");
        String all = String.join(
                "\n",
                files.values().stream()
                        .map(b -> new String(b, StandardCharsets.UTF_8))
                        .toList());
        assertThat(all)
                .contains("Auth payload doesn't match the calculated one - wrong psk?")
                .contains("AUTHENTICATION_FAILED")
                .contains("ipsec ike pre-shared-key 1 text *")
                .contains("Current status is Offline, never connected.")
                .doesNotContain("another1", SiteSettings.LONDON_KEY, "isppass");
    }

    private static Recipe recipe(String name) {
        List<Recipe> found = Recipes.all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .toList();
        return found.getFirst();
    }
}
