package dev.ipsecsites.lab.rtx.device;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code console character}: language and encoding are one setting. */
public enum ConsoleCharset {
    ASCII("en.ascii", "ascii", false, StandardCharsets.US_ASCII),
    SJIS("ja.sjis", "sjis", true, Charset.forName("windows-31j")),
    EUC("ja.euc", "euc", true, Charset.forName("EUC-JP")),
    UTF8("ja.utf8", "utf8", true, StandardCharsets.UTF_8);

    private final String dotted;
    private final String plain;
    private final boolean japanese;
    private final Charset charset;

    ConsoleCharset(String dotted, String plain, boolean japanese, Charset charset) {
        this.dotted = dotted;
        this.plain = plain;
        this.japanese = japanese;
        this.charset = charset;
    }

    /** The keyword of {@code console character}; {@code ascii} stays a synonym on newer firmware. */
    public static ConsoleCharset of(String keyword) {
        String k = keyword.toLowerCase(Locale.ROOT);
        for (ConsoleCharset c : values()) {
            if (c.dotted.equals(k) || c.plain.equals(k)) {
                return c;
            }
        }
        throw new IllegalArgumentException("no such console character set: " + keyword);
    }

    public String keyword(Profile profile) {
        return profile.dottedCharsets() ? dotted : plain;
    }

    public boolean japanese() {
        return japanese;
    }

    public Charset charset() {
        return charset;
    }
}
