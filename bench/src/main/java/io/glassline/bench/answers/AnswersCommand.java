package io.glassline.bench.answers;

import io.glassline.bench.answers.Question.Reply;
import io.glassline.router.knowledge.Embedder;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.router.knowledge.TrainingCache;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How many questions get the right answer: those to a city that was written by another hand, in two languages and in
/// several styles, and with `--data` those of public sets. BM25 and the bare model are asked the same in the same run,
/// with the thresholds that let them answer as much that is out of scope as the bot does.
@Command(
        name = "answers",
        description = "How many questions get the right answer, beside what BM25 and the bare model would give.",
        mixinStandardHelpOptions = true)
public final class AnswersCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "a folder with public sets, fetched by you: clinc150/data_full.json, banking77/ and hwu64/"
                    + " each with train.csv and test.csv (bench/README.md says from where); they are run, too")
    @Nullable
    Path data;

    @Option(
            names = "--shots",
            paramLabel = "N",
            description = "phrasings of each label of a public set (default: ${DEFAULT-VALUE})")
    int shots = 10;

    @Option(names = "--show", description = "print each question that is not answered rightly, with what it got")
    boolean show;

    @Override
    public Integer call() {
        var questions = HeldOutCity.questions();
        var knowledge = HeldOutCity.knowledge();
        var bot = bot(knowledge);
        System.out.printf(
                "# A city held out: %d answers, %d questions, %d dialogues%n",
                knowledge.answers().size(),
                questions.questions().size(),
                questions.dialogues().size());
        compare(knowledge, bot, questions.questions(), question -> question.language() + ", " + question.style());
        followUps(bot, questions.dialogues());
        new TurnTables(bot, show).print(questions.questions());
        if (data != null) {
            for (var set : PublicSets.read(data)) {
                var learnt = set.fewShot(shots);
                System.out.printf(
                        "%n# %s: %d labels, %d phrasings each%n",
                        set.name(), learnt.answers().size(), shots);
                compare(learnt, bot(learnt), set.questions(), _ -> set.name());
            }
        }
        return 0;
    }

    private static OurBot bot(Knowledge knowledge) {
        return new OurBot(HeldOutCity.withKnowledge(knowledge), new Retrieval(knowledge, TrainingCache.none()));
    }

    private void compare(Knowledge knowledge, OurBot bot, List<Question> questions, Function<Question, String> group) {
        var curve = new CalibrationCurve();
        var ours = tally(bot, questions, group, curve);
        var languages = questions.stream().map(Question::language).distinct().toList();
        var tables = new LinkedHashMap<String, Map<String, Tally>>();
        tables.put(bot.name(), ours);
        for (var ranking : List.of(
                new SharedWords(knowledge, languages),
                new NearestPhrasing(knowledge, languages, Embedder.bgeSmall()))) {
            var other = new Thresholded(ranking);
            for (var language : languages) {
                var foreign = questions.stream()
                        .filter(question -> question.language().equals(language) && question.isOutOfScope())
                        .toList();
                var same = new Tally();
                foreign.forEach(question -> same.add(question, bot.ask(question.text(), language)));
                other.setThresholds(language, foreign, same.foreignAnswered(), same.foreignListed());
            }
            tables.put(other.name(), tally(other, questions, group, new CalibrationCurve()));
        }
        tables.forEach((name, table) -> {
            System.out.printf("%n## %s%n%n%s%n", name, Tally.HEAD);
            table.forEach((row, tally) -> System.out.println(tally.row(row)));
        });
        curve.print();
    }

    private Map<String, Tally> tally(
            Contender contender, List<Question> questions, Function<Question, String> group, CalibrationCurve curve) {
        var groups = new TreeMap<String, Tally>();
        var all = new Tally();
        for (var question : questions) {
            var reply = contender.ask(question.text(), question.language());
            groups.computeIfAbsent(group.apply(question), _ -> new Tally()).add(question, reply);
            all.add(question, reply);
            curve.add(question, reply);
            if (show && contender instanceof OurBot && isToBeShown(question, reply)) {
                System.out.printf(
                        "- %s, %s: %s [%s] -> %s%n",
                        question.language(),
                        question.style(),
                        question.text(),
                        question.answer().orElse("out of scope"),
                        said(reply));
            }
        }
        groups.put("~ all", all); // sorted last
        return groups;
    }

    private static boolean isToBeShown(Question question, Reply reply) {
        return question.isOutOfScope() ? !(reply instanceof Reply.Refused) : !question.isRight(reply);
    }

    private static String said(Reply reply) {
        return switch (reply) {
            case Reply.Answered(var answer, var confidence) -> "%s (%.2f)".formatted(answer, confidence);
            case Reply.Listed(var answers, var confidence) -> "a menu of %s (%.2f)".formatted(answers, confidence);
            case Reply.Refused(var confidence) -> "nothing (%.2f)".formatted(confidence);
        };
    }

    /// Of the turns after the first, those that ask for something: answered rightly, or in the menu.
    private void followUps(OurBot bot, List<Dialogue> dialogues) {
        var byLanguage = new TreeMap<String, Tally>();
        for (var dialogue : dialogues) {
            var talk = bot.talk(dialogue.language());
            for (var turn = 0; turn < dialogue.turns().size(); turn++) {
                var said = dialogue.turns().get(turn);
                var reply = talk.says(said.text());
                if (turn > 0) {
                    byLanguage
                            .computeIfAbsent(dialogue.language().getLanguage(), _ -> new Tally())
                            .add(question(dialogue.language(), said), reply);
                }
                if (show && turn > 0 && isToBeShown(question(dialogue.language(), said), reply)) {
                    System.out.printf(
                            "- %s, follow-up: %s / %s [%s] -> %s%n",
                            dialogue.language(),
                            dialogue.turns().get(turn - 1).text(),
                            said.text(),
                            said.answer().orElse("out of scope"),
                            said(reply));
                }
            }
        }
        System.out.printf("%n## Follow-ups, in dialogue%n%n%s%n", Tally.HEAD);
        byLanguage.forEach((language, tally) -> System.out.println(tally.row(language)));
    }

    private static Question question(Locale language, Dialogue.Turn turn) {
        return new Question(language, "follow-up", turn.answer(), turn.text());
    }
}
