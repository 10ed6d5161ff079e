package io.glassline.app.init;

import io.glassline.config.Parsed;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `init`: what is told, asked and written.
public final class CityInit {

    private static final int OK = 0;
    private static final int REFUSED = 1;

    private final BufferedReader in;
    private final PrintStream out;
    private final LocalDate today;

    /// @param in what a person answers, a line each
    public CityInit(BufferedReader in, PrintStream out, LocalDate today) {
        this.in = in;
        this.out = out;
        this.today = today;
    }

    /// A new folder.
    ///
    /// @param answersFile with it, nothing is asked
    /// @return the exit code
    public int create(Path folder, @Nullable Path answersFile) {
        var refusals = StarterFolder.refusals(folder);
        if (!refusals.isEmpty()) {
            refusals.forEach(refusal -> out.println("glassline: " + refusal));
            return REFUSED;
        }
        return answers(answersFile).map(answers -> write(answers, folder)).orElse(REFUSED);
    }

    private Optional<StarterAnswers> answers(@Nullable Path file) {
        if (file == null) {
            try {
                return Optional.of(new Interview(in, out).city());
            } catch (Interview.Left e) {
                return left();
            }
        }
        return switch (AnswersFile.read(file)) {
            case Parsed.Good<StarterAnswers>(var answers) -> Optional.of(answers);
            case Parsed.Bad<StarterAnswers>(var problems) -> {
                problems.forEach(out::println);
                out.println((problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes")
                        + "; nothing was written");
                yield Optional.empty();
            }
        };
    }

    private <T> Optional<T> left() {
        out.println();
        out.println("glassline: the answers ended before the last question; nothing was written");
        return Optional.empty();
    }

    private int write(StarterAnswers answers, Path folder) {
        var problems = StarterFolder.write(answers, today, folder);
        if (!problems.isEmpty()) {
            problems.forEach(out::println);
            out.println("glassline: the folder would have mistakes, listed above; nothing was written");
            return REFUSED;
        }
        out.println(NextSteps.afterInit(answers, folder));
        return OK;
    }
}
