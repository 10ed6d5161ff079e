package io.glassline.bench.loss;

import io.glassline.router.city.CityConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// What the citizens of a run ask, with the answers that the city's own configuration promises.
final class Questions {

    /// Approved answers whose first phrasing no rule and no gate takes for something else, and no form answers instead.
    static final List<String> ANSWERS = List.of(
            "opening-hours",
            "trash-day",
            "pothole",
            "library",
            "parking-ticket-pay",
            "recycling",
            "dog-license",
            "water-bill-pay",
            "building-permit",
            "marriage-license",
            "property-tax",
            "snow",
            "yard-waste",
            "bulky-items",
            "event-permit",
            "birth-certificate");

    private static final int EXPECTED_CHARS = 30;
    private static final int PERMIT_FIRST = 101;
    private static final int PERMIT_LAST = 125;

    /// Citizens in a hundred who fill in the permit form, and who at last want a person.
    private static final int IN_FLOWS_PERCENT = 20;

    private static final int TO_PERSON_PERCENT = 3;

    private final List<Question> questions;
    private final int inFlowsPercent;

    /// What the form says with the record away. It then waits for the citizen to say whether to try again, so whatever
    /// this citizen's script says next is taken for that.
    static final String LOOK_UP_AWAY = "so I cannot look up ";

    private Questions(List<Question> questions, int inFlowsPercent) {
        this.questions = questions;
        this.inFlowsPercent = inFlowsPercent;
    }

    /// @throws IllegalStateException naming an answer that the configuration no longer has.
    static Questions of(CityConfig city) {
        var questions = ANSWERS.stream()
                .map(id -> city.knowledge()
                        .find(id)
                        .orElseThrow(() -> new IllegalStateException(
                                "config/knowledge has no answer " + id + " any more; choose another one in Questions")))
                .map(answer -> Question.answered(
                        answer.phrasings(Locale.ENGLISH).getFirst(), beginning(answer.text(Locale.ENGLISH))))
                .toList();
        return new Questions(questions, IN_FLOWS_PERCENT);
    }

    private static String beginning(String text) {
        var line = Question.oneLine(text);
        return line.substring(0, Math.min(EXPECTED_CHARS, line.length()));
    }

    /// The same with everybody in the permit form.
    Questions onlyFlows() {
        return new Questions(questions, 100);
    }

    List<Question> questions() {
        return questions;
    }

    /// What one citizen says, `count` messages: different questions, or permit after permit, each asked for and then
    /// named.
    List<Question> script(int count, RandomGenerator chance) {
        var script = new ArrayList<Question>();
        if (chance.nextInt(100) < inFlowsPercent) {
            var permit = PERMIT_FIRST + chance.nextInt(PERMIT_LAST - PERMIT_FIRST + 1);
            while (script.size() < count) {
                script.add(Question.answered("permit status", "What is your permit number?"));
                var number = "PRM-2026-%04d".formatted(permit);
                // With the record away, or too busy, the form says so and still knows which permit is meant.
                script.add(Question.answered(number, "Permit " + number + " (", LOOK_UP_AWAY + number));
                permit = permit == PERMIT_LAST ? PERMIT_FIRST : permit + 1;
            }
            return script.subList(0, count);
        }
        var first = chance.nextInt(questions.size());
        var step = 2 * chance.nextInt(questions.size() / 2) + 1; // odd, so that it goes through all of them
        for (var n = 0; n < count; n++) {
            script.add(questions.get((first + n * step) % questions.size()));
        }
        if (chance.nextInt(100) < TO_PERSON_PERCENT) {
            script.set(count - 1, Question.handedOver("I want to talk to a person"));
        }
        return script;
    }
}
