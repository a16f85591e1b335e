package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.console.Paint;
import dev.ipsecsites.cli.console.Paint.Colour;
import dev.ipsecsites.cli.explain.Runbook;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A diagnosis for people: one sentence first, then cause by cause what it was concluded from and what to type. Pure. */
final class Report {
    private final Language language;
    private final Paint paint;
    private final List<String> lines = new ArrayList<>();

    private Report(Language language, Paint paint) {
        this.language = language;
        this.paint = paint;
    }

    /** @param files what was read; empty where nothing but the cluster was asked */
    static List<String> of(List<Found> found, List<FileReport> files, Language language, Paint paint) {
        Report report = new Report(language, paint);
        report.headline(found);
        found.forEach(each -> report.cause(each, found.size() > 1));
        report.files(files);
        return report.lines;
    }

    private void headline(List<Found> found) {
        if (found.isEmpty()) {
            lines.add(paint.paint(Colour.GREEN, Say.NOTHING.in(language)));
            return;
        }
        String more = found.size() > 1 ? Say.MORE.in(language, found.size() - 1) : "";
        Found first = found.getFirst();
        lines.add(paint.paint(Colour.BOLD, whose(first) + sentence(first)) + more);
    }

    /** Files of a router alone tell its tunnel's number and no name. */
    private String whose(Found found) {
        String tunnel = found.tunnel();
        if (tunnel == null) {
            return "";
        }
        return (tunnel.matches("\\d+") ? Say.NUMBERED.in(language, tunnel) : tunnel) + ": ";
    }

    private String sentence(Found found) {
        if (!found.summary().isEmpty()) {
            return found.summary();
        }
        return Cause.ofWord(found.cause())
                .map(cause -> Runbook.sentence(cause, language))
                .orElse(found.cause());
    }

    private void cause(Found found, boolean oneOfSeveral) {
        lines.add("");
        lines.add(whose(found)
                + paint.paint(found.unknown() ? Colour.YELLOW : Colour.RED, found.cause())
                + Say.howSure(found.confidence(), found.end(), language));
        if (oneOfSeveral) {
            lines.add("  " + sentence(found));
        }
        list(Say.EVIDENCE, found.evidence());
        list(Say.AGAINST, found.against());
        if (!found.remedy().isBlank()) {
            title(Say.REMEDY);
            found.remedy().strip().lines().forEach(line -> lines.add("    " + line.stripTrailing()));
            if (found.repairable()) {
                lines.add("    " + Say.REPAIRABLE.in(language));
            }
        }
        list(Say.NEXT, found.next());
        if (Cause.ofWord(found.cause()).isPresent()) {
            lines.add("  " + paint.paint(Colour.DIM, Say.READ_MORE.in(language, found.cause())));
        }
    }

    private void title(Say title) {
        lines.add("  " + paint.paint(Colour.BOLD, title.in(language)));
    }

    private void list(Say title, List<String> items) {
        if (!items.isEmpty()) {
            title(title);
            items.forEach(item -> lines.add("    - " + item));
        }
    }

    private void files(List<FileReport> files) {
        List<FileReport> used = files.stream().filter(FileReport::usable).toList();
        if (!used.isEmpty()) {
            lines.add("");
            lines.add(paint.paint(Colour.BOLD, Say.FILES.in(language)));
            used.forEach(file -> lines.add("  " + file.name() + ": "
                    + file.kinds().stream().map(kind -> kind.label(language)).collect(Collectors.joining(", "))));
        }
    }
}
