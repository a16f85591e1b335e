package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.NumberRange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives tunnel numbers to the RouterTunnels of one router. Pure. A number once given stays; who asks for a number gets that one or
 * none; everybody else gets the lowest that nobody holds, nobody asks for, and nothing foreign stands on.
 */
final class TunnelNumbers {
    /**
     * What one RouterTunnel wants.
     *
     * @param uid of the RouterTunnel
     * @param name for messages: namespace/name
     * @param created creation time as Kubernetes writes it, which sorts as text; the older one wins
     * @param asked {@code spec.tunnelNumber}
     * @param held {@code status.tunnelNumber}, if it was given for this router
     */
    record Wish(
            String uid,
            String name,
            String created,
            @Nullable Integer asked,
            @Nullable Integer held) {}

    /** A number, or why there is none. */
    sealed interface Answer {
        record Given(int number) implements Answer {}

        record None(Problem problem) implements Answer {}
    }

    private static final Comparator<Wish> OLDEST_FIRST =
            Comparator.comparing(Wish::created).thenComparing(Wish::uid);

    private final NumberRange allowed;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<Integer, Wish> taken = new HashMap<>();

    private TunnelNumbers(NumberRange allowed) {
        this.allowed = allowed;
    }

    /**
     * Answers every wish, by uid.
     *
     * @param allowed {@code Router.spec.numbers.tunnels}
     * @param foreign numbers on the router that something else stands on
     */
    static Map<String, Answer> allocate(List<Wish> wishes, NumberRange allowed, Set<Integer> foreign) {
        TunnelNumbers numbers = new TunnelNumbers(allowed);
        List<Wish> ordered = wishes.stream().sorted(OLDEST_FIRST).toList();
        // Who holds what it is entitled to comes before who asks, or a newcomer could push out a tunnel that carries
        // traffic.
        ordered.stream().filter(TunnelNumbers::keeps).forEach(numbers::take);
        ordered.stream().filter(w -> !keeps(w) && w.asked() != null).forEach(numbers::take);
        numbers.giveFree(ordered, foreign);
        return numbers.answers;
    }

    private static boolean keeps(Wish wish) {
        return wish.held() != null && (wish.asked() == null || wish.asked().equals(wish.held()));
    }

    private void take(Wish wish) {
        Integer number = wish.asked() != null ? wish.asked() : wish.held();
        if (number == null) {
            return;
        }
        Wish holder = taken.get(number);
        if (!allowed.contains(number)) {
            if (wish.asked() != null) {
                none(
                        wish,
                        "NumberOutOfRange",
                        "spec.tunnelNumber is " + number + ", but the Router allows " + allowed.first() + " to "
                                + allowed.last() + " (spec.numbers.tunnels); change one of them");
            }
        } else if (holder == null) {
            taken.put(number, wish);
            answers.put(wish.uid(), new Answer.Given(number));
        } else if (wish.asked() != null) {
            none(
                    wish,
                    "TunnelNumberInUse",
                    "Tunnel number " + number + " belongs to RouterTunnel " + holder.name()
                            + "; write another spec.tunnelNumber, or none to get a free one");
        }
    }

    private void giveFree(List<Wish> ordered, Set<Integer> foreign) {
        Set<Integer> unavailable = new HashSet<>(foreign);
        unavailable.addAll(taken.keySet());
        ordered.stream().map(Wish::asked).filter(asked -> asked != null).forEach(unavailable::add);
        for (Wish wish : ordered) {
            if (answers.containsKey(wish.uid())) {
                continue;
            }
            var free = IntStream.rangeClosed(allowed.first(), allowed.last())
                    .filter(n -> !unavailable.contains(n))
                    .findFirst();
            if (free.isPresent()) {
                unavailable.add(free.getAsInt());
                answers.put(wish.uid(), new Answer.Given(free.getAsInt()));
            } else {
                none(
                        wish,
                        "NoTunnelNumberFree",
                        "All tunnel numbers from " + allowed.first() + " to " + allowed.last()
                                + " are in use on the router; widen Router.spec.numbers.tunnels or remove a tunnel");
            }
        }
    }

    private void none(Wish wish, String reason, String message) {
        answers.put(wish.uid(), new Answer.None(Problem.terminal(reason, message)));
    }
}
