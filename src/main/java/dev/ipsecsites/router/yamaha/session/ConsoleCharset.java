package dev.ipsecsites.router.yamaha.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The console's character set (yamaha-rtx.md §1.6). It is a setting of the router that another administrator may change under us, so what isn't valid
 * in the expected one is tried in the others before anything is replaced.
 */
enum ConsoleCharset {
    /** English: no Japanese is expected but in descriptions, with the bytes that they were typed with. */
    ASCII,
    /** Not read yet. */
    UNKNOWN,
    SHIFT_JIS(Charset.forName("windows-31j")),
    EUC(Charset.forName("EUC-JP")),
    UTF_8(StandardCharsets.UTF_8);

    private static final List<Charset> ALL =
            List.of(StandardCharsets.UTF_8, Charset.forName("windows-31j"), Charset.forName("EUC-JP"));

    private final @Nullable Charset expected;

    ConsoleCharset() {
        this.expected = null;
    }

    ConsoleCharset(Charset expected) {
        this.expected = expected;
    }

    /** Of the value of {@code console character}; null is a router's default, which differs from model to model. */
    static ConsoleCharset of(@Nullable String character) {
        return switch (character == null ? "" : character) {
            case "ascii", "en.ascii" -> ASCII;
            case "ja.euc", "euc" -> EUC;
            case "ja.utf8" -> UTF_8;
            case "ja.sjis", "sjis" -> SHIFT_JIS;
            default -> UNKNOWN;
        };
    }

    String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        String asExpected = expected == null ? null : strictly(expected, bytes);
        return asExpected == null ? guessed(bytes) : asExpected;
    }

    /** EUC is often valid Shift_JIS too, but then it is half-width kana, which no router prints by itself. */
    private static String guessed(byte[] bytes) {
        List<String> valid = ALL.stream()
                .map(charset -> strictly(charset, bytes))
                .flatMap(Stream::ofNullable)
                .toList();
        return valid.stream()
                .filter(text -> text.chars().noneMatch(c -> c >= '\uFF61' && c <= '\uFF9F'))
                .findFirst()
                .orElseGet(() -> valid.isEmpty() ? new String(bytes, StandardCharsets.US_ASCII) : valid.getFirst());
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String strictly(Charset charset, byte[] bytes) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
