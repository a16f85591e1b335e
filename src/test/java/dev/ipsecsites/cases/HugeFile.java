package dev.ipsecsites.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ipsecsites.cases.Answers.Answer;
import dev.ipsecsites.cli.diagnose.Input;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Diagnoses one file of a size in a process of its own, whose memory can be limited: {@code java -Xmx128m … HugeFile log 500}. By hand, for
 * the log of 100,000 lines that the article's evening would leave: {@code java -Xmx128m -cp … dev.ipsecsites.cases.HugeFile lines 100000},
 * or {@code rows 100000} for a timeline.
 */
final class HugeFile {
    private static final long MEGABYTE = 1024L * 1024;

    /** What the file goes on with, for ever. */
    private static final Map<String, String> PIECES = Map.of(
            "line", "[IKE2] receive notify NO_PROPOSAL_CHOSEN and so on without an end; ",
            "quote", "2026-01-01T00:00:00Z,PRIMARY1,\"a quote that nobody closes\n",
            "timeline", "2026-01-01T00:00:00Z,PRIMARY1,\"Auth payload doesn't match dropping this sa\"\n",
            "config", "ip filter 200040 pass 203.0.113.10 192.0.2.10 esp * *\n",
            "status", "TUNNEL[1]:\n  Interface type: IPsec\n  Current status is Offline, never connected.\n",
            "manifest", "kind: CatoSite\n");

    private HugeFile() {}

    public static void main(String[] arguments) {
        Input file = input(arguments[0], Integer.parseInt(arguments[1]));
        long start = System.nanoTime();
        List<Answer> answers = Answers.of(file);
        System.out.println(
                "answers: " + answers.stream().map(Answer::text).distinct().collect(Collectors.joining(", ")));
        System.out.println("milliseconds: " + (System.nanoTime() - start) / 1_000_000);
    }

    private static Input input(String kind, int size) {
        if (kind.equals("lines") || kind.equals("rows")) {
            byte[] file = kind.equals("lines") ? LongLog.lines(size) : LongLog.rows(size);
            return new Input(kind, false, () -> LongLog.repeated(file, file.length));
        }
        byte[] piece = kind.equals("log")
                ? LongLog.lines(10_000)
                : PIECES.getOrDefault(kind, kind).getBytes(UTF_8);
        return new Input(kind, false, () -> LongLog.repeated(piece, size * MEGABYTE));
    }
}
