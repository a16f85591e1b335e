package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.net.FilterList.Packet;
import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.net.Routes.Route;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What answers an ICMP echo of the router: its own addresses, its neighbours' networks, everything behind a line or tunnel that is up. */
public final class Reach {
    private final Router router;

    public Reach(Router router) {
        this.router = router;
    }

    /** @param source the address that was asked for; empty for that of the interface on the way */
    public boolean answers(String target, String source) {
        if (new Interfaces(router)
                .all().stream().anyMatch(i -> i.up() && i.host().equals(Optional.of(target)))) {
            return true;
        }
        if (!router.echoes().answers(target)) {
            return false;
        }
        Optional<Interface> way = new Routes(router).lookup(target).flatMap(Route::via);
        if (way.isEmpty()) {
            return false;
        }
        Interface out = way.get();
        String from = source.isEmpty() ? out.host().orElse(target) : source;
        Packet echo = Packet.echo(from, target);
        return FilterList.of(router.running(), out, "out").passes(echo)
                && FilterList.of(router.running(), out, "in").passes(echo.reply());
    }

    /** Routers on the way, the target last; empty when it is not reached. */
    public List<String> path(String target) {
        List<String> path = new ArrayList<>();
        if (answers(target, "")) {
            new Routes(router)
                    .lookup(target)
                    .flatMap(Route::via)
                    .filter(Interface::wan)
                    .ifPresent(i -> path.add(router.wan().gateway()));
            path.add(target);
        }
        return path;
    }
}
