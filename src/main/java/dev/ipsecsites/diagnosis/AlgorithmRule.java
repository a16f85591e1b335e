package dev.ipsecsites.diagnosis;

import dev.ipsecsites.diagnosis.Difference.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of the exchange differs (article, DHグループの不一致, その他各種アルゴリズムの不一致). For it: a message that names the parameter, values of both
 * ends that differ. Against it: values that are the same; a router that offers more than it is configured for, which then is
 * {@link ProposalRule}'s cause.
 *
 * @param child the same parameter of the child SA; null where it has none that a first negotiation could fail for
 */
record AlgorithmRule(
        Cause cause,
        List<Sign> signs,
        Parameter ike,
        @Nullable Parameter child) implements Rule {

    /** The remedy where it may be the IKE SA as well as the child SA. */
    private static final String BOTH = "both";

    private static final Pattern LENGTH = Pattern.compile("128|192|256");

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
        if (facts.up()) {
            return List.of();
        }
        Optional<Reading> message = facts.newest(signs);
        if (message.isPresent()
                && ike == Parameter.DH_GROUP
                && Renewals.of(facts).again()) {
            return List.of();
        }
        return message.map(m -> named(facts, m)).or(() -> silent(facts)).stream()
                .toList();
    }

    /** Whether the message names a value of the router that this tunnel is configured for; null where it isn't about one, or nobody knows. */
    static @Nullable Boolean saidOf(RouterHalf router, Reading reading) {
        return ALL.stream()
                .map(AlgorithmRule.class::cast)
                .filter(rule -> rule.signs.contains(reading.sign()))
                .findFirst()
                .map(rule -> rule.fitsAny(router, rule.normal(reading.sign(), reading.second())))
                .orElse(null);
    }

    private @Nullable Boolean fitsAny(RouterHalf router, String said) {
        boolean unknown = false;
        for (Parameter parameter : parameters()) {
            String configured = Parameters.atRouter(router, parameter);
            if (fits(configured, said)) {
                return true;
            }
            unknown |= configured == null;
        }
        return unknown ? null : Boolean.FALSE;
    }

    private List<Parameter> parameters() {
        return child == null ? List.of(ike) : List.of(ike, child);
    }

    private Finding named(Facts facts, Reading reading) {
        String saidCato = normal(reading.sign(), reading.first());
        String saidRouter = normal(reading.sign(), reading.second());
        if (ike == Parameter.INTEGRITY && saidCato.equals(Parameters.NONE) && mayBeGcm(facts)) {
            return ofGcm(facts, saidRouter);
        }
        List<Parameter> meant = meant(facts, saidCato, saidRouter);
        Parameter parameter = meant.getFirst();
        String router = facts.atRouter(parameter);
        String cato = facts.atCato(parameter);
        Finding finding = new Finding(cause, Confidence.LIKELY)
                .told(facts, facts.said(signs))
                .differing(new Difference(parameter, full(saidCato, cato), full(saidRouter, router)))
                .because(meant.stream().map(p -> values(facts, p)).toList());
        boolean differ = Parameters.fixed(cato) && router != null && !router.equals(cato);
        boolean limited = Boolean.TRUE.equals(facts.proposalLimited());
        if (router != null && !fits(router, saidRouter)) {
            finding.against(facts.say("against.otherValue", Map.of("said", saidRouter, "found", router)));
        } else if (Parameters.fixed(cato) && !fits(cato, saidCato)) {
            finding.against(facts.say("against.otherValueCato", Map.of("said", saidCato, "found", cato)));
        } else if (router != null && (differ || limited) && !facts.doubtful(reading)) {
            finding.surer(Confidence.CERTAIN);
        } else if (Boolean.FALSE.equals(facts.proposalLimited())) {
            finding.against(facts.say("evidence.notLimited"));
        }
        if (ike == Parameter.DH_GROUP) {
            orOfChild(facts, finding, differ);
        }
        end(facts, finding.atMost(facts.limit(facts.said(signs))), parameter);
        return meant.size() == 1 ? finding : finding.variant(BOTH);
    }

    /** Cato has no integrity algorithm only with GCM, which has its own (cato-api.md §2.2), unless it was told another cipher for both SAs. */
    private static boolean mayBeGcm(Facts facts) {
        return Stream.of(Parameter.ENCRYPTION, Parameter.CHILD_ENCRYPTION).anyMatch(parameter -> {
            String cato = facts.atCato(parameter);
            return cato == null || !Parameters.fixed(cato) || cato.startsWith("AES-GCM");
        });
    }

    /** The hash isn't what has to be changed: no router has GCM (yamaha-rtx.md §0, no. 7). */
    private Finding ofGcm(Facts facts, String saidRouter) {
        List<Reading> said = facts.said(signs);
        return new Finding(cause, Confidence.LIKELY)
                .because(facts.quote(said))
                .because(values(facts, Parameter.ENCRYPTION))
                .because(values(facts, Parameter.CHILD_ENCRYPTION))
                .at(End.CATO)
                .variant("gcm")
                .value("router", saidRouter)
                .repairable(true)
                .atMost(facts.limit(said));
    }

    /** With PFS a child SA has a group as well, and the message is the same ({@link ChildRule}). */
    private static void orOfChild(Facts facts, Finding finding, boolean differ) {
        Renewals renewals = Renewals.of(facts);
        String pfs = facts.atRouter(Parameter.PFS_GROUP);
        boolean withPfs = pfs != null && !pfs.equals(Parameters.NONE);
        if (!renewals.refused().isEmpty() || (withPfs && !differ)) {
            finding.atMost(Confidence.LIKELY);
        }
        if (renewals.inTime()) {
            finding.against(facts.say("against.atRenewal"));
        }
    }

    /** The IKE SA and the child SA have the same words in a message: each that the values fit, or of which nothing is known. */
    private List<Parameter> meant(Facts facts, String saidCato, String saidRouter) {
        List<Parameter> fitting = parameters().stream()
                .filter(p -> facts.atRouter(p) == null || fits(facts.atRouter(p), saidRouter))
                .filter(p -> !Parameters.fixed(facts.atCato(p)) || fits(facts.atCato(p), saidCato))
                .toList();
        // What Cato may choose by itself hardly differs where it was told the other one.
        List<Parameter> told =
                fitting.stream().filter(p -> Parameters.fixed(facts.atCato(p))).toList();
        return !told.isEmpty() ? told : fitting.isEmpty() ? List.of(ike) : fitting;
    }

    /** No message, but values that can't agree: with what Cato was told, else with what was meant. */
    private Optional<Finding> silent(Facts facts) {
        for (Parameter parameter : parameters()) {
            String router = facts.atRouter(parameter);
            String cato = facts.atCato(parameter);
            String wanted = facts.wanted(parameter);
            boolean atEnds = Parameters.fixed(cato) && router != null && !router.equals(cato);
            boolean meant = wanted != null && router != null && !router.equals(wanted);
            if (atEnds || meant) {
                boolean asked = facts.said(Sign.NO_PROPOSAL, Sign.INVALID_KE_RECEIVED, Sign.INVALID_KE).stream()
                        .anyMatch(r -> !facts.doubtful(r));
                boolean limited = Boolean.TRUE.equals(facts.proposalLimited());
                Finding finding = new Finding(cause, limited || asked ? Confidence.LIKELY : Confidence.POSSIBLE)
                        .differing(new Difference(parameter, atEnds ? cato : wanted, router))
                        .because(values(facts, parameter))
                        .told(facts, facts.said(Sign.NO_PROPOSAL))
                        .surer(atEnds && limited && asked ? Confidence.CERTAIN : Confidence.POSSIBLE);
                return Optional.of(end(facts, finding, parameter));
            }
        }
        return Optional.empty();
    }

    private static String values(Facts facts, Parameter parameter) {
        String router = facts.atRouter(parameter);
        String cato = facts.atCato(parameter);
        String wanted = facts.wanted(parameter);
        if (router == null || (cato == null && wanted == null)) {
            return router == null
                    ? ""
                    : facts.say(
                            "evidence.configured",
                            Map.of("parameter", facts.say("parameter." + parameter), "router", router));
        }
        return facts.say(
                cato == null ? "evidence.intended" : "evidence.values",
                Map.of(
                        "parameter",
                        facts.say("parameter." + parameter),
                        "cato",
                        cato == null ? String.valueOf(wanted) : cato,
                        "router",
                        router));
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

    /** Only the message about lengths says nothing of the cipher: another one of the same length is another one. */
    private String normal(Sign sign, String said) {
        return switch (ike) {
            case DH_GROUP -> String.valueOf(Names.group(said));
            case ENCRYPTION -> {
                String bits = sign == Sign.ENCRYPTION_LENGTH_DIFFERS ? Names.bits(said) : null;
                yield bits == null ? String.valueOf(Names.cipher(said)) : bits;
            }
            default -> String.valueOf(Names.hash(said));
        };
    }

    /**
     * What a router could be told: the end's own value where it is the one that is meant, and of a length alone that of AES-CBC, because a router has
     * no other AES (yamaha-rtx.md §4.3).
     */
    private static String full(String said, @Nullable String atEnd) {
        if (Parameters.fixed(atEnd) && fits(atEnd, said)) {
            return String.valueOf(atEnd);
        }
        return LENGTH.matcher(said).matches() ? "AES-CBC-" + said : said;
    }

    /** A message may name only the length, or only the mode. */
    private static boolean fits(@Nullable String value, String said) {
        return value != null && (value.equals(said) || value.endsWith("-" + said) || value.startsWith(said + "-"));
    }
}
