package dev.ipsecsites.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.lab.Busy;
import dev.ipsecsites.lab.ike.IkeDecider;
import dev.ipsecsites.lab.ike.IkePair;
import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.RealIkeTally;
import dev.ipsecsites.lab.ike.RouterTranslator;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.wire.Decider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The generator of the cases that real daemons decide: {@code -Dcases.write=src/test/resources/diagnosis [-Dcases.only=NAME,NAME]} writes them
 * again.
 */
@ResourceLock(value = Busy.PROCESSORS, mode = ResourceAccessMode.READ)
class DaemonCasesIT {
    @TempDir
    Path directory;

    private static void daemonsAreThere() {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
    }

    private static Decider deciding(IkePair pair, RtxSimulator router) {
        return new IkeDecider(
                pair,
                router::runningConfig,
                new RouterTranslator.Box(
                        router.model().printed(), Map.of("pp 1", router.wan().address())));
    }

    @Test
    @EnabledIfSystemProperty(named = "cases.write", matches = ".+")
    void theCasesAreWrittenAgain() throws Exception {
        daemonsAreThere();
        Path cases = Path.of(System.getProperty("cases.write"));
        String only = System.getProperty("cases.only", "ike-");
        try (IkePair pair = IkePair.start(directory.resolve("pair"))) {
            for (Recipe recipe : DaemonRecipes.all()) {
                if (List.of(only.split(",", -1)).stream().anyMatch(recipe.name()::startsWith)) {
                    recipe.write(cases, router -> deciding(pair, router));
                }
            }
        }
    }

    @Test
    void noTwoCasesHaveOneName() {
        Set<String> names = new HashSet<>();
        assertThat(DaemonRecipes.all())
                .allSatisfy(recipe -> assertThat(names.add(recipe.name())).isTrue());
    }

    /** What the daemons decide today is what stands in the files: for some of the families. */
    @Test
    @Tag(RealIkeTally.TAG)
    void theDaemonsStillWriteTheTimelinesThatAreLabelled() throws Exception {
        daemonsAreThere();
        List<String> names = List.of(
                "ike-key-case-rtx810-timeline",
                "ike-group-2-for-14-rtx1220-timeline",
                "ike-unlimited-both-rtx830-timelines",
                "ike-cipher-gcm-child-rtx1300-timeline",
                "ike-pfs-router-rtx1210-timeline");
        try (IkePair pair = IkePair.start(directory.resolve("pair"))) {
            for (Recipe recipe : DaemonRecipes.all()) {
                if (names.contains(recipe.name())) {
                    recipe.write(directory, router -> deciding(pair, router));
                    assertThat(directory.resolve(recipe.name()).resolve("timeline.csv"))
                            .hasSameTextualContentAs(
                                    CaseLabel.directory().resolve(recipe.name()).resolve("timeline.csv"));
                }
            }
        }
        for (String name : names) {
            assertThat(Files.exists(directory.resolve(name))).as(name).isTrue();
        }
    }
}
