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
        assertThat(LabOptions.from(name -> null))
                .isEqualTo(new LabOptions(false, OptionalInt.empty(), false, WireKind.COMPARED));
    }

    @Test
    void aPropertyThatMavenPassesOnEmptyIsNotSet() {
        assertThat(LabOptions.from(name -> ""))
                .isEqualTo(new LabOptions(false, OptionalInt.empty(), false, WireKind.COMPARED));
    }

    @Test
    void readsThemAll() {
        var properties = Map.of("lab.once", "true", "lab.sites", "12", "lab.only", "simulators", "lab.wire", "ike");

        assertThat(LabOptions.from(properties::get))
                .isEqualTo(new LabOptions(true, OptionalInt.of(12), true, WireKind.IKE));
    }

    @ParameterizedTest
    @CsvSource({
        "lab.once, yes, lab.once is true or false",
        "lab.sites, 0, lab.sites is a number from 1 to 1000",
        "lab.sites, 1001, lab.sites is a number from 1 to 1000",
        "lab.sites, four, lab.sites is a number from 1 to 1000",
        "lab.only, operator, lab.only can be 'simulators'",
        "lab.wire, copper, lab.wire is compared or ike"
    })
    void saysWhatAValueMayBe(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabOptions.from(Map.of(name, value)::get))
                .withMessageContaining(message);
    }
}
