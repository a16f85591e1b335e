package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.Optional;

/** Lines of output page by page: SPACE for a page, ENTER for a line, {@code q} or Ctrl-C for the end (yamaha-rtx.md §1.5). */
final class Pager {
    private final Router router;
    private final Screen screen;
    private final Keyboard keyboard;
    private int rowsOnPage;
    private boolean quit;

    Pager(Router router, Screen screen, Keyboard keyboard) {
        this.router = router;
        this.screen = screen;
        this.keyboard = keyboard;
    }

    /** A new command has begun. */
    void reset() {
        rowsOnPage = 0;
        quit = false;
    }

    void line(String text) {
        for (String row : screen.rows(text)) {
            if (!quit) {
                row(row);
            }
        }
    }

    private void row(String row) {
        Optional<Integer> lines = router.pageLines();
        if (lines.isPresent() && rowsOnPage >= lines.get() - 1) {
            ask(lines.get());
        }
        if (!quit) {
            screen.put(row);
            screen.lineEnd();
            rowsOnPage++;
        }
    }

    private void ask(int lines) {
        String marker = Text.MORE.in(router.japanese());
        screen.put(marker);
        screen.flush();
        while (true) {
            int key = keyboard.read();
            switch (key) {
                case ' ' -> rowsOnPage = 0;
                case '\r', '\n' -> rowsOnPage = lines - 2;
                case 'q', 'Q', Keyboard.CTRL_C -> quit = true;
                default -> {
                    continue;
                }
            }
            screen.wipe(marker);
            return;
        }
    }
}
