package dev.ipsecsites.lab.cma;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults that wait for their request. */
final class Faults {
    private final List<Fault> waiting = new ArrayList<>();

    synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    synchronized void clear() {
        waiting.clear();
    }

    synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    /** The first that meets one of these operations, used up by one. */
    synchronized Optional<Fault> take(List<String> operations) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (operations.stream().anyMatch(fault::meets)) {
                if (fault.times() == 1) {
                    waiting.remove(i);
                } else if (fault.times() > 1) {
                    waiting.set(i, fault.times(fault.times() - 1));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
