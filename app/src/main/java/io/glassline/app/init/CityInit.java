package io.glassline.app.init;

import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `init`: what is told, asked and written.
public final class CityInit {

    /// What can be added.
    public static final List<String> ADDED = Additions.KINDS;

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
                out.println(
                        (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes") + "; nothing was written");
                yield Optional.empty();
            }
        };
    }

    private <T> Optional<T> left() {
        out.println();
        out.println("glassline: the answers ended before the last question; nothing was written");
        return Optional.empty();
    }

    /// Adds to a folder.
    ///
    /// @param kind one of [#ADDED]
    /// @return the exit code
    public int add(String kind, Path folder) {
        if (!Files.isRegularFile(folder.resolve("city.yml"))) {
            out.println("glassline: " + folder + " is no city's folder: there is no city.yml in it");
            return REFUSED;
        }
        var edit = new CityFolderEdit(folder);
        return switch (edit.city()) {
            case Parsed.Bad<CityConfig>(var problems) -> {
                problems.forEach(out::println);
                out.println("glassline: the folder has mistakes, listed above; mend them first, nothing was changed");
                yield REFUSED;
            }
            case Parsed.Good<CityConfig>(var city) -> add(kind, folder, edit, city);
        };
    }

    private int add(String kind, Path folder, CityFolderEdit edit, CityConfig city) {
        if (kind.equals("language") && city.languages().size() == AnswerRule.LANGUAGES.size()) {
            out.println("glassline: the city answers in " + String.join(" and ", AnswerRule.LANGUAGES)
                    + ", and the bot knows no other; those of other-languages in city.yml it sends to an interpreter");
            return REFUSED;
        }
        List<String> told;
        try {
            told = new Additions(edit, city, new Interview(in, out), today).add(kind);
        } catch (Interview.Left e) {
            out.println();
            out.println("glassline: the answers ended before the last question; nothing was changed");
            return REFUSED;
        }
        var problems = edit.write();
        if (!problems.isEmpty()) {
            problems.forEach(out::println);
            out.println("glassline: the folder would have mistakes, listed above; nothing was changed");
            return REFUSED;
        }
        out.println();
        out.println("Changed in " + folder + ": " + String.join(", ", edit.files()));
        told.forEach(out::println);
        out.println(NextSteps.afterAddition(folder));
        return OK;
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
