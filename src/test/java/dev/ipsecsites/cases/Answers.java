package dev.ipsecsites.cases;

import dev.ipsecsites.cli.diagnose.FileEvidence;
import dev.ipsecsites.cli.diagnose.Input;
import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code ipsec-sites diagnose} makes of files. */
final class Answers {
    private Answers() {}

    /** One diagnosis, as far as labels judge it. */
    record Answer(String cause, String confidence, String tunnel) {
        static Answer of(Diagnosis diagnosis) {
            String tunnel = diagnosis.tunnel();
            return new Answer(diagnosis.cause().word(), diagnosis.confidence().word(), tunnel == null ? "" : tunnel);
        }

        /** {@code Cause Confidence}. */
        String text() {
            return cause + " " + confidence;
        }
    }

    static List<Answer> of(Input... files) {
        return FileEvidence.read(List.of(files)).diagnose(Language.ENGLISH).stream()
                .map(Answer::of)
                .toList();
    }

    static List<Answer> of(Path file) {
        return of(Input.of(file));
    }

    /** The files of a case, as somebody would give them: each is recognised by its content. */
    static List<Answer> ofCase(Path directory) throws IOException {
        List<Input> inputs = new ArrayList<>();
        try (var files = Files.list(directory)) {
            files.sorted().forEach(file -> inputs.add(Input.of(file)));
        }
        return of(inputs.toArray(Input[]::new));
    }
}
