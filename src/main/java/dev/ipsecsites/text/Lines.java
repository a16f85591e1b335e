package dev.ipsecsites.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of any size, in any encoding that routers, consoles, spreadsheets and mails have: UTF-8, Shift_JIS, EUC-JP,
 * ISO-2022-JP, UTF-16. Never holds more than one line, and of a line never more than {@value #LONGEST} bytes.
 */
public final class Lines implements Closeable {
    static final int LONGEST = 64 * 1024;

    private static final int HEAD = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[LONGEST];
    private int position;
    private int limit;
    private final @Nullable Charset wide;
    private final Decoding decoding = new Decoding();
    private final byte[] pair = new byte[2];
    private byte[] line = new byte[1024];
    private boolean cut;
    private boolean endedInALine;
    /** What ends a line: a terminal may have written CR alone, but between line feeds a CR is what a pager left (yamaha-rtx.md §1.5). */
    private final char end;

    private Lines(InputStream in) throws IOException {
        this.in = in;
        this.limit = in.readNBytes(buffer, 0, HEAD);
        byte[] head = Arrays.copyOf(buffer, limit);
        this.wide = wide(head);
        if (wide == null && contains(head, (byte) 0)) {
            throw new NotText("is not text");
        }
        this.position = mark(head);
        this.end = contains(head, (byte) '\n') || !contains(head, (byte) '\r') ? '\n' : '\r';
    }

    /** The file holds something else than text. */
    public static final class NotText extends IOException {
        private static final long serialVersionUID = 1L;

        NotText(String message) {
            super(message);
        }
    }

    public static Lines of(InputStream in) throws IOException {
        return new Lines(in);
    }

    private static @Nullable Charset wide(byte[] head) {
        if (starts(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(head, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                zeros[i % 2]++;
            }
        }
        // Without a mark: text that is mostly ASCII has every other byte zero, always on the same side.
        if (zeros[0] == 0 && zeros[1] > head.length / 3) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[1] == 0 && zeros[0] > head.length / 3 ? StandardCharsets.UTF_16BE : null;
    }

    /** Length of the byte order mark. */
    private static int mark(byte[] head) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return 3;
        }
        return starts(head, 0xFF, 0xFE) || starts(head, 0xFE, 0xFF) ? 2 : 0;
    }

    private static boolean starts(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The next line without its end; null after the last. */
    public @Nullable String next() throws IOException {
        return wide == null ? ofBytes() : ofPairs(wide);
    }

    private @Nullable String ofBytes() throws IOException {
        int length = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int at = position;
            while (at < limit && buffer[at] != end) {
                at++;
            }
            length = append(length, buffer, position, at - position);
            position = at;
            if (at < limit) {
                position++;
                endedInALine = false;
                return text(length);
            }
        }
        endedInALine = length > 0;
        return any ? text(length) : null;
    }

    private @Nullable String ofPairs(Charset wide) throws IOException {
        boolean little = wide.equals(StandardCharsets.UTF_16LE);
        int length = 0;
        boolean any = false;
        while (true) {
            int first = read();
            int second = first >= 0 ? read() : 0;
            if (first < 0 || second < 0) {
                endedInALine = length > 0;
                return any ? text(length) : null;
            }
            any = true;
            if ((little ? first : second) == end && (little ? second : first) == 0) {
                endedInALine = false;
                return text(length);
            }
            pair[0] = (byte) first;
            pair[1] = (byte) second;
            length = append(length, pair, 0, 2);
        }
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            position = 0;
        }
        return position < limit;
    }

    private int read() throws IOException {
        return fill() ? buffer[position++] & 0xFF : -1;
    }

    private int append(int length, byte[] from, int start, int count) {
        int kept = Math.min(count, LONGEST - length);
        cut |= kept < count;
        if (length + kept > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(length + kept, line.length * 2)));
        }
        System.arraycopy(from, start, line, length, kept);
        return length + kept;
    }

    private String text(int length) {
        String text = wide == null ? decoding.decode(line, length) : new String(line, 0, length, wide);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(0, end);
    }

    /** A line was longer than can be, and what stood behind was left out. */
    public boolean cut() {
        return cut;
    }

    /** The file ends in the middle of a line. */
    public boolean endedInALine() {
        return endedInALine;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
