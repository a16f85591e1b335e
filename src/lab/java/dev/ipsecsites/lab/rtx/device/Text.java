package dev.ipsecsites.lab.rtx.device;

/** Sentences of the console that exist in both languages; errors carry their prefix. Evidence: yamaha-rtx.md §2 and its README. */
public enum Text {
    UNKNOWN_COMMAND("Error: Invalid command name", "エラー: コマンド名を確認してください"),
    KEYWORD("Error: Illegal keyword", "エラー: パラメータのキーワードが認識できません"),
    ADMIN_ONLY("Error: Administrator use only", "エラー: このコマンドは管理レベルでのみ使用できます"),
    ARITY("Error: Insufficient or too many parameters", "エラー: パラメータの数が不適当です"),
    RANGE("Error: Parameter out of range", "エラー: パラメータが範囲を越えています"),
    INTEGER("Error: Parameter must be an integer", "エラー: パラメータは整数で指定してください"),
    ADDRESS("Error: Unrecognized IP address parameter", "エラー: IPアドレスが認識できません"),
    CONTEXT("Error: Execute pp select command beforehand", "エラー: このコマンドは相手を選択してから実行してください"),
    WRONG_PASSWORD("Error: Incorrect password", "エラー: パスワードが間違っています"),
    BUSY("Error: Configuration is being updated", "エラー: 設定を更新中です"),
    NO_SUCH_FILE("Error: File not found", "エラー: ファイルが見つかりません"),
    NO_SUCH_SA("Error: SA not found", "エラー: SAが見つかりません"),
    NO_SUCH_USER("Error: User not found", "エラー: ユーザーが見つかりません"),
    SAVE_QUESTION("Save new configuration ? (Y/N)", "新しい設定を保存しますか? (Y/N)"),
    SAVING("Saving ... ", "セーブ中... "),
    SAVED(" Done .", " 終了"),
    MORE("---more---", "---つづく---"),
    SEARCHING("Searching ...", "検索中..."),
    KEY_EXISTS("Host key already exists. Generate new one ? (Y/N)", "ホスト鍵は既に存在しています。新しい鍵を生成しますか? (Y/N)"),
    KEY_GENERATING("Generating public/private dsa and rsa key pair ...", "DSA、RSA鍵ペアを生成中..."),
    KEY_GENERATED("done", "終了"),
    ;

    private final String english;
    private final String japanese;

    Text(String english, String japanese) {
        this.english = english;
        this.japanese = japanese;
    }

    public String in(boolean inJapanese) {
        return inJapanese ? japanese : english;
    }
}
