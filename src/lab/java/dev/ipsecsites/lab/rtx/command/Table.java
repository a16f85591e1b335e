package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition.Filing;
import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.device.Profile;
import java.util.ArrayList;
import java.util.List;

/** Shorthand for writing the command tables. */
abstract class Table {
    private final Grammar grammar;
    final Profile profile;

    Table(Grammar grammar) {
        this.grammar = grammar;
        this.profile = grammar.profile();
    }

    /** Adds the commands of this table. */
    abstract void fill();

    Grammar grammar() {
        return grammar;
    }

    /** A stored line at top level. */
    Rule global(Section section, int rank, String name, String key, String value) {
        return grammar.add(Rule.stored(name, section, rank, key, value));
    }

    /** A stored line of the selected tunnel. */
    Rule tunnel(int rank, String name, String value) {
        return grammar.add(Rule.stored(name, Section.TUNNEL, rank, "", value).in(Context.Kind.TUNNEL));
    }

    /** A stored line of the selected peer. */
    Rule pp(int rank, String name, String value) {
        return grammar.add(Rule.stored(name, Section.PP, rank, "", value).in(Context.Kind.PP));
    }

    /** A stored line of an IKE gateway; {@code before} are words of the key ahead of the gateway's number. */
    Rule gateway(int rank, String name, String before, String value) {
        String key = before + " " + gatewayNumber();
        return grammar.add(Rule.stored("ipsec ike " + name, Section.IPSEC, rank, key.strip(), value)
                .filed(Filing.GATEWAY));
    }

    /** A command that is not stored. */
    Rule command(String name, String parameters, Action action) {
        return grammar.add(Rule.command(name, parameters, action));
    }

    String gatewayNumber() {
        return "<int:1.." + profile.model().tunnels() + ">";
    }

    String tunnelNumber() {
        return gatewayNumber();
    }

    String ppNumber() {
        return "<int:1.." + profile.model().pps() + ">";
    }

    /** {@code lan1}, {@code lan2}, … of this model. */
    List<String> lans() {
        List<String> names = new ArrayList<>();
        for (int n = 1; n <= profile.model().lans(); n++) {
            names.add("lan" + n);
        }
        return names;
    }

    String lanWord() {
        return "(" + String.join("|", lans()) + ")";
    }
}
