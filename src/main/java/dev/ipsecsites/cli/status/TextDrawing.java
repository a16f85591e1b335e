package dev.ipsecsites.cli.status;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cli.console.Columns;
import dev.ipsecsites.cli.console.Paint;
import dev.ipsecsites.cli.console.Paint.Colour;
import dev.ipsecsites.cli.status.Picture.DrawnLink;
import dev.ipsecsites.cli.status.Picture.DrawnTunnel;
import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A site in lines of text. Drawn with ASCII only: box-drawing characters are two columns wide on many Japanese terminals. Names may be Japanese.
 * Pure.
 */
final class TextDrawing {
    private static final int WIDEST_NAME = 40;

    private final Picture picture;
    private final Words words;
    private final Paint paint;

    private TextDrawing(Picture picture, Language language, Paint paint) {
        this.picture = picture;
        this.words = new Words(language);
        this.paint = paint;
    }

    static List<String> of(Picture picture, Language language, Paint paint) {
        return new TextDrawing(picture, language, paint).draw();
    }

    private List<String> draw() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        picture.message().lines().forEach(line -> lines.add("  " + line));
        lines.add("");
        lines.addAll(sideBySide(box(), right()));
        if (all().anyMatch(DrawnTunnel::active)) {
            lines.add("");
            lines.add("  " + paint.paint(Colour.DIM, words.legend()));
        }
        return lines;
    }

    private String headline() {
        String id = picture.siteId().isEmpty() ? "" : " (" + words.siteId(picture.siteId()) + ")";
        Colour colour = picture.ready() == null ? Colour.YELLOW : picture.ready() ? Colour.GREEN : Colour.RED;
        String reason = picture.reason().isEmpty() ? "" : ", " + picture.reason();
        String alone = picture.notRedundant().isEmpty()
                ? ""
                : "; " + paint.paint(Colour.YELLOW, words.notRedundant()) + ", " + picture.notRedundant();
        return paint.paint(Colour.BOLD, picture.site()) + id + ": " + paint.paint(colour, words.ready(picture.ready()))
                + reason + alone;
    }

    private List<String> box() {
        List<String> inside = new ArrayList<>();
        inside.add(Columns.clip(picture.router().isEmpty() ? words.byHand() : picture.router(), WIDEST_NAME));
        inside.addAll(picture.device());
        inside.add(picture.network());
        int width = inside.stream().mapToInt(Columns::width).max().orElse(0);
        String edge = "+" + "-".repeat(width + 2) + "+";
        List<String> box = new ArrayList<>();
        box.add(edge);
        inside.forEach(line -> box.add("| " + Columns.pad(line, width) + " |"));
        box.add(edge);
        return box;
    }

    private List<String> right() {
        int id = widest(DrawnTunnel::id);
        int number = widest(t -> words.tunnel(t.number()));
        int state = widest(t -> words.state(t.state()));
        int pop = widest(t -> Columns.clip(t.pop(), WIDEST_NAME));
        int address = widest(DrawnTunnel::address);
        List<String> rows = new ArrayList<>();
        for (DrawnLink link : picture.links()) {
            String name = String.join(
                    " ",
                    Stream.of(link.name(), link.interfaceName(), link.address())
                            .filter(word -> !word.isEmpty())
                            .toList());
            rows.add("---- " + (name.isEmpty() ? "WAN" : name));
            for (DrawnTunnel tunnel : link.tunnels()) {
                rows.add(("  |" + wire(tunnel.state()) + " " + Columns.pad(tunnel.id(), id) + "  "
                                + (number == 0 ? "" : Columns.pad(words.tunnel(tunnel.number()), number) + "  ")
                                + coloured(tunnel.state(), Columns.pad(words.state(tunnel.state()), state)) + " "
                                + (tunnel.active() ? "*" : " ") + wire(tunnel.state()) + " "
                                + Columns.pad(Columns.clip(tunnel.pop(), WIDEST_NAME), pop) + "  "
                                + Columns.pad(tunnel.address(), address)
                                + more(tunnel))
                        .stripTrailing());
            }
        }
        return rows;
    }

    private String more(DrawnTunnel tunnel) {
        return (tunnel.proposal().isEmpty() ? "" : "  " + tunnel.proposal())
                + (tunnel.flaps() > 0 ? "  " + words.flaps(tunnel.flaps()) : "");
    }

    private static String wire(TunnelState state) {
        return switch (state) {
            case UP -> "=====";
            case DOWN -> "--x--";
            case NEGOTIATING -> "- - -";
            default -> ". . .";
        };
    }

    private String coloured(TunnelState state, String text) {
        return paint.paint(
                switch (state) {
                    case UP -> Colour.GREEN;
                    case DOWN -> Colour.RED;
                    default -> Colour.YELLOW;
                },
                text);
    }

    private Stream<DrawnTunnel> all() {
        return picture.links().stream().flatMap(link -> link.tunnels().stream());
    }

    private int widest(Function<DrawnTunnel, String> text) {
        return all().map(text).mapToInt(Columns::width).max().orElse(0);
    }

    /** The wires begin at the box: the first row stands beside its second line. */
    private static List<String> sideBySide(List<String> box, List<String> rows) {
        int width = box.stream().mapToInt(Columns::width).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(box.size(), rows.size() + 1); i++) {
            String left = i < box.size() ? box.get(i) : "";
            String right = i >= 1 && i <= rows.size() ? rows.get(i - 1) : "";
            lines.add(("  " + Columns.pad(left, width) + right).stripTrailing());
        }
        return lines;
    }
}
