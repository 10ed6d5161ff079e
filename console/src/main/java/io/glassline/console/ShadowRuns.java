package io.glassline.console;

import io.glassline.trial.Shadow;
import io.glassline.trial.ShadowFindings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes of a shadow what a page shows of it, for one viewer.
@Singleton
final class ShadowRuns {

    private static final double NANOS_OF_A_MILLI = 1_000_000;

    private final DifferenceLines differences;
    private final Staff staff;
    private final CityTime time;

    ShadowRuns(DifferenceLines differences, Staff staff, CityTime time) {
        this.differences = differences;
        this.staff = staff;
        this.time = time;
    }

    ShadowPage.Run of(Shadow shadow, String href, StaffSession viewer) {
        var found = shadow.found();
        return new ShadowPage.Run(
                href,
                shadow.runs(),
                head(shadow),
                shadow.end().map(this::ended),
                found.problems(),
                found.faults().stream()
                        .map(fault -> "“%s” could not be evaluated for %s: %s"
                                .formatted(fault.rule(), messages(fault.count()), fault.because()))
                        .toList(),
                figures(found),
                differences.moves(found.moves(), found.different()),
                Math.max(0, found.moves().size() - DifferenceLines.ROWS_MAX),
                differences.examples(found.examples(), viewer),
                viewer.mayRead());
    }

    private String head(Shadow shadow) {
        return "%s beside version %s about %s of all conversations; begun by %s, %s%s"
                .formatted(
                        shadow.runs() ? "Decides" : "Decided",
                        shadow.beside(),
                        shadow.share().toString().replace("%", " %"),
                        staff.nameOf(shadow.begunBy()),
                        time.at(shadow.begunAt()),
                        shadow.runs() ? "; ends by itself " + time.at(shadow.endsAt()) + "." : ".");
    }

    private String ended(Shadow.End end) {
        return "Ended %s%s. %s"
                .formatted(
                        time.at(end.at()),
                        end.by().equals("gateway") ? " by itself" : " by " + staff.nameOf(end.by()),
                        end.because());
    }

    private static List<FiguresPage.Figure> figures(ShadowFindings found) {
        var figures = new ArrayList<>(List.of(
                DifferenceLines.figure("Decided by both", found.messages(), "messages, after they were answered"),
                DifferenceLines.figure(
                        "Different",
                        found.different(),
                        DifferenceLines.share(found.different(), found.messages())
                                + " would go elsewhere, or get another answer"),
                took(found)));
        add(figures, "Skipped", found.skipped(), "not compared, for more came than could wait");
        add(figures, "In forms", found.inForms(), "not compared: the form would go on as it began");
        add(figures, "Failed", found.failed(), "the draft could not decide about them");
        return figures;
    }

    private static void add(List<FiguresPage.Figure> figures, String title, long count, String meaning) {
        if (count > 0) {
            figures.add(DifferenceLines.figure(title, count, meaning));
        }
    }

    private static FiguresPage.Figure took(ShadowFindings found) {
        return found.messages() == 0
                ? new FiguresPage.Figure("Time for one", Optional.empty(), "to decide, on average")
                : new FiguresPage.Figure(
                        "Time for one",
                        Optional.of(millis(found.draftTook().dividedBy(found.messages())) + " ms"),
                        "to decide, on average; %s at most. The active version takes %s, look-ups included"
                                .formatted(
                                        millis(found.slowest()) + " ms",
                                        millis(found.activeTook().dividedBy(found.messages())) + " ms"));
    }

    private static String millis(Duration length) {
        return String.format(Locale.ENGLISH, "%.1f", length.toNanos() / NANOS_OF_A_MILLI);
    }

    private static String messages(long count) {
        return count == 1 ? "1 message" : DifferenceLines.count(count) + " messages";
    }
}
