package dev.ipsecsites.router.yamaha.session;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The console's character set (yamaha-rtx.md §1.6). It is a setting of the router that another administrator may change under us, so what isn't valid
 * in the expected one is tried in the others before anything is replaced.
 */
enum ConsoleCharset {
    /** In an ASCII console a Japanese description still has the bytes it was typed with, mostly Shift_JIS. */
    ASCII(Charset.forName("windows-31j")),
    SHIFT_JIS(Charset.forName("windows-31j")),
    EUC(Charset.forName("EUC-JP")),
    UTF_8(StandardCharsets.UTF_8);

    private static final List<Charset> OTHERS =
            List.of(StandardCharsets.UTF_8, Charset.forName("windows-31j"), Charset.forName("EUC-JP"));

    private final Charset charset;

    ConsoleCharset(Charset charset) {
        this.charset = charset;
    }

    /** Of the value of {@code console character}; null is a router's default, Shift_JIS on all but vRX. */
    static ConsoleCharset of(@Nullable String character) {
        return switch (character == null ? "ja.sjis" : character) {
            case "ascii", "en.ascii" -> ASCII;
            case "ja.euc", "euc" -> EUC;
            case "ja.utf8" -> UTF_8;
            default -> SHIFT_JIS;
        };
    }

    String decode(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        String expected = strictly(charset, bytes);
        if (expected != null) {
            return expected;
        }
        for (Charset other : OTHERS) {
            String text = strictly(other, bytes);
            if (text != null) {
                return text;
            }
        }
        return new String(bytes, charset);
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
