package dev.ipsecsites.lab.rtx.config;

import dev.ipsecsites.lab.rtx.config.Definition.Filing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A configuration as {@code show config} prints it, without the header (yamaha-rtx.md §3.1). */
public final class ConfigText {
    private static final Comparator<ConfigLine> ORDER = Comparator.comparing(
                    (ConfigLine l) -> l.definition().section())
            .thenComparingInt(l -> l.definition().rank())
            .thenComparing(ConfigLine::key, ConfigText::compareKeys);

    private final Configuration configuration;
    private final Function<ConfigLine, String> print;
    private final Map<String, Integer> tunnelOfPolicy = new HashMap<>();
    private final Map<String, Integer> tunnelOfGateway = new HashMap<>();

    private ConfigText(Configuration configuration, Function<ConfigLine, String> print) {
        this.configuration = configuration;
        this.print = print;
        for (ConfigLine l : configuration.lines()) {
            if (l.definition().filing() == Filing.BINDING) {
                tunnelOfPolicy.merge(l.value().getFirst(), l.context().number(), Math::min);
            }
        }
        for (ConfigLine l : configuration.lines()) {
            Integer tunnel = l.definition().filing() == Filing.POLICY
                    ? tunnelOfPolicy.get(l.key().getFirst())
                    : null;
            if (tunnel != null) {
                tunnelOfGateway.merge(l.value().getFirst(), tunnel, Math::min);
            }
        }
    }

    /** What {@code show config} prints: passwords masked. */
    public static List<String> shown(Configuration c) {
        return new ConfigText(c, ConfigLine::shown).everything();
    }

    /** What can be loaded again. */
    public static List<String> complete(Configuration c) {
        return new ConfigText(c, ConfigLine::text).everything();
    }

    /** One block of {@code show config pp|tunnel N}. */
    public static List<String> block(Configuration c, Context context) {
        return new ConfigText(c, ConfigLine::shown).blockOf(context);
    }

    private List<String> everything() {
        List<String> out = new ArrayList<>();
        List<ConfigLine> global = configuration.lines().stream()
                .filter(l -> l.context().kind() == Context.Kind.GLOBAL
                        && tunnelOf(l) == 0
                        && l.definition().filing() != Filing.ENABLE)
                .sorted(ORDER)
                .toList();
        boolean blocksDone = false;
        for (ConfigLine l : global) {
            if (!blocksDone && l.definition().section().compareTo(Section.TUNNEL) > 0) {
                blocks(out);
                blocksDone = true;
            }
            out.add(print.apply(l));
        }
        if (!blocksDone) {
            blocks(out);
        }
        return out;
    }

    private void blocks(List<String> out) {
        List<Integer> pps = new ArrayList<>(configuration.blocks(Context.Kind.PP));
        // "pp select anonymous" stands behind the numbered ones.
        if (pps.remove(Integer.valueOf(0))) {
            pps.add(0);
        }
        pps.forEach(n -> out.addAll(blockOf(Context.pp(n))));
        configuration.blocks(Context.Kind.TUNNEL).forEach(n -> out.addAll(blockOf(Context.tunnel(n))));
    }

    private List<String> blockOf(Context context) {
        List<String> out = new ArrayList<>();
        configuration.lines().stream()
                .filter(l -> l.context().equals(context))
                .sorted(ORDER)
                .forEach(l -> {
                    out.add(" " + print.apply(l));
                    if (l.definition().filing() == Filing.BINDING) {
                        subBlock(context.number(), out);
                    }
                });
        configuration.lines().stream()
                .filter(l -> l.definition().filing() == Filing.ENABLE && closes(l, context))
                .forEach(l -> out.add(" " + print.apply(l)));
        if (!out.isEmpty()) {
            out.addFirst(context.selectLine());
        }
        return out;
    }

    private static boolean closes(ConfigLine enable, Context context) {
        return enable.text().equals(context.selectLine().replace("select", "enable"));
    }

    private void subBlock(int tunnel, List<String> out) {
        configuration.lines().stream()
                .filter(l -> tunnelOf(l) == tunnel)
                .sorted(ORDER)
                .forEach(l -> out.add("  " + print.apply(l)));
    }

    /** Tunnel whose sub-block shows this global line; 0 when none does. */
    private int tunnelOf(ConfigLine l) {
        return switch (l.definition().filing()) {
            case GATEWAY ->
                l.key().isEmpty() ? 0 : tunnelOfGateway.getOrDefault(l.key().getLast(), 0);
            case POLICY -> tunnelOfPolicy.getOrDefault(l.key().getFirst(), 0);
            case HOME, BINDING, ENABLE -> 0;
        };
    }

    private static int compareKeys(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int c = compareWords(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** Numbers by size, "default" first, addresses octet by octet. */
    private static int compareWords(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        if (a.equals("default") || b.equals("default")) {
            return a.equals("default") ? -1 : 1;
        }
        String[] x = a.split("[./]", -1);
        String[] y = b.split("[./]", -1);
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            int c = numeric(x[i]) && numeric(y[i])
                    ? Long.compare(Long.parseLong(x[i]), Long.parseLong(y[i]))
                    : x[i].compareTo(y[i]);
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(x.length, y.length);
    }

    private static boolean numeric(String s) {
        return !s.isEmpty() && s.length() < 18 && s.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
