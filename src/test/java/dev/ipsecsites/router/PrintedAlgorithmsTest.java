package dev.ipsecsites.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedAlgorithmsTest {
    @ParameterizedTest
    @CsvSource({
        "AES256_CBC,AES_CBC_256",
        "AES128_CBC,AES_CBC_128",
        "AES-CBC-256,AES_CBC_256",
        "aes256_gcm_16,AES_GCM_256",
        "AES_GCM_16_128,AES_GCM_128",
    })
    void encryptionIsRead(String printed, Encryption expected) {
        assertThat(PrintedAlgorithms.encryption(printed)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "AES-CBC", "AES256", "AES192_CBC", "3DES_CBC", "a new cipher 256"})
    void whatCantBeReadForSureIsNoCipher(@Nullable String printed) {
        assertThat(PrintedAlgorithms.encryption(printed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HMAC_SHA2_256,SHA2_256",
        "HMAC_SHA2_256_128,SHA2_256",
        "HMAC_SHA2_384_192,SHA2_384",
        "HMAC_SHA2_512,SHA2_512",
        "HMAC_SHA1,SHA1",
        "HMAC_SHA1_96,SHA1",
        "HMAC-SHA,SHA1",
        "SHA-1,SHA1",
        "sha256,SHA2_256",
    })
    void hashIsRead(String printed, Hash expected) {
        assertThat(PrintedAlgorithms.hash(printed)).contains(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "HMAC_MD5", "NONE", "HMAC_SHA3_256"})
    void whatCantBeReadForSureIsNoHash(@Nullable String printed) {
        assertThat(PrintedAlgorithms.hash(printed)).isEmpty();
    }

    @Test
    void groupIsRead() {
        assertThat(PrintedAlgorithms.group("MODP_1024")).contains(DhGroup.MODP_1024);
        assertThat(PrintedAlgorithms.group("MODP 2048bit")).contains(DhGroup.MODP_2048);
        assertThat(PrintedAlgorithms.group("MODP_768")).isEmpty();
        assertThat(PrintedAlgorithms.group(null)).isEmpty();
    }
}
