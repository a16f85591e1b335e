package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of the exchange differs (article, DHグループの不一致, その他各種アルゴリズムの不一致). For it: a message that names the parameter, both ends' values
 * that differ. Against it: values that are the same; a router that offers more than it is configured for, which is
 * {@link ProposalRule}'s cause.
 */
record AlgorithmRule(
        Cause cause,
        List<Sign> signs,
        Parameter ike,
        @Nullable Parameter child) implements Rule {

    static final List<Rule> ALL = List.of(
            new AlgorithmRule(
                    Cause.DH_GROUP_MISMATCH,
                    List.of(Sign.KE_GROUP_DIFFERS, Sign.DH_GROUP_DIFFERS),
                    Parameter.DH_GROUP,
                    null),
            new AlgorithmRule(
                    Cause.ENCRYPTION_MISMATCH,
                    List.of(Sign.ENCRYPTION_LENGTH_DIFFERS, Sign.ENCRYPTION_DIFFERS),
                    Parameter.ENCRYPTION,
                    Parameter.CHILD_ENCRYPTION),
            new AlgorithmRule(Cause.PRF_MISMATCH, List.of(Sign.PRF_DIFFERS), Parameter.PRF, null),
            new AlgorithmRule(
                    Cause.INTEGRITY_MISMATCH,
                    List.of(Sign.INTEGRITY_DIFFERS),
                    Parameter.INTEGRITY,
                    Parameter.CHILD_INTEGRITY));

    @Override
    public List<Finding> examine(Facts facts) {
        Optional<Reading> message = facts.newest(signs.toArray(Sign[]::new));
        Optional<Parameter> differing = differing(facts);
        if (facts.up() || (message.isEmpty() && differing.isEmpty())) {
            return List.of();
        }
        return List.of(
                message.isPresent() ? named(facts, message.get(), differing) : silent(facts, differing.orElseThrow()));
    }

    /** The parameter whose values at both ends are known and fixed and not the same. */
    private Optional<Parameter> differing(Facts facts) {
        for (Parameter parameter : child == null ? List.of(ike) : List.of(ike, child)) {
            String cato = facts.atCato(parameter);
            String router = facts.atRouter(parameter);
            if (Parameters.fixed(cato) && router != null && !router.equals(cato)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    private Finding named(Facts facts, Reading reading, Optional<Parameter> differing) {
        Parameter parameter = differing.orElse(ike);
        String saidCato = normal(reading.first());
        String saidRouter = normal(reading.second());
        Finding finding = new Finding(cause, Confidence.LIKELY)
                .because(facts.said(signs.toArray(Sign[]::new)).stream()
                        .map(facts::quote)
                        .toList())
                .differing(new Difference(parameter, saidCato, saidRouter));
        String router = facts.atRouter(parameter);
        if (differing.isPresent()) {
            both(facts, finding, parameter);
            if (fits(router, saidRouter) && fits(facts.atCato(parameter), saidCato)) {
                finding.surer(facts.doubtful(reading) ? Confidence.LIKELY : Confidence.CERTAIN);
            }
        } else if (router != null && child == null && !fits(router, saidRouter)) {
            finding.against(facts.say("against.otherValue", Map.of("said", saidRouter, "found", router)));
        }
        return end(facts, finding, parameter);
    }

    /** No message, but values that can't agree: they decide if the router keeps to its lines. */
    private Finding silent(Facts facts, Parameter parameter) {
        boolean limited = Boolean.TRUE.equals(facts.proposalLimited());
        Finding finding = new Finding(cause, limited && facts.down() ? Confidence.LIKELY : Confidence.POSSIBLE);
        both(facts, finding, parameter);
        return end(facts, finding, parameter);
    }

    private static void both(Facts facts, Finding finding, Parameter parameter) {
        String cato = String.valueOf(facts.atCato(parameter));
        String router = String.valueOf(facts.atRouter(parameter));
        finding.differing(new Difference(parameter, cato, router))
                .because(facts.say(
                        "evidence.values",
                        Map.of("parameter", facts.say("parameter." + parameter), "cato", cato, "router", router)));
    }

    /** The end whose value isn't the intended one. */
    private static Finding end(Facts facts, Finding finding, Parameter parameter) {
        String wanted = facts.wanted(parameter);
        String cato = facts.atCato(parameter);
        String router = facts.atRouter(parameter);
        boolean routerWrong = wanted != null && router != null && !router.equals(wanted);
        boolean catoWrong = wanted != null && Parameters.fixed(cato) && !Objects.equals(cato, wanted);
        return finding.at(routerWrong ? End.ROUTER : catoWrong ? End.CATO : null)
                .value("wanted", wanted)
                .variant(parameter.name())
                .repairable(true);
    }

    private String normal(String said) {
        return switch (ike) {
            case DH_GROUP -> String.valueOf(Names.group(said));
            case ENCRYPTION -> {
                String bits = Names.bits(said);
                yield bits == null ? String.valueOf(Names.encryption(said)) : bits;
            }
            default -> String.valueOf(Names.hash(said));
        };
    }

    /** A message may name only the length, or only the mode. */
    private static boolean fits(@Nullable String value, String said) {
        return value != null
                && (value.equals(said)
                        || value.endsWith("-" + said)
                        || value.startsWith(said.replaceFirst("-\\d+$", "-")));
    }
}
