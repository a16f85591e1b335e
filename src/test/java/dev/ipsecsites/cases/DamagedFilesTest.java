package dev.ipsecsites.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.cli.diagnose.FileEvidence;
import dev.ipsecsites.cli.diagnose.Input;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cases' files with bytes knocked about and files of other cases among them: the readers and the engine never throw, never hang, and
 * say only what can be printed. {@code -Ddamaged.seed=N}, {@code -Ddamaged.count=N}.
 */
@Order(14)
class DamagedFilesTest {
    private static final long SEED = Long.getLong("damaged.seed", 20_260_102L);
    private static final int COUNT = Integer.getInteger("damaged.count", 600);

    private final Random random = new Random(SEED);

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFilesAreReadOrReportedAndNothingElse() throws IOException {
        List<byte[]> files = files();
        for (int i = 0; i < COUNT; i++) {
            List<Input> inputs = new ArrayList<>();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                byte[] content = damaged(files.get(random.nextInt(files.size())), files);
                inputs.add(new Input("file" + n, random.nextInt(8) == 0, () -> new ByteArrayInputStream(content)));
            }
            judge(i, inputs);
        }
        System.out.println("damaged files: " + COUNT + " sets, seed " + SEED + ", no exception");
    }

    private void judge(int i, List<Input> inputs) {
        Language language = random.nextBoolean() ? Language.ENGLISH : Language.JAPANESE;
        List<Diagnosis> found;
        try {
            FileEvidence evidence = FileEvidence.read(inputs);
            found = evidence.diagnose(language);
            assertThat(evidence.files()).hasSameSizeAs(inputs);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("set " + i + " of seed " + SEED, e);
        }
        for (Diagnosis each : found) {
            String said = each.summary() + each.remedy() + each.evidence() + each.against() + each.next();
            assertThat(said.chars().filter(Character::isISOControl).filter(c -> c != '\n'))
                    .as("set %s of seed %s: %s", i, SEED, each.cause())
                    .isEmpty();
            assertThat(each.summary()).isNotBlank();
            assertThat(each.remedy()).isNotBlank();
        }
    }

    private static List<byte[]> files() throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (var cases = Files.walk(CaseLabel.directory(), 2)) {
            for (Path file : cases.filter(Files::isRegularFile)
                    .filter(file -> !CaseLabel.directory().equals(file.getParent()))
                    .sorted()
                    .toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all;
    }

    private byte[] damaged(byte[] whole, List<byte[]> others) {
        byte[] content = whole.clone();
        for (int steps = random.nextInt(1, 6); steps > 0 && content.length > 0; steps--) {
            int at = random.nextInt(content.length);
            int to = Math.min(content.length, at + random.nextInt(1, 200));
            content = switch (random.nextInt(7)) {
                case 0 -> Arrays.copyOf(content, at);
                case 1 -> joined(Arrays.copyOf(content, at), Arrays.copyOfRange(content, to, content.length));
                case 2 -> joined(Arrays.copyOf(content, to), Arrays.copyOfRange(content, at, content.length));
                case 3 -> joined(content, others.get(random.nextInt(others.size())));
                case 4 -> {
                    byte[] noise = new byte[random.nextInt(1, 40)];
                    random.nextBytes(noise);
                    yield joined(
                            joined(Arrays.copyOf(content, at), noise), Arrays.copyOfRange(content, at, content.length));
                }
                case 5 -> {
                    content[at] ^= (byte) (1 << random.nextInt(8));
                    yield content;
                }
                default -> {
                    Arrays.fill(content, at, to, (byte) "\"\n,:[ 9#".charAt(random.nextInt(8)));
                    yield content;
                }
            };
        }
        return content;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
