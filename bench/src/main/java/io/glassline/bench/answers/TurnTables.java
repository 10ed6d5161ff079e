package io.glassline.bench.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// What our bot makes of small talk, of sentences in two languages at once, and how many questions it takes for small
/// talk. The sentences of `held-out/turns` are never learnt from: they were written by another hand.
final class TurnTables {

    /// What the bot answers small talk with.
    private static final Set<String> SMALL_TALK = Set.of(
            "bot:thanks",
            "bot:greeting",
            "bot:all-right",
            "bot:farewell",
            "bot:goodbye",
            "bot:never-mind",
            "bot:praise",
            "bot:laughter",
            "bot:identity",
            "bot:insult",
            "bot:how-are-you",
            "bot:agreement",
            "bot:decline",
            "bot:wait",
            "bot:apology");

    /// The answers that are right for a matter of `mixed.tsv`.
    private static final Map<String, Set<String>> MATTERS = Map.of(
            "council-meeting", Set.of("council-meeting"),
            "dog-licence", Set.of("dog-license"),
            "library-hours", Set.of("library"),
            "noise", Set.of("noise"),
            "parking-ticket", Set.of("parking-ticket-pay", "parking-ticket-appeal"),
            "permit", Set.of("building-permit", "permit-status", "event-permit"),
            "pothole", Set.of("pothole"),
            "street-light", Set.of("streetlight"),
            "trash-day", Set.of("trash-day"),
            "water-bill", Set.of("water-bill-pay", "water-bill-high", "water-payment-help"));

    private final OurBot bot;
    private final boolean show;

    TurnTables(OurBot bot, boolean show) {
        this.bot = bot;
        this.show = show;
    }

    void print(List<Question> questions) {
        smallTalk();
        falseSmallTalk(questions);
        mixed();
    }

    /// Each line says a language, a kind and a text, and is said after an answer.
    private void smallTalk() {
        System.out.printf("%n## Small talk%n%n| kind | of | heard |%n| --- | --- | --- |%n");
        var byKind = new TreeMap<String, int[]>();
        for (var fields : lines("small-talk.tsv")) {
            var language = Locale.of(fields.get(0));
            var talk = bot.talk(language);
            talk.outcomeOf(
                    language.getLanguage().equals("es") ? "¿Cuándo abre la biblioteca?" : "When is the library open?");
            var outcome = talk.outcomeOf(fields.get(2));
            var isHeard = SMALL_TALK.contains(outcome);
            for (var row : List.of(fields.get(1), "~ all")) {
                var counts = byKind.computeIfAbsent(row, _ -> new int[2]);
                counts[0]++;
                counts[1] += isHeard ? 1 : 0;
            }
            if (show && !isHeard) {
                System.out.printf("- %s: %s -> %s%n", fields.get(1), fields.get(2), outcome);
            }
        }
        byKind.forEach((kind, counts) -> System.out.printf("| %s | %d | %d |%n", kind, counts[0], counts[1]));
    }

    private void falseSmallTalk(List<Question> questions) {
        var ofTheCity =
                questions.stream().filter(question -> !question.isOutOfScope()).toList();
        var taken = 0;
        for (var question : ofTheCity) {
            var outcome = bot.talk(question.language()).outcomeOf(question.text());
            if (SMALL_TALK.contains(outcome)) {
                taken++;
                if (show) {
                    System.out.printf("- taken for small talk: %s -> %s%n", question.text(), outcome);
                }
            }
        }
        System.out.printf("%nQuestions to the city taken for small talk: %d of %d%n", taken, ofTheCity.size());
    }

    /// Each line says a matter and a text.
    private void mixed() {
        var right = 0;
        var listed = 0;
        var wrong = 0;
        var all = lines("mixed.tsv");
        for (var fields : all) {
            var answers = Objects.requireNonNull(MATTERS.get(fields.get(0)), fields.get(0));
            var reply = bot.ask(fields.get(1), Locale.ENGLISH);
            switch (reply) {
                case Question.Reply.Answered(var answer, var _) -> {
                    right += answers.contains(answer) ? 1 : 0;
                    wrong += answers.contains(answer) ? 0 : 1;
                }
                case Question.Reply.Listed(var menu, var _) ->
                    listed += menu.stream().anyMatch(answers::contains) ? 1 : 0;
                case Question.Reply.Refused _ -> {}
            }
            if (show && !(reply instanceof Question.Reply.Answered(var answer, var _) && answers.contains(answer))) {
                System.out.printf("- in two languages: %s [%s] -> %s%n", fields.get(1), fields.get(0), reply);
            }
        }
        System.out.printf(
                "%n## In two languages%n%n| of | right | listed | wrong |%n| --- | --- | --- | --- |%n| %d | %d | %d | %d |%n",
                all.size(), right, listed, wrong);
    }

    private static List<List<String>> lines(String name) {
        var file = "held-out/turns/" + name;
        try (var in = Objects.requireNonNull(TurnTables.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
