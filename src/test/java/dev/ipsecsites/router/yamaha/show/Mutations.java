package dev.ipsecsites.router.yamaha.show;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Damages an answer as cables, other people's output and firmware do. */
final class Mutations {
    private static final String CHARACTERS = "0123456789 :.[]()-/#>*+継続はい接A\u0000\u001b\ufffd\r\t：";

    private Mutations() {}

    static List<String> of(String answer, Random random) {
        List<String> lines = new ArrayList<>(answer.lines().toList());
        for (int i = random.nextInt(1, 6); i > 0 && !lines.isEmpty(); i--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            switch (random.nextInt(7)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                case 3 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
                case 4 -> lines.subList(at, lines.size()).clear();
                case 5 -> {
                    int column = random.nextInt(line.length() + 1);
                    char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
                    lines.set(
                            at,
                            line.substring(0, column)
                                    + c
                                    + line.substring(Math.min(line.length(), column + random.nextInt(2))));
                }
                default -> lines.set(at, line.replaceFirst("[0-9]+", "9".repeat(random.nextInt(1, 30))));
            }
        }
        return lines;
    }
}
