package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.diagnosis.Language;

/** What became of what can't be used, or not all of it. */
enum Note {
    EMPTY("is empty", "空のファイルです"),
    NOT_TEXT("is not text", "テキストではありません"),
    NOT_RECOGNISED(
            "is neither a Cato timeline nor output of a router nor manifests",
            "CatoのTimelineでも、ルータの出力でも、マニフェストでもありません"),
    TOO_LARGE("is too large for manifests", "マニフェストとしては大きすぎます"),
    NONE_OF_OURS("has no CatoSite, Router or RouterTunnel in it", "CatoSite、Router、RouterTunnelのどれも含まれていません"),
    NO_MESSAGE("is a timeline without a message", "メッセージのないTimelineです"),
    LONG_LINES("has lines that are too long; their ends were left out", "長すぎる行があり、その行の末尾は読み飛ばしました"),
    CROWDED(
            "has lines of more than %d routers; those of the routers that came later were left out",
            "%d台を超えるルータの行があり、後から現れたルータの行は読み飛ばしました"),
    UNREADABLE("can't be read: %s", "読み込めません: %s"),
    MISSING("there is no such file", "ファイルがありません"),
    DENIED("permission denied", "読み取りの権限がありません"),
    DIRECTORY("it is a directory", "ディレクトリです"),
    TAKEN_FOR_SITE("'%s' is no file, so it was taken for a CatoSite: %s", "'%s'というファイルはないため、CatoSiteの名前とみなしました: %s"),
    NOBODYS_TIMELINE(
            "%s: nothing in it tells which of the sites it is of, so it counts for none. Give the files of one site at a"
                    + " time, or put the site's name into the file's",
            "%s: どの拠点のものか分からないため、どの拠点の判定にも使っていません。拠点ごとにファイルを渡すか、ファイル名に拠点の名前を入れてください"),
    NOBODYS_ROUTER(
            "%s: no site of the manifests has a tunnel of it, so it isn't judged with any",
            "%s: このルータのトンネルを持つ拠点がマニフェストにないため、どの拠点の判定にも使っていません"),
    TIMELINE_ALONE(
            "Cato's timeline: nothing in it tells which of the routers it is of, so it is judged alone",
            "CatoのTimeline: どのルータのものか分からないため、単独で判定しました"),
    OUTPUT_ALONE(
            "%s: nothing in it tells which of the routers it is of, so it is judged alone. Give the files of one router at a"
                    + " time, or record them with a name in the prompt or with show environment in front",
            "%s: どのルータのものか分からないため、単独で判定しました。ルータごとにファイルを渡すか、プロンプトに名前を付けて記録するか、" + "先頭にshow environmentを付けて記録してください"),
    NEWEST_CONFIG(
            "%s: of several configurations of one router this one counts, the newest by its Reporting Date",
            "%s: 同じルータの設定が複数あるため、Reporting Dateが最も新しいこの設定を使いました"),
    LAST_CONFIG(
            "%s: of several configurations of one router this one counts, the last one given",
            "%s: 同じルータの設定が複数あるため、最後に渡されたこの設定を使いました");

    private final String english;
    private final String japanese;

    Note(String english, String japanese) {
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
}
