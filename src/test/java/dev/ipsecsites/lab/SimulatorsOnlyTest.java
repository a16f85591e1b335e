package dev.ipsecsites.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorsOnlyTest {
    /** Today's OpenSSH refuses a host key that is signed with SHA-1, and the RTX810's key exchange too. */
    @ParameterizedTest
    @CsvSource({
        "RTX810, ' -oKexAlgorithms=+diffie-hellman-group1-sha1 -oHostKeyAlgorithms=+ssh-rsa'",
        "RTX830, ' -oHostKeyAlgorithms=+ssh-rsa'",
        "RTX1210, ' -oHostKeyAlgorithms=+ssh-rsa'",
        "RTX1220, ' -oHostKeyAlgorithms=+ssh-rsa'",
        "RTX1300, ''"
    })
    void theCommandThatIsPrintedHasWhatOpenSshNeedsForTheModel(String model, String options) {
        assertThat(SimulatorsOnly.legacy(model)).isEqualTo(options);
    }
}
