package io.glassline.router.trial;

import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.router.context.TurnContext;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.rule.Rules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// What each step of [io.glassline.router.step.RoutingSteps] looks for, and what it sees, in words for staff.
final class StepWords {

    private static final SequencedMap<String, StepWords> ALL = new LinkedHashMap<>();

    static {
        add("Automatic mail", "a machine wrote this mail", turn -> turn.isMail() ? marks(turn) : "it is no mail");
        add("Leave flow", "a form is open, and a word leaves it", StepWords::form);
        add("Consent keywords", "the whole message is STOP, START or HELP, or refuses messages", StepWords::words);
        add("Programme wish", "the whole message joins or leaves a programme", StepWords::words);
        add(
                "Alarm answer",
                "an alarm stands, and this answers whether there is an emergency",
                StepWords::standingAlarm);
        add("Emergencies", "the words tell of an emergency", StepWords::alarm);
        add("Other emergencies", "words of danger in a language the city does not answer in", StepWords::otherLanguage);
        add("Machine text", "a phone, a carrier or a robot wrote this by itself", StepWords::words);
        add("Perhaps emergency", "the words may tell of an emergency", StepWords::alarm);
        add("Opted out", "the citizen said STOP", turn -> turn.isOptedOut() ? "they did" : "they did not");
        add("Held caller", "a caller holds the line for a person", StepWords::line);
        add("Receipt wish", "the whole message asks for the receipt", StepWords::words);
        add("Record wish", "the whole message asks for what is known of the citizen", StepWords::words);
        add("With people", "an agent has the conversation, or an alarm was raised", StepWords::stage);
        add("Leave queue", "who waits for a person wants to wait no more", StepWords::stage);
        add("Beside words", "a file that came in one mail with words", StepWords::marks);
        add("Only people answer", "mail that no machine may answer", StepWords::marks);
        add(
                "Hourly budget",
                "the address has written more within an hour than the account allows",
                turn -> turn.situation().flood().isPresent() ? "it has" : "it has not");
        add(
                "Rating answer",
                "the citizen was asked how satisfied they were, and this is a rating",
                turn -> turn.session().ratingAsked().isPresent() ? "they were asked" : "they were not asked");
        add("Call start", "a call begins", turn -> turn.content().kind());
        add("Interpreter", "the message is in one of the other languages", StepWords::otherLanguage);
        add("Language wish", "the citizen asks for another language", StepWords::words);
        add("Person wish", "the citizen asks for a person", StepWords::words);
        add("Call back wish", "a caller wants to be called back", StepWords::line);
        add("Repeat wish", "the citizen wants to hear it again", StepWords::words);
        add("Record wish in words", "the citizen asks in other words for what is known of them", StepWords::words);
        add("Picked choice", "the citizen picks from a list", StepWords::list);
        add("Yes or no", "yes or no to what was held out", StepWords::list);
        add("Open flow", "a form is open, and this is its answer", StepWords::form);
        add("Set aside form", "it answers a form that was set aside, or only one form asks for it", StepWords::form);
        add("Asked details", "the last answer asked for something, and this is it", StepWords::lastAnswer);
        add("City rules", "a rule of the city sends it to people or opens a form", StepWords::ruling);
        add("Small talk", "a greeting, thanks, or other small talk", StepWords::words);
        add("Follow up", "it goes on with the last answer", StepWords::lastAnswer);
        add("Bot answer", "the bot answers, asks, or gives it to a person", StepWords::nearest);
    }

    private final String condition;
    private final Function<TurnContext, String> saw;

    private StepWords(String condition, Function<TurnContext, String> saw) {
        this.condition = condition;
        this.saw = saw;
    }

    private static void add(String step, String condition, Function<TurnContext, String> saw) {
        ALL.put(step, new StepWords(condition, saw));
    }

    /// By the names of the steps, in their order.
    static Map<String, StepWords> all() {
        return ALL;
    }

    String condition() {
        return condition;
    }

    /// What it sees of `turn`. A citizen's words are counted and not shown.
    String saw(TurnContext turn) {
        return saw.apply(turn);
    }

    private static String words(TurnContext turn) {
        var count = turn.normalized().words().size();
        return count == 1 ? "1 word" : count + " words";
    }

    private static String marks(TurnContext turn) {
        var marks = turn.message().marks();
        return marks.isEmpty() ? "nothing of the kind" : marks.toString();
    }

    private static String form(TurnContext turn) {
        return turn.session()
                .flow()
                .map(flow -> "the form \"" + flow.name() + "\"")
                .orElse("no form is open");
    }

    private static String standingAlarm(TurnContext turn) {
        return turn.session().alarm().map(Session.Alarm::emergency).orElse("no alarm stands");
    }

    private static String alarm(TurnContext turn) {
        return turn.alarm()
                .map(alarm ->
                        alarm.emergency().name() + (alarm.isCertain() ? ", certain: " : ", perhaps: ") + alarm.found())
                .orElse("none found");
    }

    private static String otherLanguage(TurnContext turn) {
        return turn.otherLanguage()
                .map(language -> language.getLanguage().isEmpty() ? "not known" : language.toLanguageTag())
                .orElse(turn.language().toLanguageTag());
    }

    private static String line(TurnContext turn) {
        return turn.isSpoken() ? stage(turn) : "it is no call";
    }

    private static String stage(TurnContext turn) {
        return switch (turn.conversation().stage()) {
            case Stage.WithBot _, Stage.Closed _ -> "the bot has it";
            case Stage.Waiting(var queue, var _, var _) -> "it waits in \"" + queue.name() + "\"";
            case Stage.WithAgent _ -> "an agent has it";
        };
    }

    private static String list(TurnContext turn) {
        var held = turn.session().offered().size();
        return held == 0 ? "no list is held out" : "a list of " + held;
    }

    private static String lastAnswer(TurnContext turn) {
        return turn.lastAnswer().map(Answer::id).orElse("no answer was given before");
    }

    private static String ruling(TurnContext turn) {
        var rule = turn.ruling().rule();
        return rule.equals(Rules.OTHERWISE) ? "none of them holds" : "the rule \"" + rule + "\"";
    }

    private static String nearest(TurnContext turn) {
        return turn.candidates().isEmpty()
                ? "its knowledge was not asked"
                : "nearest: " + Explainer.shown(turn.candidates().getFirst());
    }
}
