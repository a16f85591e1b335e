package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.net.Lifetimes;
import dev.ipsecsites.lab.rtx.state.GatewayState;
import dev.ipsecsites.lab.rtx.state.Router;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code show ipsec sa gateway N detail}: Japanese as in the article; the English labels are this simulator's assumption. */
public final class SaDetail {
    private static final String RULE = "-".repeat(52);

    private final SecurityAssociations sa;
    private final boolean japanese;
    private final List<String> out = new ArrayList<>();

    private SaDetail(SecurityAssociations sa, boolean japanese) {
        this.sa = sa;
        this.japanese = japanese;
    }

    public static List<String> of(Router router, int gateway, boolean japanese) {
        GatewayState s = router.gateways().state(gateway);
        SecurityAssociations sa = s.associations();
        if (sa == null) {
            return List.of();
        }
        SaDetail d = new SaDetail(sa, japanese);
        Lifetimes life = Lifetimes.of(router, s);
        d.ike(s.ikeSa(), life.ikeSeconds());
        d.child(s.sendSa(), life.childSeconds(), true);
        d.child(s.receiveSa(), life.childSeconds(), false);
        return d.out;
    }

    private void add(String inJapanese, String inEnglish, String value) {
        out.add((japanese ? inJapanese : inEnglish) + value);
    }

    private void head(int number, long life) {
        out.add(
                japanese
                        ? "SA[" + number + "] 状態: 確立済 寿命: " + life + "秒"
                        : "SA[" + number + "] Status: established Duration: " + life + "s");
    }

    private void ike(int number, long life) {
        head(number, life);
        int port = sa.natDetected() ? 4500 : 500;
        add("プロトコル: ", "Protocol: ", "IKEv2");
        add("ローカルホスト: ", "Local Host: ", sa.localAddress() + ":" + port);
        add("リモートホスト: ", "Remote Host: ", sa.remoteAddress() + ":" + port);
        add("暗号アルゴリズム: ", "Encryption Algorithm: ", cipher(sa.encryption()) + " PRF : " + hmac(sa.prf(), false));
        add(
                "認証アルゴリズム: ",
                "Integrity Algorithm: ",
                hmac(sa.integrity(), true) + (japanese ? " DHグループ: " : " DH Group: ") + group(sa.dhGroup()));
        end(sa.initiatorSpi() + " " + sa.responderSpi());
    }

    private void child(int number, long life, boolean sending) {
        head(number, life);
        add("送受信方向: ", "Direction: ", japanese ? (sending ? "送信" : "受信") : (sending ? "send" : "receive"));
        out.add(japanese ? "プロトコル: ESP (モード: tunnel)" : "Protocol: ESP (Mode: tunnel)");
        add("ローカルID: ", "Local ID: ", sa.localAddress() + " (IPv4_ADDR)");
        add("リモートID: ", "Remote ID: ", sa.remoteAddress() + " (IPv4_ADDR)");
        add("暗号アルゴリズム: ", "Encryption Algorithm: ", cipher(sa.childEncryption()));
        add("認証アルゴリズム: ", "Integrity Algorithm: ", hmac(sa.childIntegrity(), true) + " ESN: DISABLE");
        if (sending) {
            selector("始点", "Source");
            selector("終点", "Destination");
        }
        end("%08x".formatted(sending ? sa.childSpiOut() : sa.childSpiIn()));
    }

    private void selector(String inJapanese, String inEnglish) {
        out.add(
                japanese
                        ? inJapanese + "トラフィック セレクタ (タイプ / プロトコル / ポート / アドレス)"
                        : inEnglish + " Traffic Selector (type / protocol / port / address)");
        out.add("  IPv4-range / any / 0-65535 / 0.0.0.0-255.255.255.255");
    }

    private void end(String spi) {
        out.add("SPI: " + spi);
        out.add(
                japanese
                        ? "鍵 : ** ** ** ** **  (confidential)   ** ** ** ** **"
                        : "Key: ** ** ** ** **  (confidential)   ** ** ** ** **");
        out.add(RULE);
    }

    /** {@code AES_CBC_256} is {@code AES256_CBC} here. */
    private static String cipher(String name) {
        return switch (name) {
            case "AES_CBC_256" -> "AES256_CBC";
            case "AES_CBC_192" -> "AES192_CBC";
            case "AES_CBC_128" -> "AES128_CBC";
            case "DES3_CBC" -> "3DES_CBC";
            default -> name;
        };
    }

    /** @param truncated integrity algorithms carry the length of their check value, PRFs don't */
    private static String hmac(String name, boolean truncated) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "MD5" -> truncated ? "HMAC_MD5_96" : "HMAC_MD5";
            case "SHA1" -> truncated ? "HMAC_SHA1_96" : "HMAC_SHA1";
            case "SHA256" -> truncated ? "HMAC_SHA2_256_128" : "HMAC_SHA2_256";
            case "SHA384" -> truncated ? "HMAC_SHA2_384_192" : "HMAC_SHA2_384";
            case "SHA512" -> truncated ? "HMAC_SHA2_512_256" : "HMAC_SHA2_512";
            default -> name;
        };
    }

    private static String group(int number) {
        return switch (number) {
            case 1 -> "MODP_768";
            case 2 -> "MODP_1024";
            case 5 -> "MODP_1536";
            case 14 -> "MODP_2048";
            default -> "MODP_" + number;
        };
    }
}
