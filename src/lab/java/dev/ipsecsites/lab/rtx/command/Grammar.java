package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.ConfigLine;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.device.Profile;
import dev.ipsecsites.lab.rtx.device.Text;
import dev.ipsecsites.lab.rtx.grammar.Matching;
import dev.ipsecsites.lab.rtx.grammar.Syntax;
import dev.ipsecsites.lab.rtx.grammar.Token;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All commands of one model and firmware, by their words. A command that the model lacks is simply not there. */
public final class Grammar {
    private final Node root = new Node();
    private final Profile profile;

    /** A word of command names. */
    private static final class Node {
        final Map<String, Node> children = new TreeMap<>();

        @Nullable
        Rule rule;

        /** The child meant by a word: exact, or the only one that begins so. */
        @Nullable
        Node child(Token word) {
            if (word.quoted() || word.text().isEmpty()) {
                return null;
            }
            String typed = word.text().toLowerCase(Locale.ROOT);
            Node exact = children.get(typed);
            if (exact != null) {
                return exact;
            }
            List<String> meant =
                    children.keySet().stream().filter(w -> w.startsWith(typed)).toList();
            return meant.size() == 1 ? children.get(meant.getFirst()) : null;
        }
    }

    /** A rule and where its parameters begin. */
    private record Found(Rule rule, int parameters) {}

    public Grammar(Profile profile) {
        this.profile = profile;
    }

    public Profile profile() {
        return profile;
    }

    Rule add(Rule rule) {
        Node node = root;
        for (String word : rule.name().split(" ", -1)) {
            node = node.children.computeIfAbsent(word, w -> new Node());
        }
        if (node.rule != null) {
            throw new IllegalStateException("defined twice: " + rule.name());
        }
        node.rule = rule;
        return rule;
    }

    /** Runs a line, or says what is wrong with it. */
    public void run(Router router, Console console, List<Token> words) {
        if (words.isEmpty()) {
            return;
        }
        Text problem = attempt(router, console, words);
        if (problem != null) {
            console.error(problem, router.japanese());
        }
    }

    private @Nullable Text attempt(Router router, Console console, List<Token> words) {
        Found plain = find(words, 0);
        boolean no = isNo(words.getFirst());
        Found found = plain == null && no ? find(words, 1) : plain;
        if (found == null || (plain == null && !found.rule().isRemovable())) {
            return Text.UNKNOWN_COMMAND;
        }
        boolean removing = plain == null;
        Rule rule = found.rule();
        if (!rule.isForUsers() && !console.administrator()) {
            return Text.ADMIN_ONLY;
        }
        if (rule.needs() != Context.Kind.GLOBAL
                && rule.needs() != console.context().kind()) {
            return Text.CONTEXT;
        }
        List<String> parameters =
                words.stream().skip(found.parameters()).map(Token::text).toList();
        Syntax syntax = removing ? rule.removalSyntax() : rule.syntax();
        return switch (Matching.match(syntax, parameters)) {
            case Matching.Outcome.Failed f -> f.why().text();
            case Matching.Outcome.Read read -> {
                Call call = new Call(router, console, this, read.key(), read.value());
                if (removing) {
                    rule.undo(call);
                } else {
                    rule.perform(call);
                }
                yield null;
            }
        };
    }

    private static boolean isNo(Token word) {
        return !word.quoted() && word.text().equalsIgnoreCase("no");
    }

    private @Nullable Found find(List<Token> words, int from) {
        Node node = root;
        Found best = null;
        for (int i = from; i < words.size(); i++) {
            Node child = node.child(words.get(i));
            if (child == null) {
                break;
            }
            node = child;
            if (node.rule != null) {
                best = new Found(node.rule, i + 1);
            }
        }
        return best;
    }

    /** Whether a line may stand in {@code schedule at}: known, and not one of those excluded (yamaha-rtx.md §5.3). */
    boolean schedulable(List<Token> words) {
        Found found = find(words, 0);
        if (found == null && isNo(words.getFirst())) {
            found = find(words, 1);
        }
        // An unknown command is only found out when its time has come.
        return found == null || found.rule().isSchedulable();
    }

    /**
     * What could follow.
     *
     * @param words names of commands and keywords, which can be completed
     * @param hints what stands for other parameters
     */
    public record Completions(List<String> words, List<String> hints) {}

    /** What could follow and begins with {@code partial}, which is empty behind a blank. */
    public Completions completions(List<Token> before, String partial) {
        List<Token> words = before;
        if (!words.isEmpty() && isNo(words.getFirst()) && find(words, 0) == null) {
            words = words.subList(1, words.size());
        }
        List<String> candidates = new ArrayList<>();
        List<String> hints = List.of();
        Node node = root;
        int i = 0;
        while (i < words.size()) {
            Node child = node.child(words.get(i));
            if (child == null) {
                break;
            }
            node = child;
            i++;
        }
        if (i == words.size()) {
            candidates.addAll(node.children.keySet());
        }
        if (node.rule != null) {
            List<String> parameters = words.stream().skip(i).map(Token::text).toList();
            Matching.Expected expected = Matching.expectedAfter(node.rule.syntax(), parameters);
            candidates.addAll(expected.keywords());
            hints = expected.hints();
        }
        String typed = partial.toLowerCase(Locale.ROOT);
        return new Completions(beginning(candidates, typed), beginning(hints, typed));
    }

    private static List<String> beginning(List<String> words, String typed) {
        return words.stream().filter(w -> w.startsWith(typed)).distinct().toList();
    }

    /** Stores a global line as if it had been typed, which passwords can't be. */
    public void store(Router router, String name, List<String> key, List<String> value) {
        Node node = root;
        for (String word : name.split(" ", -1)) {
            node = Objects.requireNonNull(node.children.get(word), name);
        }
        Rule rule = Objects.requireNonNull(node.rule, name);
        router.put(new ConfigLine(rule.definition(), Context.GLOBAL, key, value));
    }

    /** Names of all commands, for {@code show command}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        collect(root, names);
        return names;
    }

    private static void collect(Node node, List<String> names) {
        if (node.rule != null) {
            names.add(node.rule.name());
        }
        node.children.values().forEach(c -> collect(c, names));
    }
}
