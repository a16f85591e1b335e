package dev.ipsecsites.lab.cma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API's enums in IKE's words. */
class WireTransformsTest {
    @Test
    void automaticIsAllThatTheConsoleOffersAndForPfsNoneToo() {
        Transforms ike = WireTransforms.ike(Message.ALL_AUTOMATIC);
        assertThat(ike.encryption()).containsExactly("AES_GCM_16_256", "AES_GCM_16_128", "AES_CBC_256", "AES_CBC_128");
        assertThat(ike.prf()).containsExactly("SHA512", "SHA384", "SHA256", "SHA1");
        assertThat(ike.dhGroups()).contains(14, 21).doesNotContain(0);
        assertThat(WireTransforms.child(Message.ALL_AUTOMATIC).dhGroups()).contains(0, 14);
    }

    @ParameterizedTest
    @CsvSource({
        "AES_GCM_256, SHA384, DH_20_ECP384, AES_GCM_16_256, SHA384, 20",
        "AES_CBC_128, SHA1, DH_5_MODP1536, AES_CBC_128, SHA1, 5",
        "DES3_CBC, MD5, DH_2_MODP1024, DES3_CBC, MD5, 2"
    })
    void aFixedValueIsItself(String cipher, String hash, String group, String encryption, String name, int number) {
        Transforms ike = WireTransforms.ike(new Message(cipher, hash, hash, group));
        assertThat(ike.encryption()).containsExactly(encryption);
        assertThat(ike.prf()).containsExactly(name);
        assertThat(ike.integrity()).containsExactly(name);
        assertThat(ike.dhGroups()).containsExactly(number);
    }

    @Test
    void noneIsNoPfsForTheChild() {
        Message none = new Message("AES_CBC_256", "AUTOMATIC", "SHA256", "NONE");
        assertThat(WireTransforms.child(none).dhGroups()).containsExactly(0);
    }
}
