package dev.ipsecsites.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said in Japanese has one vocabulary, the article's, and its way of writing: no space between Japanese and Latin, half-width
 * parentheses. 拠点 is the place in the field, Site the object at Cato.
 */
class JapaneseTest {
    private static final String JA = "[\\u3005\\p{IsHiragana}\\p{IsKatakana}ー\\p{IsHan}、。「」]";

    /** Each with what the article says instead. */
    private static final Pattern OTHER_WORDS = Pattern.compile(
            "サイト" // 拠点, Site
                    + "|フィルター" // フィルタ, and so on: no long vowel at the end
                    + "|プロバイダー|ルーター|ユーザー|サーバー|パラメーター|セレクター|カウンター|ディスクリプター"
                    + "|インターフェ[ーイ]ス" // インタフェース, as the router prints it
                    + "|寿命" // ライフタイム
                    + "|完全性" // 認証アルゴリズム
                    + "|管理画面" // CMA
                    + "|タイムライン" // Timeline
                    + "|インターネット" // Internet
                    + "|交渉|折衝" // ネゴシエーション
                    + "|既定" // 初期値
                    + "|わか[らり]" // 分か
                    + "|ほか[のには]" // 他
                    + "|Event(?=[\\p{IsHiragana}])" // イベント
                    + "|[（）]");

    private static final Pattern SPACES =
            Pattern.compile(JA + " +(?:[A-Za-z0-9(<`\\[]|" + JA + ")|[A-Za-z0-9)>`\\]%] +" + JA);

    /** Commands keep the router's own spaces. */
    private static final Pattern CODE = Pattern.compile("`[^`]+`");

    static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(Path.of("src/main/resources/dev/ipsecsites/diagnosis/texts_ja.properties"));
        for (String folder : List.of("src/main/resources/runbook/ja", "src/main/java/dev/ipsecsites/cli")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasTheArticlesWordsAndNoOthers(Path file) throws IOException {
        assertThat(Files.readAllLines(file).stream()
                        .filter(line -> OTHER_WORDS.matcher(line).find()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWrittenInOneWay(Path file) throws IOException {
        boolean commands = false;
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            commands ^= line.startsWith("```");
            String said = commands
                    ? line.replaceFirst("^[^#]*(?:#|$)", "")
                    : CODE.matcher(line).replaceAll("`");
            if (SPACES.matcher(said).find()) {
                wrong.add(line);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
