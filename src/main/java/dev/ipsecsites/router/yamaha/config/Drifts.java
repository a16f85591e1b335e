package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.router.RouterPlan.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of ours that somebody has edited or removed. A key that differs shows only once it is gone: its record is masked. */
final class Drifts {
    private Drifts() {}

    static List<Drift> find(List<Line> desired, RtxConfig running, Applied applied) {
        List<Drift> drift = new ArrayList<>();
        for (Line line : desired) {
            ConfigKey key = line.setting().key();
            Optional<ConfigLine> found = running.get(key);
            if (applied.owns(key) && found.filter(applied::contains).isEmpty()) {
                drift.add(new Drift(
                        key.toString(),
                        applied.lines(key).getLast().masked(),
                        found.map(ConfigLine::masked).orElse("absent")));
            }
        }
        return drift;
    }
}
