package dev.ipsecsites.router.yamaha;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Damages an answer as cables, pagers, character sets and other people's output do. Nothing that it inserts says that a tunnel is up, and
 * no single step makes one word of the router's into another: what was destroyed stays destroyed.
 */
final class Damage {
    private static final String CHARACTERS =
            "0123456789 :.,[](){}|-_/\\#>*+\"'?xQZ継続設定ﾃ№\u0000\u0007\u001b\u200e\ufeff\ufffd\ud83d\r\t：";
    private static final List<String> FOREIGN = List.of(
            "---more---",
            "---つづく---             \r",
            "Error: Invalid command name",
            "エラー: コマンド名を確認してください",
            "2026/01/01 00:00:00: Login succeeded for SSH: 192.168.100.2 admin",
            "PP[01]:",
            "Total: isakmp:0 send:0 recv:0",
            "",
            "# ",
            "=".repeat(300),
            "\u001b[2J\u001b[H",
            "Save new configuration ? (Y/N)");

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** A copy with one to {@code most} things wrong. */
    List<String> of(List<String> answer, int most) {
        List<String> lines = new ArrayList<>(answer);
        for (int i = random.nextInt(1, most + 1); i > 0; i--) {
            if (lines.isEmpty()) {
                lines.add(foreign());
            } else {
                once(lines);
            }
        }
        return lines;
    }

    private String foreign() {
        return FOREIGN.get(random.nextInt(FOREIGN.size()));
    }

    private void once(List<String> lines) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(13)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, line.substring(0, column(line)));
            case 4 -> lines.subList(at, lines.size()).clear();
            case 5 -> lines.set(at, typedOver(line));
            case 6 -> lines.set(at, line.replaceFirst("[0-9]+", "9".repeat(random.nextInt(1, 30))));
            case 7 -> lines.add(at, foreign());
            case 8 -> {
                int column = column(line);
                lines.set(at, line.substring(0, column));
                lines.add(at + 1, line.substring(column));
            }
            case 9 -> {
                if (at + 1 < lines.size()) {
                    lines.set(at, line + lines.remove(at + 1));
                }
            }
            case 10 -> lines.set(at, line.repeat(random.nextInt(2, 12)));
            case 11 -> lines.subList(0, at).clear();
            default -> lines.set(at, " ".repeat(random.nextInt(5)) + line.strip() + "\r".repeat(random.nextInt(2)));
        }
    }

    private int column(String line) {
        return random.nextInt(line.length() + 1);
    }

    private String typedOver(String line) {
        int column = column(line);
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        return line.substring(0, column) + c + line.substring(Math.min(line.length(), column + random.nextInt(3)));
    }
}
