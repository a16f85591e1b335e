package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition;
import dev.ipsecsites.lab.rtx.config.Definition.Filing;
import dev.ipsecsites.lab.rtx.config.Section;
import dev.ipsecsites.lab.rtx.grammar.Syntax;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One command of the tables. Built while the table is read, then only read. */
public final class Rule {
    private final String name;
    private final String keyNotation;
    private final Syntax syntax;
    private final @Nullable Section section;
    private final int rank;
    private Context.Kind needs = Context.Kind.GLOBAL;
    private boolean forUsers;
    private boolean schedulable = true;
    private Filing filing = Filing.HOME;
    private Set<Integer> masked = Set.of();
    private UnaryOperator<List<String>> identity = UnaryOperator.identity();
    private @Nullable Action action;
    private @Nullable Action removal;
    private @Nullable Syntax removalSyntax;
    private @Nullable Definition definition;

    private Rule(String name, String key, Syntax syntax, @Nullable Section section, int rank) {
        this.name = name;
        this.keyNotation = key;
        this.syntax = syntax;
        this.section = section;
        this.rank = rank;
    }

    static Rule stored(String name, Section section, int rank, String key, String value) {
        return new Rule(name, key, Syntax.keyed(key, value), section, rank);
    }

    static Rule command(String name, String parameters, Action action) {
        Rule r = new Rule(name, "", Syntax.keyed("", parameters), null, 0);
        r.action = action;
        r.schedulable = false;
        return r;
    }

    /** Only with a peer or tunnel selected. */
    Rule in(Context.Kind kind) {
        needs = kind;
        return this;
    }

    /** Also without administrator rights. */
    Rule forUsers() {
        forUsers = true;
        return this;
    }

    /** Allowed, or not, in {@code schedule at}. */
    Rule schedulable(boolean allowed) {
        schedulable = allowed;
        return this;
    }

    Rule filed(Filing where) {
        filing = where;
        return this;
    }

    Rule masking(Integer... words) {
        masked = Set.of(words);
        return this;
    }

    Rule identifiedBy(UnaryOperator<List<String>> key) {
        identity = key;
        return this;
    }

    /** Instead of storing the line. */
    Rule doing(Action a) {
        action = a;
        return this;
    }

    /** Instead of taking the line away, for the {@code no} form. */
    Rule undoing(String parameters, Action a) {
        removalSyntax = Syntax.keyed("", parameters);
        removal = a;
        return this;
    }

    String name() {
        return name;
    }

    Syntax syntax() {
        return syntax;
    }

    Context.Kind needs() {
        return needs;
    }

    boolean isForUsers() {
        return forUsers;
    }

    boolean isSchedulable() {
        return schedulable;
    }

    boolean isStored() {
        return section != null;
    }

    boolean isRemovable() {
        return section != null || removal != null;
    }

    /** What {@code no} takes: the key, then anything (yamaha-rtx.md §4.3). */
    Syntax removalSyntax() {
        return removalSyntax == null ? Syntax.keyed(keyNotation, "<any>*") : removalSyntax;
    }

    Definition definition() {
        if (section == null) {
            throw new IllegalStateException(name + " stores nothing");
        }
        Definition d = definition;
        if (d == null) {
            d = new Definition(
                    name,
                    filing == Filing.HOME || filing == Filing.BINDING ? needs : Context.Kind.GLOBAL,
                    section,
                    rank,
                    filing,
                    masked,
                    identity);
            definition = d;
        }
        return d;
    }

    void perform(Call call) {
        if (action == null) {
            call.store(definition());
        } else {
            action.run(call);
        }
    }

    void undo(Call call) {
        if (removal != null) {
            removal.run(call);
            return;
        }
        Context home = definition().home() == Context.Kind.GLOBAL
                ? Context.GLOBAL
                : call.console().context();
        call.router().remove(new ConfigLine.Id(home, name, identity.apply(call.key())));
    }
}
