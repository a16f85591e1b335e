package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.device.Text;
import java.util.List;
import java.util.Optional;

/** Console settings, users and passwords (yamaha-rtx.md §1.1, §1.6). */
final class ConsoleTable extends Table {
    ConsoleTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        String charsets =
                profile.dottedCharsets() ? "en.ascii|ja.sjis|ja.euc|ja.utf8|ascii|sjis|euc" : "ascii|sjis|euc";
        global(Section.CONSOLE, 1, "console character", "", charsets).forUsers().schedulable(false);
        global(Section.CONSOLE, 2, "console columns", "", "<int:80.." + profile.columnsMax() + ">")
                .forUsers()
                .schedulable(false);
        global(Section.CONSOLE, 3, "console lines", "", "infinity|<int:10..100>")
                .forUsers()
                .schedulable(false);
        Rule prompt = global(Section.CONSOLE, 4, "console prompt", "", "[<text:64>]");
        prompt.doing(c -> prompt(c, prompt));
        global(Section.CONSOLE, 5, "console info", "", "on|off");
        global(Section.SECURITY, 1, "security class", "", "<int:1..3> (on|off) [(on|off) [on|off]]");
        global(Section.LOGIN_TIMER, 1, "login timer", "", "clear|<int:120..21474836>")
                .schedulable(false);
        global(Section.DESCRIPTION, 1, "description", "<int:1..21474836>", "<text:64>");
        users();
        passwords();
    }

    /** Without a word the prompt is the default one again, which is empty (yamaha-rtx.md §1.6). */
    private static void prompt(Call c, Rule rule) {
        if (c.value().isEmpty()) {
            rule.undo(c);
        } else {
            c.store(rule.definition());
        }
    }

    private void users() {
        String name = "<re:[A-Za-z0-9_-]{1,32}>";
        global(Section.PASSWORD, 3, "login user", name, "<re:[!-~]{1,32}>")
                .masking(0)
                .schedulable(false);
        // "*" is everybody; nobody named is the anonymous user, whom models with three levels don't have.
        String whom = "(<star>|" + name + ")";
        String administrator = profile.threeAdministratorLevels() ? "2,1,off" : "on,off";
        // Neither remote setup nor a web page on vRX.
        String connections = "serial,telnet,ssh,sftp" + (profile.model() == RtxModel.VRX ? "" : ",remote,http");
        global(
                        Section.PASSWORD,
                        4,
                        "user attribute",
                        profile.threeAdministratorLevels() ? whom : "[" + whom + "]",
                        "(<administrator=of:" + administrator + ">|<connection=of:off,all>|<connection=each:"
                                + connections
                                + ">|<host=of:any," + String.join(",", lans())
                                + ">|<host=hosts>|<multi-session=of:on,off>"
                                + "|<login-timer=of:clear>|<login-timer=int:120..21474836>|<gui-page=any>)+")
                .schedulable(false);
    }

    private void passwords() {
        global(Section.PASSWORD, 2, "administrator password", "", "")
                .masking(0)
                .schedulable(false)
                .doing(c -> change(c, "administrator password", "administrator password encrypted"));
        Rule encrypted = global(Section.PASSWORD, 2, "administrator password encrypted", "", "[<re:[!-~]{1,32}>]")
                .masking(0)
                .schedulable(false);
        encrypted.doing(c -> change(c, "administrator password encrypted", "administrator password"));
        global(Section.PASSWORD, 1, "login password", "", "")
                .masking(0)
                .schedulable(false)
                .doing(c -> change(c, "login password", "login password encrypted"));
    }

    /** The dialogue of yamaha-rtx.md §2: the old one, then the new one twice. */
    private void change(Call c, String name, String other) {
        String now = stored(c, name).or(() -> stored(c, other)).orElse("");
        Console console = c.console();
        String confirming = profile.modern() ? "New_Password(Confirm): " : "New_Password: ";
        Optional<String> old = console.secret("Old_Password: ");
        Optional<String> one = old.flatMap(typed -> console.secret("New_Password: "));
        Optional<String> two = one.flatMap(typed -> console.secret(confirming));
        if (one.isEmpty() || two.isEmpty()) {
            return;
        }
        if (!old.equals(Optional.of(now)) || !one.equals(two)) {
            c.error(Text.WRONG_PASSWORD);
            return;
        }
        if (profile.modern()) {
            console.line("Password Strength : " + (one.get().length() >= 8 ? "Strong" : "Weak"));
        }
        c.router().remove(new ConfigLine.Id(Context.GLOBAL, other, List.of()));
        c.grammar().store(c.router(), name, List.of(), List.of(one.get()));
    }

    private static Optional<String> stored(Call c, String name) {
        return c.router()
                .running()
                .find(Context.GLOBAL, name)
                .map(l -> l.value().getFirst());
    }
}
