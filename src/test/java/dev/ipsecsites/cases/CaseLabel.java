package dev.ipsecsites.cases;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a table of labels ({@code src/test/resources/diagnosis/README.md}).
 *
 * @param tunnel {@code primary}, {@code secondary} or a tunnel number; null where the tunnel isn't judged
 * @param besides causes that are true as well, behind the first answer
 * @param also further answers, {@code Cause Confidence}; {@code none} for nothing wrong
 */
record CaseLabel(
        @JsonProperty("case") String name,
        @JsonProperty("cause") List<String> causes,
        @Nullable String tunnel,
        @JsonProperty("confidence") @Nullable List<String> confidences,
        @JsonProperty("or") @Nullable List<String> also,
        @Nullable List<String> besides,
        String why) {
    static final String NOTHING = "none";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** All labels of all tables. */
    static List<CaseLabel> all() throws IOException {
        List<CaseLabel> all = new ArrayList<>();
        try (var files = Files.list(directory())) {
            for (Path table : files.filter(file -> file.getFileName().toString().matches("labels-.*\\.yaml"))
                    .sorted()
                    .toList()) {
                all.addAll(List.of(YAML.readValue(table.toFile(), CaseLabel[].class)));
            }
        }
        return all;
    }

    /** Where the cases are. */
    static Path directory() {
        URL readme = Objects.requireNonNull(CaseLabel.class.getResource("/diagnosis/README.md"));
        try {
            return Objects.requireNonNull(Path.of(new URI(readme.toString())).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path files() {
        return directory().resolve(name);
    }

    /** {@code Cause Confidence}, or {@code none}: every answer that is right. */
    Set<String> answers() {
        Set<String> answers = new LinkedHashSet<>();
        for (String cause : causes) {
            if (cause.equals(NOTHING)) {
                answers.add(NOTHING);
            } else {
                Objects.requireNonNull(confidences, name).forEach(confidence -> answers.add(cause + " " + confidence));
            }
        }
        if (also != null) {
            answers.addAll(also);
        }
        return answers;
    }
}
