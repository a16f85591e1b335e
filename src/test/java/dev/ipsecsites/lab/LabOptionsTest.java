package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabOptionsTest {
    @Test
    void withoutAnyItShowsTheExamplesAndKeepsRunning() {
        assertThat(LabOptions.from(name -> null)).isEqualTo(new LabOptions(false, OptionalInt.empty(), false));
    }

    @Test
    void aPropertyThatMavenPassesOnEmptyIsNotSet() {
        assertThat(LabOptions.from(name -> "")).isEqualTo(new LabOptions(false, OptionalInt.empty(), false));
    }

    @Test
    void readsAllThree() {
        var properties = Map.of("lab.once", "true", "lab.sites", "12", "lab.only", "simulators");

        assertThat(LabOptions.from(properties::get)).isEqualTo(new LabOptions(true, OptionalInt.of(12), true));
    }

    @ParameterizedTest
    @CsvSource({
        "lab.once, yes, lab.once is true or false",
        "lab.sites, 0, lab.sites is a number from 1 to 1000",
        "lab.sites, 1001, lab.sites is a number from 1 to 1000",
        "lab.sites, four, lab.sites is a number from 1 to 1000",
        "lab.only, operator, lab.only can be 'simulators'"
    })
    void saysWhatAValueMayBe(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabOptions.from(Map.of(name, value)::get))
                .withMessageContaining(message);
    }
}
