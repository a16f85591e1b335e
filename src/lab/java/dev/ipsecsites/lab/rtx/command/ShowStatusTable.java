package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.show.Listings;
import dev.ipsecsites.lab.rtx.show.PpStatus;
import java.util.List;

/** The less used show commands. */
final class ShowStatusTable extends Table {
    ShowStatusTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        command(
                        "show status pp",
                        ppNumber(),
                        c -> c.lines(PpStatus.of(c.router(), Integer.parseInt(c.word(0)), c.japanese())))
                .forUsers();
        command(
                        "show status user",
                        "[history]",
                        c -> c.lines(Listings.users(c.router(), c.console().number(), c.japanese())))
                .forUsers();
        command("show arp", "[<any>]", c -> c.lines(Listings.arp(c.console().from(), c.japanese())))
                .forUsers();
        command("show nat descriptor address", "[all|<int:1..2147483647>] [detail]", ShowStatusTable::nat)
                .forUsers();
        command(
                        "show ip secure filter",
                        "(pp <int:1..150>|tunnel <int:1..6000>|" + lanWord() + ") [in|out]",
                        ShowStatusTable::filters)
                .forUsers();
        command("show techinfo", "", c -> c.console().plain(Listings.techinfo(c.router())));
        keys();
    }

    private void keys() {
        if (profile.showHostKey()) {
            command("show sshd host key", "[<type=of:fingerprint> [md5|sha256]|fingerprint]", ShowStatusTable::hostKey)
                    .forUsers();
            command(
                            "show sshd authorized-keys",
                            "<re:[A-Za-z0-9_-]{1,32}> [<type=of:fingerprint> [md5|sha256]]",
                            ShowStatusTable::authorizedKeys)
                    .forUsers();
        } else {
            command("show sshd public key", "[fingerprint]", ShowStatusTable::hostKey)
                    .forUsers();
        }
    }

    private static void hostKey(Call c) {
        String digest = c.value().contains("md5") || !c.router().profile().modern() ? "md5" : "sha256";
        c.lines(
                c.value().isEmpty()
                        ? c.router().hardware().hostKeys()
                        : c.router().hardware().hostKeyFingerprints(digest));
    }

    private static void authorizedKeys(Call c) {
        if (c.router().userPassword(c.word(0)).isEmpty()) {
            c.error(Text.NO_SUCH_USER);
            return;
        }
        String digest = c.value().size() == 1 ? "" : c.value().contains("md5") ? "md5" : "sha256";
        c.lines(c.router().hardware().authorizedKeys(c.word(0), digest));
    }

    private static void nat(Call c) {
        String asked = c.word(0).equals("all") || c.word(0).equals("detail") ? "" : c.word(0);
        c.lines(Listings.nat(c.router(), asked, c.japanese()));
    }

    private static void filters(Call c) {
        List<String> words = c.value();
        boolean numbered = words.getFirst().equals("pp") || words.getFirst().equals("tunnel");
        int number = numbered ? Integer.parseInt(words.get(1)) : 0;
        Context context =
                words.getFirst().equals("pp") ? Context.pp(number) : numbered ? Context.tunnel(number) : Context.GLOBAL;
        int last = numbered ? 2 : 1;
        c.lines(Listings.filters(c.router(), words.getFirst(), context, c.word(last)));
    }
}
