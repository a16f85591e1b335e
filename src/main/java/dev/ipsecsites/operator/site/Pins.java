package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.CmaTunnels.Message;
import dev.ipsecsites.ipsec.Proposal;
import java.util.List;

/**
 * Parameters that a repair fixed at Cato to the router's value, because Auto didn't agree with it (article, "その他各種アルゴリズムの不一致").
 * What the manifest fixes stays as the manifest says. Pure.
 */
final class Pins {
    private Pins() {}

    static Message init(Message told, Proposal router, List<String> pinned) {
        return new Message(
                told.encryption() == null && pinned.contains("ike.encryption")
                        ? router.ike().encryption()
                        : told.encryption(),
                told.prf() == null && pinned.contains("ike.prf") ? router.ike().prf() : told.prf(),
                told.integrity() == null && pinned.contains("ike.integrity")
                        ? router.ike().integrity()
                        : told.integrity(),
                told.dhGroup());
    }

    static Message auth(Message told, Proposal router, List<String> pinned) {
        return new Message(
                told.encryption() == null && pinned.contains("child.encryption")
                        ? router.child().encryption()
                        : told.encryption(),
                told.prf(),
                told.integrity() == null && pinned.contains("child.integrity")
                        ? router.child().integrity()
                        : told.integrity(),
                told.dhGroup());
    }
}
