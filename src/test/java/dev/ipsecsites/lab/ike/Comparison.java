package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Outcome;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import dev.ipsecsites.lab.wire.WirePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the compared wire and the daemons say the same, and if not, whether it is known why. */
final class Comparison {
    /** A refused KE payload apart, which isn't the end for a daemon. */
    private static final Pattern NOTIFIED = Pattern.compile("\\[IKE2] (?:GW:\\d+ )?receive notify (\\w+)");

    private Comparison() {}

    /** The listed differences; each is recognised by what both sides say, never by a combination's name. */
    enum Verdict {
        SAME,
        /**
         * The article: Cato drops an exchange whose KE payload isn't for the group that it selected. RFC 7296 §1.2 has the responder ask
         * for the group with INVALID_KE_PAYLOAD and the initiator try again, which strongSwan does, with success.
         */
        CATO_DROPS_WRONG_KE,
        /**
         * yamaha-rtx.md §4.4: an RTX830 that was offered a KE payload of a group it doesn't take answers the second try with a responder
         * SPI of zero, and the tunnel never comes up. strongSwan in the router's place goes on.
         */
        RTX_FAILS_AFTER_INVALID_KE,
        /** strongSwan 5.9.8 with kernel-libipsec sends ESP inside UDP 4500 only: filters of protocol 50 don't concern it, those of 4500 do. */
        ALWAYS_INSIDE_UDP,
        /**
         * Nothing tells that Cato answers an address that no site has; the article knows such a router by a timeline that isn't there. strongSwan
         * says NO_PROPOSAL_CHOSEN.
         */
        CATO_IGNORES_STRANGERS,
        UNEXPLAINED
    }

    record Compared(String name, Verdict verdict, Outcome wire, Outcome real, List<String> logs) {
        @Override
        public String toString() {
            return name + "\n  wire " + wire + "\n  real " + real
                    + (verdict == Verdict.UNEXPLAINED ? "\n    " + String.join("\n    ", logs) : "");
        }
    }

    static Compared compare(
            String name,
            Outcome wire,
            CatoPeer told,
            RouterGateway gateway,
            boolean catoRenews,
            WirePath path,
            IkePair.Result result) {
        Outcome asked = catoRenews || !(wire instanceof Up up) ? wire : unasked(up);
        RealOutcome real = RealOutcome.of(result, told, gateway);
        List<String> logs = new ArrayList<>();
        result.routerLog().stream().filter(Comparison::telling).forEach(line -> logs.add("router " + line));
        result.catoLog().stream().filter(Comparison::telling).forEach(line -> logs.add("cato   " + line));
        return new Compared(
                name, verdict(asked, real, path, result.starter().equals("router")), asked, real.outcome(), logs);
    }

    /** What the router's log has of the notification that refused it. */
    private static Optional<String> heard(Outcome wire) {
        List<String> log = wire instanceof Failed failed ? failed.routerLog() : List.of();
        return log.stream()
                .map(NOTIFIED::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(m -> m.group(1));
    }

    private static Verdict refusedUnknown(Outcome wire, RealOutcome real) {
        boolean strange = wire instanceof Silent && real.told().equals(Optional.of("NO_PROPOSAL_CHOSEN"));
        return strange ? Verdict.CATO_IGNORES_STRANGERS : Verdict.UNEXPLAINED;
    }

    /** Without what the daemons weren't asked for. */
    private static Up unasked(Up up) {
        return new Up(up.agreement(), up.toRouter(), up.toCato(), up.rekeys(), true);
    }

    private static boolean telling(String line) {
        return line.contains("[ENC]")
                || line.contains("proposals")
                || (line.contains("[IKE]") && !line.contains("task"));
    }

    private static Verdict verdict(Outcome wire, RealOutcome real, WirePath path, boolean routerStarts) {
        if (same(wire, real.outcome())) {
            // Of a router that answered, and refused, no line is known but that of the notification it would have got.
            boolean compared = routerStarts && !(wire instanceof Up);
            return !compared || heard(wire).equals(real.told()) ? Verdict.SAME : refusedUnknown(wire, real);
        }
        if (wire instanceof Failed failed
                && real.outcome() instanceof Up
                && real.refused().isPresent()) {
            RealOutcome.RefusedGroup refused = real.refused().get();
            String group = CatoWording.keyExchange(refused.wanted(), refused.sent());
            if (refused.byCato() && failed.timeline().equals(List.of(group))) {
                return Verdict.CATO_DROPS_WRONG_KE;
            }
            boolean said = failed.routerLog().contains("[IKE2] GW:*/INIT cannot accept KE payload");
            if (!refused.byCato() && said) {
                return Verdict.RTX_FAILS_AFTER_INVALID_KE;
            }
        }
        boolean espFiltered = !path.espIn() || !path.espOut();
        if (espFiltered && wire instanceof Up up && real.outcome() instanceof Up other && sameSas(up, other)) {
            return Verdict.ALWAYS_INSIDE_UDP;
        }
        boolean natTFiltered = !path.natTIn() || !path.natTOut();
        if (natTFiltered && wire instanceof Up && real.outcome() instanceof Silent) {
            return Verdict.ALWAYS_INSIDE_UDP;
        }
        return Verdict.UNEXPLAINED;
    }

    private static boolean same(Outcome wire, Outcome real) {
        return switch (wire) {
            case Up up -> real instanceof Up other && sameSas(up, other) && up.toCato() && up.toRouter();
            case Failed failed ->
                real instanceof Failed other
                        && failed.timeline().equals(other.timeline())
                        && failed.routerLog().equals(other.routerLog())
                        && failed.closeReason().equals(other.closeReason());
            case Silent silent -> real instanceof Silent;
        };
    }

    private static boolean sameSas(Up wire, Up real) {
        return wire.agreement().equals(real.agreement())
                && wire.rekeys() == real.rekeys()
                && wire.rekeysByCato() == real.rekeysByCato();
    }
}
