package io.glassline.app.command;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.Parsed;
import io.glassline.models.LanguageModels;
import io.glassline.phrasing.ApprovedAnswer;
import io.glassline.phrasing.LanguageModel;
import io.glassline.phrasing.ModelSettings;
import io.glassline.phrasing.ModelSettings.Budget;
import io.glassline.phrasing.ModelUse;
import io.glassline.phrasing.Phrasing.Outcome;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.phrasing.AnswerPhrasing;
import io.glassline.router.yaml.Suggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has the city's model phrase one approved answer, and prints what it said and what the guard made of that. Nothing is
/// stored or sent to a citizen, and the day's budget is not asked.
@Command(
        name = "try",
        description = {
            "Has the model of models.yml phrase an approved answer for a question, once, and prints what it said,",
            "what would be said to a citizen, and the time it took. Exit code 1: the answer as it stands would be",
            "said. The variables that models.yml names must be set. It counts against no budget."
        },
        mixinStandardHelpOptions = true)
final class ModelTryCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ANSWER", description = "the id of an approved answer, as trash-day")
    String id = "";

    @Parameters(index = "1", paramLabel = "QUESTION", description = "what a resident would ask")
    String question = "";

    @Option(names = "--language", paramLabel = "TAG", description = "in which the answer is said (default: en)")
    String language = "en";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "the configuration folder (default: $GLASSLINE_CONFIG, or config)")
    @Nullable
    Path folder;

    @Override
    public Integer call() {
        var out = System.out;
        return switch (CityConfig.read(Home.config(folder), Adapters.formsOfEvery(), PlaceholderVariables::value)) {
            case Parsed.Bad<CityConfig>(var problems) -> {
                problems.forEach(out::println);
                yield 1;
            }
            case Parsed.Good<CityConfig>(var city) -> {
                var answer = city.knowledge().find(id);
                if (city.model().isEmpty()) {
                    out.println("this city has no models.yml: answers are said as they stand");
                    yield 1;
                }
                if (answer.isEmpty()) {
                    var known =
                            city.knowledge().answers().stream().map(Answer::id).toList();
                    out.printf("there is no answer \"%s\"; %s%n", id, Suggestion.of(id, known));
                    yield 1;
                }
                yield tried(city.model().get(), answer.get());
            }
        };
    }

    private int tried(ModelSettings settings, Answer answer) {
        var out = System.out;
        var in = Locale.forLanguageTag(language);
        try (var models = new LanguageModels(new Uncounted(), (_, _, _, _) -> {}, InstantSource.system())) {
            var asked = models.of(settings);
            LanguageModel shown = (instructions, material) -> {
                var words = asked.ask(instructions, material);
                out.println(
                        switch (words) {
                            case LanguageModel.Answer.Words(var text, var model) -> model + " said: " + text;
                            case LanguageModel.Answer.None(var failure) ->
                                settings.model() + " said nothing: " + failure.word();
                        });
                return words;
            };
            var approved = new ApprovedAnswer(answer.id(), answer.source(), question, answer.text(in));
            var started = System.nanoTime();
            var outcome = new AnswerPhrasing(shown, _ -> {}).phrase(question, List.of(approved), in);
            var took = Duration.ofNanos(System.nanoTime() - started).toMillis();
            return switch (outcome) {
                case Outcome.Phrased(var text, var _) -> {
                    out.printf("a citizen would get: %s%n%d ms%n", approved.cited(text), took);
                    yield 0;
                }
                case Outcome.AsApproved(var reason) -> {
                    out.printf(
                            "a citizen would get the approved answer (%s): %s%n%d ms%n", reason, approved.text(), took);
                    yield 1;
                }
            };
        }
    }

    /// One call by hand needs no budget, nor a database.
    private static final class Uncounted implements ModelUse {

        @Override
        public boolean begin(LocalDate day, Budget budget) {
            return true;
        }

        @Override
        public void took(LocalDate day, long tokens) {
            // nobody asks
        }
    }
}
