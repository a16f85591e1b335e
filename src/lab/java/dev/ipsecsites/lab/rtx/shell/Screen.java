package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.state.Faults;
import dev.ipsecsites.lab.rtx.state.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Characters to the client: in the console's character set, cut at the console's columns wherever that falls (yamaha-rtx.md §0.3). */
final class Screen {
    private final Router router;
    private final OutputStream out;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Runnable cut;
    private int column;
    private volatile boolean held;

    Screen(Router router, OutputStream out, Runnable cut) {
        this.router = router;
        this.out = out;
        this.cut = cut;
    }

    /** Text without line ends. */
    void put(String text) {
        text.codePoints().forEach(c -> {
            int width = width(c);
            if (column + width > router.columns()) {
                lineEnd();
            }
            column += width;
            pending.writeBytes(Character.toString(c).getBytes(router.charset().charset()));
        });
    }

    void lineEnd() {
        pending.writeBytes(new byte[] {'\r', '\n'});
        column = 0;
    }

    void bell() {
        pending.write(7);
    }

    /** Takes back what was typed last. */
    void erase(int codePoint) {
        int width = width(codePoint);
        pending.writeBytes("\b".repeat(width).getBytes(StandardCharsets.US_ASCII));
        pending.writeBytes(" ".repeat(width).getBytes(StandardCharsets.US_ASCII));
        pending.writeBytes("\b".repeat(width).getBytes(StandardCharsets.US_ASCII));
        column = Math.max(0, column - width);
    }

    /** Over the pager's marker: to column 0, blanks, to column 0 again (yamaha-rtx.md §1.5). */
    void wipe(String marker) {
        int width = marker.codePoints().map(Screen::width).sum();
        pending.write('\r');
        pending.writeBytes(" ".repeat(width).getBytes(StandardCharsets.US_ASCII));
        pending.write('\r');
        column = 0;
    }

    /** As it is. */
    void plain(String text) {
        pending.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        column = 0;
    }

    /** A line of output as the rows that it takes. */
    List<String> rows(String line) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int used = 0;
        for (int c : line.codePoints().toArray()) {
            int width = width(c);
            if (used + width > router.columns()) {
                rows.add(row.toString());
                row.setLength(0);
                used = 0;
            }
            row.appendCodePoint(c);
            used += width;
        }
        rows.add(row.toString());
        return rows;
    }

    /** Kanji and kana take two columns, half-width kana one. */
    static int width(int c) {
        return c < 0x1100 || (c >= 0xFF61 && c <= 0xFF9F) ? 1 : 2;
    }

    /** Ctrl-S and Ctrl-Q. */
    void hold(boolean on) {
        synchronized (pending) {
            held = on;
            pending.notifyAll();
        }
    }

    /** Sends what has gathered, as far as the faults let it. */
    void flush() {
        try {
            synchronized (pending) {
                while (held) {
                    pending.wait();
                }
            }
            byte[] bytes = pending.toByteArray();
            pending.reset();
            send(bytes, router.faults());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hangup("interrupted");
        } catch (IOException e) {
            throw new Hangup("client is gone");
        }
    }

    private void send(byte[] bytes, Faults faults) throws IOException {
        int allowed = faults.admit(bytes.length);
        out.write(bytes, 0, allowed);
        out.flush();
        if (faults.takeCut()) {
            cut.run();
            throw new Hangup("cut");
        }
    }
}
