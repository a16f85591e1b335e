package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopperTest {
    private final List<String> stopped = new ArrayList<>();
    private final Stopper stopper = new Stopper();

    @Test
    void stopsTheLastFirstAndEachOnce() {
        stopper.add(() -> stopped.add("API server"));
        stopper.add(() -> stopped.add("operator"));

        stopper.close();
        stopper.close();

        assertThat(stopped).containsExactly("operator", "API server");
    }

    @Test
    void aPartThatFailsToStopDoesNotKeepTheOthersRunning() {
        stopper.add(() -> stopped.add("API server"));
        stopper.add(() -> {
            throw new IllegalStateException("stuck, as this test wants it");
        });

        stopper.close();

        assertThat(stopped).containsExactly("API server");
    }

    @Test
    void whatStartsAfterTheEndHasBegunIsStoppedAtOnce() {
        stopper.close();

        assertThatIllegalStateException().isThrownBy(() -> stopper.add(() -> stopped.add("late")));
        assertThat(stopped).containsExactly("late");
    }
}
