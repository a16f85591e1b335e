package dev.ipsecsites.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreSharedKeysTest {
    @RepeatedTest(20)
    void generatesKeysThatPassTheirOwnRules() {
        Secret key = PreSharedKeys.generate(new SecureRandom());

        assertThat(PreSharedKeys.problem(key)).isEmpty();
        assertThat(key.length()).isEqualTo(32);
        assertThat(key).hasToString(Secret.MASK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "abc#12345", "abc 12345", "abcd12345\n", "ａｂｃｄｅｆｇｈ", "pass\"word1"})
    void namesWhatIsWrongWithoutShowingTheKey(String text) {
        assertThat(PreSharedKeys.problem(Secret.of(text)))
                .hasValueSatisfying(p -> assertThat(p).doesNotContain(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void takesEightToSixtyFour(int length) {
        assertThat(PreSharedKeys.problem(Secret.of("a".repeat(length)))).isEmpty();
        int outside = length == 8 ? 7 : 65;
        assertThat(PreSharedKeys.problem(Secret.of("a".repeat(outside)))).isPresent();
    }
}
