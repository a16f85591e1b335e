package dev.ipsecsites.cases;

import dev.ipsecsites.cli.diagnose.FileEvidence;
import dev.ipsecsites.cli.diagnose.Input;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.generators.core.BenchmarkGenerator;
import org.openjdk.jmh.generators.core.FileSystemDestination;
import org.openjdk.jmh.generators.reflection.RFGeneratorSource;

/**
 * How long a diagnosis of a long router log, or of a long timeline, takes, from the bytes of the file to the causes, in a process of 128 MiB:
 * {@code mvn -Pbenchmark}. Once cold, as on the command line ({@code SingleShotTime}), and warm, as in the operator.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DiagnosisBenchmark {
    private static final String SMALL = "-Xmx128m";
    private static final String PLAIN = "-XX:+UseSerialGC";
    /** As the command's script starts it. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    @Param({"router.log", "timeline.csv"})
    private String file = "";

    @Param("100000")
    private int lines;

    private byte[] log = {};

    @Setup
    public void write() {
        log = file.equals("router.log") ? LongLog.lines(lines) : LongLog.rows(lines);
    }

    private List<Diagnosis> diagnose() {
        Input input = new Input(file, false, () -> new ByteArrayInputStream(log));
        return FileEvidence.read(List.of(input)).diagnose(Language.ENGLISH);
    }

    @Benchmark
    @Fork(
            value = 5,
            jvmArgsAppend = {SMALL, PLAIN, QUICK})
    @BenchmarkMode(Mode.SingleShotTime)
    public List<Diagnosis> cold() {
        return diagnose();
    }

    @Benchmark
    @Fork(
            value = 2,
            jvmArgsAppend = {SMALL, PLAIN})
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 2, time = 5)
    @Measurement(iterations = 3, time = 5)
    public List<Diagnosis> warm() {
        return diagnose();
    }

    /** Makes what JMH needs beside a benchmark, without an annotation processor in everybody's build, and runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path made = Files.createTempDirectory("benchmark");
        int exit;
        try {
            exit = run(made, arguments);
        } finally {
            delete(made);
        }
        System.exit(exit);
    }

    private static int run(Path made, String... arguments) throws IOException, InterruptedException {
        RFGeneratorSource source = new RFGeneratorSource();
        source.processClasses(DiagnosisBenchmark.class);
        FileSystemDestination destination = new FileSystemDestination(made.toFile(), made.toFile());
        BenchmarkGenerator generator = new BenchmarkGenerator();
        generator.generate(source, destination);
        generator.complete(source, destination);
        if (destination.hasErrors()) {
            throw new IllegalStateException(destination.getErrors().toString());
        }
        compile(made);
        String path = made + File.pathSeparator + System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                path,
                "org.openjdk.jmh.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void compile(Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = Files.walk(directory);
                var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", directory.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("what JMH generated doesn't compile");
            }
        }
    }
}
