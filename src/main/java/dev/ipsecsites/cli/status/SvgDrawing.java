package dev.ipsecsites.cli.status;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cli.console.Columns;
import dev.ipsecsites.cli.status.Picture.DrawnLink;
import dev.ipsecsites.cli.status.Picture.DrawnTunnel;
import dev.ipsecsites.diagnosis.Language;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sites as an SVG image, one below the other. Everything that comes from outside is cut to its place and escaped. Pure. */
final class SvgDrawing {
    private static final int WIDTH = 1000;
    private static final int HEADER = 96;
    private static final int ROW = 92;
    private static final int FOOTER = 28;

    private static final int ROUTER_X = 30;
    private static final int ROUTER_W = 210;
    private static final int LINK_X = 300;
    private static final int LINK_W = 160;
    private static final int POP_X = 790;
    private static final int POP_W = 180;
    private static final int BOX_H = 64;

    /** Of a column at 13 pixels, generously. */
    private static final double COLUMN = 7.4;

    private final Words words;
    private final StringBuilder out = new StringBuilder();

    private SvgDrawing(Language language) {
        this.words = new Words(language);
    }

    static String of(List<Picture> pictures, Language language) {
        SvgDrawing drawing = new SvgDrawing(language);
        int height = pictures.stream().mapToInt(SvgDrawing::height).sum();
        drawing.begin(Math.max(height, HEADER), pictures);
        int y = 0;
        for (Picture picture : pictures) {
            drawing.out.append("<g transform=\"translate(0 %d)\">\n".formatted(y));
            drawing.site(picture);
            drawing.out.append("</g>\n");
            y += height(picture);
        }
        return drawing.out.append("</svg>\n").toString();
    }

    private static int rows(Picture picture) {
        return Math.max(
                1,
                picture.links().stream()
                        .mapToInt(l -> Math.max(1, l.tunnels().size()))
                        .sum());
    }

    private static int height(Picture picture) {
        return HEADER + rows(picture) * ROW + FOOTER;
    }

    private void begin(int height, List<Picture> pictures) {
        String names = String.join(", ", pictures.stream().map(Picture::site).toList());
        out.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
                        .formatted(WIDTH, height, WIDTH, height));
        out.append("<title>").append(escape(names)).append("</title>\n");
        out.append("""
            <style>
            text { font-family: "Noto Sans", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, Arial, sans-serif; font-size: 13px; fill: #1f2328 }
            .name { font-weight: 600; font-size: 15px }
            .site { font-weight: 700; font-size: 22px }
            .dim { fill: #59636e; font-size: 12px }
            .box { fill: #f6f8fa; stroke: #59636e; stroke-width: 1.5 }
            .wire { fill: none; stroke-width: 2.5 }
            .active { stroke-width: 5 }
            .plate { fill: #ffffff }
            </style>
            """);
        out.append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n".formatted(WIDTH, height));
    }

    private void site(Picture picture) {
        header(picture);
        int rows = rows(picture);
        int middle = HEADER + rows * ROW / 2;
        int row = 0;
        for (DrawnLink link : picture.links()) {
            int own = Math.max(1, link.tunnels().size());
            int centre = HEADER + row * ROW + own * ROW / 2;
            wire(ROUTER_X + ROUTER_W, middle, LINK_X, centre, "#59636e", "", false);
            for (int i = 0; i < link.tunnels().size(); i++) {
                tunnel(link.tunnels().get(i), centre, HEADER + (row + i) * ROW + ROW / 2);
            }
            box(
                    LINK_X,
                    centre,
                    LINK_W,
                    link.name().isEmpty() ? "WAN" : link.name(),
                    List.of(link.interfaceName(), link.address()));
            row += own;
        }
        String router = picture.router().isEmpty() ? words.byHand() : picture.router();
        box(
                ROUTER_X,
                middle,
                ROUTER_W,
                router,
                Stream.of(String.join(" ", picture.device()), picture.network()).toList());
    }

    private void header(Picture picture) {
        text(ROUTER_X, 38, "site", fit(picture.site(), 420, 1.7));
        String id = picture.siteId().isEmpty() ? "" : words.siteId(picture.siteId());
        text(ROUTER_X, 60, "dim", id);
        boolean doubtful = picture.ready() == null || !picture.notRedundant().isEmpty();
        String colour = doubtful ? "#9a6700" : Boolean.TRUE.equals(picture.ready()) ? "#1a7f37" : "#cf222e";
        String state = Stream.of(
                        words.ready(picture.ready()),
                        picture.reason(),
                        picture.notRedundant().isEmpty() ? "" : words.notRedundant(),
                        picture.notRedundant())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" · "));
        int width = (int) (Columns.width(state) * COLUMN) + 28;
        out.append("<rect x=\"%d\" y=\"18\" width=\"%d\" height=\"28\" rx=\"14\" fill=\"%s\"/>\n"
                .formatted(POP_X + POP_W - width, width, colour));
        out.append("<text x=\"%d\" y=\"37\" text-anchor=\"middle\" style=\"fill:#ffffff;font-weight:600\">%s</text>\n"
                .formatted(POP_X + POP_W - width / 2, escape(state)));
        String first = picture.message().lines().findFirst().orElse("");
        text(ROUTER_X, 82, "dim", fit(first, POP_X + POP_W - ROUTER_X, 0.95));
    }

    private void tunnel(DrawnTunnel tunnel, int from, int y) {
        String colour = colour(tunnel.state());
        wire(LINK_X + LINK_W, from, POP_X, y, colour, dash(tunnel.state()), tunnel.active());
        String label = Stream.of(tunnel.id(), words.tunnel(tunnel.number()), words.state(tunnel.state()))
                .filter(word -> !word.isEmpty())
                .reduce((a, b) -> a + " · " + b)
                .orElse("");
        int centre = 640;
        int room = 280;
        plate(centre, y - 20, label);
        out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" style=\"fill:%s;font-weight:600\">%s</text>\n"
                .formatted(centre, y - 10, colour, escape(fit(label, room, 1))));
        List<String> below = Stream.of(
                        tunnel.proposal(),
                        tunnel.active() ? words.active() : "",
                        tunnel.flaps() > 0 ? words.flaps(tunnel.flaps()) : "")
                .filter(word -> !word.isEmpty())
                .toList();
        for (int i = 0; i < below.size(); i++) {
            out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" class=\"dim\">%s</text>\n"
                    .formatted(centre, y + 18 + i * 14, escape(fit(below.get(i), room, 0.9))));
        }
        box(POP_X, y, POP_W, tunnel.pop().isEmpty() ? "PoP" : tunnel.pop(), List.of(tunnel.address()));
    }

    /** So that a wire doesn't run through its label. */
    private void plate(int centre, int top, String label) {
        int width = Math.min(290, (int) (Columns.width(label) * COLUMN) + 8);
        out.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"15\" class=\"plate\"/>\n"
                .formatted(centre - width / 2, top - 2, width));
    }

    private void wire(int x1, int y1, int x2, int y2, String colour, String dash, boolean active) {
        int turn = x1 + 34;
        out.append("<path class=\"wire%s\" stroke=\"%s\"%s d=\"M%d %d H%d L%d %d H%d\"/>\n"
                .formatted(
                        active ? " active" : "",
                        colour,
                        dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"",
                        x1,
                        y1,
                        turn - 20,
                        turn + 6,
                        y2,
                        x2));
    }

    private void box(int x, int middle, int width, String name, List<String> below) {
        int top = middle - BOX_H / 2;
        out.append("<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
                .formatted(x, top, width, BOX_H));
        text(x + 12, top + 23, "name", fit(name, width - 20, 1.2));
        List<String> lines = below.stream().filter(line -> !line.isEmpty()).toList();
        for (int i = 0; i < Math.min(2, lines.size()); i++) {
            text(x + 12, top + 40 + i * 15, "dim", fit(lines.get(i), width - 20, 0.95));
        }
    }

    private void text(int x, int y, String style, String content) {
        if (!content.isEmpty()) {
            out.append("<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n".formatted(x, y, style, escape(content)));
        }
    }

    private static String fit(String text, int pixels, double size) {
        return Columns.clip(text, (int) (pixels / (COLUMN * size)));
    }

    private static String colour(TunnelState state) {
        return switch (state) {
            case UP -> "#1a7f37";
            case DOWN -> "#cf222e";
            case NEGOTIATING -> "#9a6700";
            default -> "#59636e";
        };
    }

    private static String dash(TunnelState state) {
        return switch (state) {
            case UP -> "";
            case DOWN -> "10 6";
            case NEGOTIATING -> "16 5";
            default -> "2 6";
        };
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean plain = c >= 0x20 && c != 0x7F && (c < 0xD800 || c > 0xDFFF) && c < 0xFFFE;
                    boolean allowed = plain || c > 0xFFFF;
                    escaped.appendCodePoint(allowed ? c : '?');
                }
            }
        });
        return escaped.toString();
    }
}
