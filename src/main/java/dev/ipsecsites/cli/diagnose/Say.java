package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Language;
import org.jspecify.annotations.Nullable;

/** The words around a diagnosis. */
enum Say {
    NOTHING("Nothing wrong is found.", "問題は見つかりませんでした。"),
    MORE(" %d more below.", "他に%d件あります。"),
    NUMBERED("Tunnel %s", "トンネル%s"),
    EVIDENCE("Evidence", "根拠"),
    AGAINST("Against it", "合わない点"),
    REMEDY("What to do", "対処"),
    NEXT("What to look at next", "次に確認すること"),
    REPAIRABLE("The operator can repair this itself (repair.mode).", "オペレーターが自動で修復できます(repair.mode)。"),
    NOT_YET(
            "It isn't up, and the operator has no cause yet: a tunnel is given time before one is looked for.",
            "トンネルは接続されておらず、オペレーターはまだ原因を特定していません(しばらく待ってから調べ始めます)。"),
    LOOK_AGAIN(
            "The same command again after the Router's commit.verifyWithin, 3 minutes by default; a timeline downloaded from Cato tells sooner.",
            "Routerのcommit.verifyWithin(初期値は3分)が過ぎてから同じコマンドを実行してください。Catoから取得したTimelineを渡せば早く分かります。"),
    READ_MORE("More: ipsec-sites explain %s", "詳しくは: ipsec-sites explain --lang ja %s"),
    FILES("Read", "読み込んだファイル"),
    AS_WRITTEN("%s", "(英語の原文) %s"),
    CONDITIONS("Conditions", "コンディション(文面はオペレーターが書いた英語の原文)"),
    CHECKS("Checks", "確認項目(右端はオペレーターが書いた英語の原文)"),
    EVENTS("Events", "イベント(英語の原文)"),
    TUNNELS("Tunnels", "トンネル");

    private final String english;
    private final String japanese;

    Say(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
    }

    String in(Language language, Object... values) {
        return form(language).formatted(values);
    }

    /** The sentence with its places still open. */
    String form(Language language) {
        return language == Language.JAPANESE ? japanese : english;
    }

    /** How sure, and where, behind a cause; the word of the API stays beside the reader's. */
    static String howSure(String confidence, @Nullable String end, Language language) {
        if (language == Language.ENGLISH) {
            return " (" + confidence + (end == null ? "" : ", at " + end) + ")";
        }
        String sure = switch (confidence) {
            case "Certain" -> "確実/Certain";
            case "Likely" -> "可能性が高い/Likely";
            case "Possible" -> "可能性あり/Possible";
            default -> confidence;
        };
        return " (" + sure + (end == null ? "" : "、" + where(end)) + ")";
    }

    private static String where(String end) {
        return switch (end) {
            case "Router" -> "ルータ側";
            case "Cato" -> "Cato側";
            case "Path" -> "経路";
            case "Manifest" -> "マニフェスト";
            default -> end;
        };
    }
}
