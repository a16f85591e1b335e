package dev.ipsecsites.lab.rtx.shell;

import dev.ipsecsites.lab.rtx.command.Grammar;
import dev.ipsecsites.lab.rtx.grammar.CommandLine;
import dev.ipsecsites.lab.rtx.grammar.Token;
import dev.ipsecsites.lab.rtx.state.Router;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** One line being typed: echo, corrections, {@code ?}, TAB, Ctrl-C, history (yamaha-rtx.md §1.4). CR ends it, LF ends it, so CRLF ends two. */
final class LineEditor {
    /** Longest command line. */
    private static final int MAX = 4095;

    private final Router router;
    private final Grammar grammar;
    private final Screen screen;
    private final Keyboard keyboard;
    private final Queue<String> notices;
    private final EditingKeys editingKeys = new EditingKeys();
    private final StringBuilder line = new StringBuilder();
    private final ByteBuffer undecoded = ByteBuffer.allocate(8);
    private CharsetDecoder decoder;
    private List<String> history = List.of();
    private int inHistory;
    private String prompt = "";

    /** @param notices lines that come in from aside */
    LineEditor(Router router, Grammar grammar, Screen screen, Keyboard keyboard, Queue<String> notices) {
        this.notices = notices;
        this.router = router;
        this.grammar = grammar;
        this.screen = screen;
        this.keyboard = keyboard;
        decoder = newDecoder();
    }

    private CharsetDecoder newDecoder() {
        return router.charset()
                .charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Prints the prompt and reads up to Enter; an aborted line is empty. */
    String read(String withPrompt, List<String> earlier) {
        prompt = withPrompt;
        history = earlier;
        inHistory = earlier.size();
        line.setLength(0);
        undecoded.clear();
        decoder = newDecoder();
        editingKeys.reset();
        screen.put(prompt);
        while (true) {
            screen.flush();
            int b = keyboard.readOrNotice();
            switch (b) {
                case Keyboard.NOTICE -> notices();
                case '\r', '\n' -> {
                    screen.lineEnd();
                    return line.toString();
                }
                case Keyboard.CTRL_C -> {
                    screen.lineEnd();
                    return "";
                }
                default -> key(b);
            }
        }
    }

    /** What has happened meanwhile, then the line again. */
    private void notices() {
        String notice = notices.poll();
        if (notice == null) {
            return;
        }
        screen.lineEnd();
        for (; notice != null; notice = notices.poll()) {
            screen.put(notice);
            screen.lineEnd();
        }
        screen.put(prompt);
        screen.put(line.toString());
    }

    private void key(int b) {
        switch (editingKeys.of(b)) {
            case KEY -> plainKey(b);
            case PART -> {}
            case UP -> recall(-1);
            case DOWN -> recall(1);
            case OTHER -> screen.bell();
        }
    }

    private void plainKey(int b) {
        switch (b) {
            case 8, 127 -> erase();
            case 21 -> eraseAll();
            case 18 -> redraw();
            case 16 -> recall(-1);
            case 14 -> recall(1);
            case '\t' -> complete();
            case '?' -> {
                if (CommandLine.protectedAtEnd(line.toString())) {
                    type(b);
                } else {
                    help();
                }
            }
            default -> {
                if (b >= ' ') {
                    type(b);
                }
            }
        }
    }

    private void type(int b) {
        undecoded.put((byte) b);
        undecoded.flip();
        CharBuffer chars = CharBuffer.allocate(8);
        decoder.decode(undecoded, chars, false);
        undecoded.compact();
        chars.flip();
        if (!chars.isEmpty()) {
            insert(chars.toString());
        }
    }

    private void insert(String text) {
        if (line.length() + text.length() > MAX) {
            screen.bell();
            return;
        }
        line.append(text);
        screen.put(text);
    }

    private void erase() {
        if (line.length() > 0) {
            int last = line.codePointBefore(line.length());
            line.setLength(line.length() - Character.charCount(last));
            screen.erase(last);
        }
    }

    private void eraseAll() {
        while (line.length() > 0) {
            erase();
        }
    }

    private void redraw() {
        screen.lineEnd();
        screen.put(prompt);
        screen.put(line.toString());
    }

    private void recall(int step) {
        int target = inHistory + step;
        if (target < 0 || target > history.size()) {
            screen.bell();
            return;
        }
        inHistory = target;
        eraseAll();
        insert(target == history.size() ? "" : history.get(target));
    }

    private String partial() {
        String typed = line.toString();
        return typed.substring(typed.lastIndexOf(' ') + 1);
    }

    private Grammar.Completions completions() {
        String typed = line.toString();
        List<Token> words = CommandLine.of(
                        typed.substring(0, typed.length() - partial().length()))
                .words();
        return grammar.completions(words, partial());
    }

    /** {@code ?} answers at once and gives the line back (yamaha-rtx.md §1.4). */
    private void help() {
        Grammar.Completions all = completions();
        screen.lineEnd();
        List<String> shown = new ArrayList<>(all.words());
        shown.addAll(all.hints());
        screen.put("? " + String.join(" ", shown));
        redraw();
    }

    /** As far as one word of the grammar can be meant; nothing where it could as well be a number or a name. */
    private void complete() {
        Grammar.Completions all = completions();
        List<String> words = all.words();
        if (words.isEmpty() || (partial().isEmpty() && !all.hints().isEmpty())) {
            screen.bell();
            return;
        }
        String common = words.getFirst();
        for (String w : words) {
            while (!w.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        String rest = common.substring(Math.min(common.length(), partial().length()));
        insert(words.size() == 1 ? rest + " " : rest);
    }
}
