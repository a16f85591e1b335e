package dev.ipsecsites.cases;

import dev.ipsecsites.cases.Answers.Answer;
import dev.ipsecsites.diagnosis.Confidence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** All labelled cases through the command line. What counts as right: {@code src/test/resources/diagnosis/README.md}. */
class DiagnosisCasesTest {
    private static final double ENOUGH = 0.95;

    @Test
    void theCasesAreDiagnosedAsTheyAreLabelled() throws IOException {
        List<CaseLabel> labels = CaseLabel.all();
        List<String> wrong = new ArrayList<>();
        List<String> confidentlyWrong = new ArrayList<>();
        for (CaseLabel label : labels) {
            List<Answer> answers = Answers.ofCase(label.files());
            if (!right(label, answers)) {
                wrong.add(label.name() + ": " + answers + " instead of " + label.answers());
            }
            if (answers.stream().anyMatch(answer -> confidentlyWrong(label, answer))) {
                confidentlyWrong.add(label.name() + ": " + answers + " instead of " + label.answers());
            }
        }
        System.out.printf(
                "diagnosis cases: %d labelled, %d right, %d confidently wrong%n",
                labels.size(), labels.size() - wrong.size(), confidentlyWrong.size());
        SoftAssertions.assertSoftly(all -> {
            all.assertThat(confidentlyWrong).as("confidently wrong").isEmpty();
            all.assertThat(wrong).as("wrong").hasSizeLessThanOrEqualTo((int) (labels.size() * (1 - ENOUGH)));
        });
    }

    private static boolean right(CaseLabel label, List<Answer> answers) {
        if (answers.isEmpty()) {
            return label.answers().contains(CaseLabel.NOTHING);
        }
        Answer first = answers.getFirst();
        return label.answers().contains(first.text()) && ofTunnel(label, first);
    }

    /** A sure answer that names none of the label's causes, or another tunnel. */
    private static boolean confidentlyWrong(CaseLabel label, Answer answer) {
        boolean sure = answer.confidence().equals(Confidence.CERTAIN.word());
        boolean known = label.answers().stream().anyMatch(right -> right.startsWith(answer.cause() + " "));
        boolean beside = label.besides() != null && label.besides().contains(answer.cause());
        return sure && !beside && !(known && ofTunnel(label, answer));
    }

    /** By its role at Cato or its number on the router: in all cases the first tunnel is the primary. */
    private static boolean ofTunnel(CaseLabel label, Answer answer) {
        String wanted = label.tunnel();
        if (wanted == null) {
            return true;
        }
        return switch (wanted) {
            case "primary" -> answer.tunnel().matches("(?i)(.*\\bprimary1?|(tunnel ?)?1)");
            case "secondary" -> answer.tunnel().matches("(?i)(.*\\bsecondary1?|(tunnel ?)?2)");
            default -> answer.tunnel().endsWith(wanted);
        };
    }
}
