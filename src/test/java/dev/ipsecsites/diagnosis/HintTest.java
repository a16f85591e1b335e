package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintTest {
    @ParameterizedTest
    @CsvSource({
        "auth payload, 'initiator: auth payload doesn''t match', true",
        "auth payload, 'authpayload', false",
        "現在使用できません, 'トンネルは現在使用できません。', true",
        "x, 'a b x', true",
        "x, '', false",
        "licen, lice, false"
    })
    void isInALineThatHoldsItAsItStands(String piece, String line, boolean in) {
        assertThat(new Hint(piece).isIn(new Hint.Line(line))).isEqualTo(in);
    }

    @Test
    void neverMissesAPieceWhateverTheLineIsMadeOf() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String line = random.ints(1 + random.nextInt(200), 1, 0x3100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            int from = random.nextInt(line.length());
            String piece = line.substring(from, from + random.nextInt(line.length() - from) + 1);
            assertThat(new Hint(piece).isIn(new Hint.Line(line))).isTrue();
        }
    }
}
