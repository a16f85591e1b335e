package dev.ipsecsites.router.yamaha.session;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The far end of a {@link Wire}: echoes, breaks lines at its width, turns pages and answers from a table. It exists for the raw bytes that a real
 * simulator would never send twice in the same way.
 */
final class FakeRouter implements Wire {
    static final Timeouts QUICK = new Timeouts(
            java.time.Duration.ofSeconds(2),
            java.time.Duration.ofSeconds(2),
            java.time.Duration.ofSeconds(2),
            java.time.Duration.ofSeconds(5),
            java.time.Duration.ofSeconds(2),
            java.time.Duration.ofMillis(60));

    private static final String END = "\u0000";

    private final Inbox inbox = new Inbox();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> typed = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final Charset charset;
    private String prompt;
    private int columns = 80;
    private int column;
    private String question = "";
    private volatile int segment = Integer.MAX_VALUE;

    FakeRouter(String prompt, Charset charset) {
        this.prompt = prompt;
        this.charset = charset;
        print("\r\nRTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022)\r\n\r\n" + prompt);
        Thread.ofVirtual().start(this::deliver);
    }

    FakeRouter(String prompt) {
        this(prompt, StandardCharsets.UTF_8);
    }

    /** {@code reply} is raw; {@code ~} in it is a moment's pause on the line, {@code %X%} a question that X is the name of. */
    FakeRouter on(String command, String reply) {
        answers.put(command, reply);
        return this;
    }

    FakeRouter prompt(String next) {
        prompt = next;
        return this;
    }

    FakeRouter columns(int width) {
        columns = width;
        return this;
    }

    /** Output comes in pieces of so many bytes. */
    FakeRouter segments(int bytes) {
        segment = bytes;
        return this;
    }

    /** All complete lines and single keys that were sent; passwords too. */
    List<String> typed() {
        return typed;
    }

    private void print(String text) {
        output.add(text);
    }

    private void deliver() {
        try {
            while (true) {
                String text = output.take();
                if (text.equals(END)) {
                    inbox.close();
                    return;
                }
                for (String part : text.split("~", -1)) {
                    byte[] bytes = part.getBytes(charset);
                    int step = Math.min(segment, Math.max(1, bytes.length));
                    for (int at = 0; at < bytes.length; at += step) {
                        inbox.write(bytes, at, Math.min(step, bytes.length - at));
                        LockSupport.parkNanos(20_000);
                    }
                    if (text.contains("~")) {
                        // A pause of the network, longer than the shell's own patience with a prompt.
                        LockSupport.parkNanos(15_000_000);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        if (inbox.ended()) {
            throw new IOException("closed");
        }
        for (byte b : bytes) {
            key((char) b);
        }
    }

    private void key(char c) {
        if (question.endsWith("(Y/N)") || question.startsWith("---")) {
            typed.add(String.valueOf(c));
            reply(String.valueOf(c), question.startsWith("---") ? "" : c + "\r\n");
        } else if (c == '\r') {
            String command = line.toString();
            line.setLength(0);
            column = 0;
            if (!command.isEmpty() || !question.isEmpty()) {
                typed.add(command);
            }
            reply(question.isEmpty() ? command : question + command, "\r\n");
        } else {
            line.append(c);
            if (question.isEmpty()) {
                boolean broken = (prompt.length() + column) % columns == 0 && column > 0;
                column++;
                print(broken ? "\r\n" + c : String.valueOf(c));
            }
        }
    }

    private void reply(String to, String before) {
        String answer = answers.getOrDefault(to, "");
        int mark = answer.indexOf('%');
        question = mark < 0 ? "" : answer.substring(mark + 1);
        if (answer.equals(END)) {
            print(END);
        } else if (mark < 0) {
            print(before + answer + prompt);
        } else {
            print(before + answer.substring(0, mark) + question);
        }
    }

    void hangUp() {
        print(END);
    }

    /** What is printed although nobody asked. */
    void unasked(String text) {
        print(text);
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public void close() {
        inbox.close();
    }
}
