package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is quoted shows no key. */
class MasksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "  ipsec ike pre-shared-key 1 text S3cretKey",
                "ipsec ike pre-shared-key 1 text \"S3cretKey with blanks\"",
                "2024/01/29 18:38:23: [CMD] admin ipsec ike pre-shared-key 1 text S3cretKey",
                "bgp neighbor pre-shared-key 1 text S3cretKey",
                " pp auth myname site@isp.example.jp S3cretKey",
                "pp auth username user S3cretKey",
                "login user admin S3cretKey",
                "administrator password S3cretKey",
                "snmp community read-only S3cretKey",
                "httpd custom-gui api password S3cretKey",
                "psk: S3cretKey",
                "\"preSharedKey\": \"S3cretKey\"",
                "x-api-key: S3cretKey",
                "apiKey=S3cretKey",
                "password = 'S3cretKey'",
                "Key: S3cretKey",
                "鍵 : S3cretKey",
            })
    void keysAndPasswords(String line) {
        assertThat(Masks.mask(line)).doesNotContain("S3cretKey").contains("********");
        assertThat(Message.routerLog(null, line).text()).doesNotContain("S3cretKey");
    }

    /** As people write them into mails, tickets, scripts and configurations of other makers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer S3cretKey!",
                "Authorization: S3cretKey",
                "token=S3cretKey",
                "psk is S3cretKey",
                "psk was set to S3cretKey",
                "psk is <b>S3cretKey</b>",
                "<td>PSK</td><td>S3cretKey</td>",
                "psk: &quot;S3cretKey&quot;",
                "PSK \"S3cretKey\"",
                "PSK \"\"S3cretKey\"\"",
                "PSK changed from S3cretKey to S3cretKey!2",
                "psk mismatch: expected S3cretKey!1 but got S3cretKey!2",
                "IKE PSK：S3cretKey",
                "primaryPsk: S3cretKey",
                "secondary_psk_2 = S3cretKey",
                "{\\\"preSharedKey\\\": \\\"S3cretKey\\\"}",
                "'preSharedKey': 'S3cretKey'",
                "psk='a S3cretKey b'",
                "psk = \"a \\\" S3cretKey\"",
                "psk=a,S3cretKey",
                "pre-shared key S3cretKey does not match",
                "pre-shared-key local S3cretKey",
                "pre-shared-key ascii-text \"S3cretKey\"",
                "Shared Secret S3cretKey",
                "shared secret is: S3cretKey",
                "new key S3cretKey set by tanaka",
                "the key is S3cretKey",
                "key-string S3cretKey",
                "パスワード: S3cretKey",
                "パスワードはS3cretKey",
                "パスワード「S3cretKey」",
                "事前共有鍵:S3cretKey",
                "事前共有鍵 S3cretKey",
                "共有キー = S3cretKey",
                "password S3cretKey",
                "username tanaka password 7 S3cretKey",
                "passwd[S3cretKey]",
                "passphrase (S3cretKey)",
                "api_key S3cretKey",
                "https://user:S3cretKey@example.com/x",
                "https://user:S3/cret@S3cretKey@example.com/x",
                "crypto isakmp key S3cretKey address 203.0.113.10",
                "crypto isakmp key 6 S3cretKey address 203.0.113.10",
                "set psksecret S3cretKey",
                "set psksecret ENC S3cretKey",
                "snmp-server community S3cretKey RO",
                "enable secret 5 S3cretKey",
                "PSK→S3cretKey",
                "PSK -> S3cretKey",
                "key in use: S3cretKey",
                "expected S3cretKey1 got S3cretKey2",
                "PSK mismatch, expected: S3cretKey1, but received S3cretKey2",
                "PSK should be S3cretKey not S3cret",
                "PSK should be ******** not S3cretKey",
                "ssh user:S3cretKey@192.168.100.1",
                "AUTHENTICATION_FAILED key (text) S3cretKey",
            })
    void keysInOtherWords(String line) {
        assertThat(Masks.mask(line)).doesNotContain("S3cret").contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snmpv3 usm user 1 mon sha S3cretKey aes128-cfb S3cretKey",
                "mail server pop 1 pop.example.com pop user S3cretKey",
                "pki certificate file 1 sd1:/a.p12 pkcs12 S3cretKey",
                "ip lan1 rip auth key text S3cretKey",
                "ip lan1 ospf area backbone authkey=S3cretKey",
                "ip lan1 vrrp 1 192.168.100.1 auth=S3cretKey",
            })
    void otherCommandsOfTheRouter(String line) {
        assertThat(Masks.mask(line)).doesNotContain("S3cretKey").contains("********");
        assertThat(Masks.ofCommands(line)).containsOnly("S3cretKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SK_ei 000102030405060708090a0b0c0d0e0f",
                "pre-shared-key 1 0x000102030405060708090a0b0c0d0e0f",
                "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11",
                "SK_d (00010203 04050607 08090a0b 0c0d0e0f)",
                "SK_d    0001020304050607 08090a0b0c0d0e0f",
                "SK_ar [20]: 0405 0607 0809",
                "SKEYID_e: 04050607 08090a0b",
                "KEYMAT 0001 0203 0405 0607 0809 0a0b 0c0d 0e0f",
                "key dump 00010203 04050607  08090a0b 0c0d0e0f 10111213",
                "0001020304050607 08090a0b0c0d0e0f",
                "0001020304050607-08090a0b0c0d0e0f-0001020304050607",
            })
    void longKeyMaterial(String line) {
        assertThat(Masks.mask(line))
                .doesNotContain("0708")
                .doesNotContain("07 08")
                .contains("********");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auth payload doesn't match the calculated one - wrong psk?",
                "SPI: b6da70738834ddcd b7d575e243677231",
                "spi=(0xb6da70738834ddcd,0xb7d575e243677231)",
                "IKE SA b6da70738834ddcd b7d575e243677231 deleted",
                "Auth payload doesn't match the calculated one - wrong psk? PRIMARY1 203.0.113.10",
                "<td>PRIMARY1</td><td>Auth payload doesn't match the calculated one - wrong psk?</td>",
                "receive notify authentication_failed",
                "[IKE2] receive notify AUTHENTICATION_FAILED",
                "pre-shared key doesn't match",
                "pre-shared key does not match",
                "pre-shared-key mismatch",
                "the psk is wrong",
                "PSK is not the same at both ends (wrong psk)",
                "事前共有鍵が一致しません",
                "事前共有鍵 が一致しません",
                "パスワードは間違っています",
                "password authentication failed for tanaka",
                "Login failed for SSH: 192.168.100.2 user",
                "[IKE] respond ISAKMP phase to 192.0.2.10, key exchange failed",
                "expected MODP2048 got MODP1024",
                "expected aes256cbc, got sha256",
                "ID mismatch: expected osakartx01 got tokyortx01",
                "peer ID:osaka01@example.jp, by mailto:tanaka1@example.jp, sip:user1@example.jp",
                "PSK should be 8 to 64 characters, not 7",
                "2024/05/20 10:00:01: tanaka1@osaka logged in at 10:00:01@osaka",
                "rekey IKE SA of Tunnel[1] with AES-CBC-256 HMAC-SHA2-256",
                "CatoSite network/osaka: Secret osaka-psk has no key primary",
                "peer 2001:0db8:0000:0000:0000:0000:0000:0001 is silent",
                "/home/tanaka/Documents/Osaka2024/Router-Osaka2/config1.txt",
                "field: doesn't match ^[-._a-zA-Z0-9]+$ of a Secret",
                "Connectivity, changed by API key other",
                "Cato never shows a key again: put the new key into the console, the key is right",
                "Osaka,Primary1,2024-05-20 05:31:07,Auth payload doesn't match the calculated one - wrong psk?",
                "IPsec接続のPSKを設定します。IPsec接続のパスワードとなるものです。8~64文字",
                "0a11223344556677 0000000000000000",
                "fingerprint SHA256:b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQA",
                "MAC-Address=ac:44:f2:b6:fe:c1 serial=S4K012345",
                "DH group number in the KE property doesn't match the selected proposal [selected: 14, in KE payload:"
                        + " 5]",
                "ipsec ike pre-shared-key 1 text *",
                "PP[01] Rejected at IN(default) filter: UDP 203.0.113.10:500 > 192.0.2.10:500",
            })
    void nothingElse(String line) {
        assertThat(Masks.mask(line)).isEqualTo(line);
    }

    /** Nobody knows what these are, and no word of a log looks like them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUHunter2",
                "received eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrIn0.abcdefghijklmnop",
                "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
            })
    void longWordsThatLookLikeKeys(String line) {
        assertThat(Masks.mask(line))
                .doesNotContain("5vbm")
                .doesNotContain("JzdW")
                .doesNotContain("abcdef")
                .doesNotContain("wJal")
                .contains("********");
    }

    /** The line may be anything, and there may be 100,000 of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "psk ",
                "psk:",
                "psk is ",
                "psk=\"",
                "psk<b>",
                "psk'\\",
                "://a:",
                "key 7 ",
                "aB1",
                "0000 ",
                "0:",
                "SK_d ",
                "パスワード",
                "snmpv3 usm user a sha ",
                "mail server pop a b ",
                "******** to ",
                "pki certificate file ",
                "vrrp auth",
                "a1:",
                "user:a1",
                "expected a1",
                "key (text) ",
                "PSK should be ",
                "snmpv3 usm user ",
                "heartbeat2 receive \"",
                "external-memory syslog filename ",
                "copy config a ",
                "mount ",
            })
    void anyLineIsMaskedInNoTime(String piece) {
        String line = piece.repeat(2_000 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 50; i++) {
                Masks.mask(line);
            }
        });
    }

    @Test
    void controlCharactersAndEndlessLinesAreTakenOut() {
        assertThat(Masks.mask("a\u001b[31mb\u202Ec\td")).isEqualTo("a?[31mb?c d");
        assertThat(Masks.mask("x".repeat(10_000))).hasSize(Masks.LONGEST + 1);
        assertThat(Masks.mask("😀".repeat(10_000)).length()).isLessThanOrEqualTo(Masks.LONGEST + 1);
    }
}
