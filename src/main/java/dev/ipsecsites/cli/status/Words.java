package dev.ipsecsites.cli.status;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.diagnosis.Language;
import org.jspecify.annotations.Nullable;

/** The words of a drawing, and of what else is said of a site. States keep the words of the API in English. */
public record Words(Language language) {
    private String of(String english, String japanese) {
        return language == Language.JAPANESE ? japanese : english;
    }

    String ready(@Nullable Boolean ready) {
        if (ready == null) {
            return of("not known yet", "未確認");
        }
        return ready ? of("ready", "正常") : of("not ready", "異常");
    }

    String notRedundant() {
        return of("not redundant", "冗長性なし");
    }

    public String state(TunnelState state) {
        return language == Language.ENGLISH
                ? state.wire()
                : switch (state) {
                    case UP -> "接続";
                    case DOWN -> "切断";
                    case NEGOTIATING -> "ネゴシエーション中";
                    default -> "不明";
                };
    }

    public String tunnel(@Nullable Integer number) {
        return number == null ? "" : of("tunnel ", "トンネル") + number;
    }

    public String router() {
        return of("router", "ルータ");
    }

    String byHand() {
        return of("router by hand", "手動設定のルータ");
    }

    String active() {
        return of("carries the traffic", "通信中");
    }

    public String flaps(int flaps) {
        return of("flaps " + flaps, "切断" + flaps + "回");
    }

    String siteId(String id) {
        return of("site ", "拠点ID ") + id;
    }

    String legend() {
        return of("* carries the traffic", "* 通信を運んでいるトンネル");
    }
}
