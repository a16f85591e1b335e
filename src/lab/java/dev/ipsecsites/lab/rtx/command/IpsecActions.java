package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.state.GatewayState;

/** Commands that act on security associations. */
final class IpsecActions {
    private IpsecActions() {}

    /** {@code ipsec sa delete all|ID}: silent; what is wanted comes up again by itself. */
    static void delete(Call call) {
        String which = call.word(0);
        boolean found = false;
        for (GatewayState s : call.router().gateways().all()) {
            boolean meant = which.equals("all") || (s.up() && owns(s, Integer.parseInt(which)));
            if (meant) {
                call.router().gateways().reset(s.gateway());
                found = true;
            }
        }
        if (!found && !which.equals("all")) {
            call.error(Text.NO_SUCH_SA);
        }
    }

    /** {@code ipsec refresh sa}: drops everything without telling the peers. */
    static void refresh(Call call) {
        call.router().gateways().all().forEach(s -> call.router().gateways().reset(s.gateway()));
    }

    private static boolean owns(GatewayState s, int sa) {
        return s.ikeSa() == sa || s.sendSa() == sa || s.receiveSa() == sa;
    }
}
