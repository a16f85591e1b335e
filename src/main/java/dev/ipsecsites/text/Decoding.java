package dev.ipsecsites.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, line by line, in which of the character sets of Japanese consoles a file is written (yamaha-rtx.md §1.6): each line that isn't
 * ASCII rules out those in which it makes no sense. A line of a Japanese mail says by itself that it is one (RFC 1468).
 */
final class Decoding {
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
    private static final Charset EUC = Charset.forName("EUC-JP");
    /** With what Windows adds to ISO-2022-JP; seven bits a byte. */
    private static final Charset MAIL = Charset.forName("x-windows-iso2022jp");

    private static final byte ESCAPE = 0x1B;

    private final List<Charset> candidates = new ArrayList<>(List.of(StandardCharsets.UTF_8, SHIFT_JIS, EUC));

    String decode(byte[] bytes, int length) {
        if (plain(bytes, length)) {
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
        if (ascii(bytes, length)) {
            return new String(bytes, 0, length, japaneseMail(bytes, length) ? MAIL : StandardCharsets.ISO_8859_1);
        }
        String best = null;
        Charset chosen = null;
        for (Charset charset : List.copyOf(candidates)) {
            String text = strictly(charset, bytes, length);
            if (text == null) {
                // The last one stays: a damaged line doesn't say that the file is something else.
                if (candidates.size() > 1) {
                    candidates.remove(charset);
                }
            } else if (best == null || (!japanese(best) && japanese(text))) {
                best = text;
                chosen = charset;
            }
        }
        if (best == null) {
            return new String(bytes, 0, length, candidates.getFirst());
        }
        if (StandardCharsets.UTF_8.equals(chosen)) {
            candidates.retainAll(List.of(StandardCharsets.UTF_8));
        }
        return best;
    }

    /** EUC is often valid Shift_JIS, but then it is half-width kana, which no router prints by itself. */
    private static boolean japanese(String text) {
        return text.chars()
                .noneMatch(c -> (c >= '\uFF61' && c <= '\uFF9F') || c == '\uFFFD' || (c >= '\uE000' && c <= '\uF8FF'));
    }

    /** Most lines are: they aren't looked at twice. */
    private static boolean plain(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0 || bytes[i] == ESCAPE) {
                return false;
            }
        }
        return true;
    }

    private static boolean ascii(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether Japanese begins in it, {@code ESC $}. What a terminal is told is {@code ESC [} and more, or {@code ESC ( B} alone. */
    private static boolean japaneseMail(byte[] bytes, int length) {
        for (int i = 0; i + 1 < length; i++) {
            if (bytes[i] == ESCAPE && bytes[i + 1] == '$') {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String strictly(Charset charset, byte[] bytes, int length) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
