package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.ipsecsites.cato.CmaException;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Confidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CmaFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "The site license limit was exceeded, CERTAIN",
        "No available licenses for this site, CERTAIN",
        "The account has reached its limit of 3 allocated IPs, LIKELY",
        "Bandwidth exceeds the maximum of the account's bandwidth, LIKELY"
    })
    void aRefusalForWantOfALicenceIsCalledSo(String words, Confidence confidence) {
        Outcome.Stuck stuck = stuck(Kind.UNKNOWN, words);

        assertThat(stuck.refusal().reason()).isEqualTo("LicenceLimit");
        assertThat(stuck.refusal().message())
                .startsWith(words)
                .contains("Network > IP Allocation")
                .endsWith("see: ipsec-sites explain LicenceLimit");
        assertThat(stuck.found()).singleElement().satisfies(found -> {
            assertThat(found.cause()).isEqualTo(Cause.LICENCE_LIMIT);
            assertThat(found.confidence()).isEqualTo(confidence);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Network range 192.168.100.0/24 overlaps with 192.168.0.0/16",
        "Site name [osaka] already exists",
        "Please select a state"
    })
    void anyOtherRefusalIsCatosOwnWords(String words) {
        Outcome.Stuck stuck = stuck(Kind.UNKNOWN, words);

        assertThat(stuck.refusal()).isEqualTo(new Refusal("CatoRefused", "", words));
        assertThat(stuck.found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION", "PERMISSION"})
    void aMissingRightIsNoMissingLicence(Kind kind) {
        assertThat(stuck(kind, "the license viewer role is required").refusal().reason())
                .isNotEqualTo("LicenceLimit");
    }

    @Test
    void whatWaitingSolvesIsWaitedFor() {
        assertThat(CmaFailures.outcome(failure(Kind.TRANSIENT, "internal server error")))
                .isInstanceOf(Outcome.Waiting.class);
    }

    private static Outcome.Stuck stuck(Kind kind, String words) {
        return assertThat(CmaFailures.outcome(failure(kind, words)))
                .asInstanceOf(type(Outcome.Stuck.class))
                .actual();
    }

    private static CmaException failure(Kind kind, String words) {
        return new CmaException(kind, "addIpsecIkeV2Site", words, null, null);
    }
}
