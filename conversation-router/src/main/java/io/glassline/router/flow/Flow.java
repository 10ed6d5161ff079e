package io.glassline.router.flow;

import io.glassline.conversation.QueueId;
import io.glassline.conversation.Session;
import io.glassline.router.flow.Step.Act;
import io.glassline.router.words.LocalText;
import io.glassline.routing.Lookup;
import io.glassline.routing.Submission;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A form the bot fills in with a citizen: it asks what it does not know yet, looks up, tells, gives what it
/// gathered to the city, and ends. Pure.
///
/// What stands in the very message that opens it is not asked for again: "what's the status of permit
/// PRM-2026-0117?" is answered at once. What was said can be taken back at any question ([Corrections]).
///
/// @param isInCallMenu whether a caller is told of it before they have said anything
public record Flow(String name, LocalText title, String topic, boolean isInCallMenu, List<Step> steps) {

    /// The choice of leaving a question out.
    public static final String SKIP = "skip";

    /// The choice of none of several addresses.
    public static final String NONE = "none";

    /// The choice of the address that was told before.
    public static final String KNOWN = "known";

    /// Where a form stands that has told what was asked. No step has a name with a bracket.
    private static final String DONE = "(done)";

    static final List<Choice> YES_OR_NO = List.of(new Choice("yes", ""), new Choice("no", ""));

    public Flow {
        steps = List.copyOf(steps);
    }

    /// What a step of the conversation is given: in which language, whether it will be spoken, what was looked up,
    /// which day it is in the city, the address that was told before in this conversation, and how people correct
    /// themselves.
    public record Context(
            Locale language,
            boolean spoken,
            Map<Lookup, Lookup.Result> lookups,
            LocalDate today,
            Optional<String> address,
            Corrections corrections) {}

    /// What became of it.
    public sealed interface Outcome {

        /// A question is open. `options` can be picked.
        record Asks(String text, Session.Flow at, AskReason reason, List<Choice> options) implements Outcome {}

        record Needs(Lookup lookup) implements Outcome {}

        /// The city's system is away; the flow stands where it was and can be tried again. `text` is empty where the
        /// form has no words for it.
        record Away(String text, Session.Flow at) implements Outcome {}

        /// It is done: `submissions` are made, and `address` is of use to the next form. Where nothing was
        /// submitted, what was said can still be taken back `at` the end.
        record Ends(String text, List<Submission> submissions, Optional<String> address, Optional<Session.Flow> at)
                implements Outcome {}

        /// A person takes over, in `queue` if one is named; `text` is said first, and `gathered` is what the
        /// citizen has told so far.
        record HandsOver(String text, Optional<QueueId> queue, List<String> gathered) implements Outcome {}
    }

    /// Something that can be picked; `label` is empty where a phrase says it: for `yes`, `no`, [#SKIP] and [#NONE].
    public record Choice(String value, String label) {}

    /// Why a question is asked: for the first time, because what was said is no answer to it, because nothing was
    /// found with the answer, because it may mean several addresses, because it lies in another place, or what is
    /// to be changed of what was said.
    public enum AskReason {
        FIRST,
        NO_ANSWER,
        NOTHING_FOUND,
        WHICH,
        ELSEWHERE,
        CHANGE
    }

    /// Whether these are one address, and none of it.
    public static boolean isOne(List<Choice> options) {
        return options.size() == 2 && options.getLast().value().equals(NONE);
    }

    public boolean looksSomethingUp() {
        return steps.stream().anyMatch(step -> step.act() instanceof Act.Look);
    }

    /// What the question that is open at `at` asks for.
    public Optional<SlotKind> asked(Session.Flow at) {
        return index(at.step())
                .map(index -> steps.get(index).act())
                .filter(Act.Ask.class::isInstance)
                .map(act -> ((Act.Ask) act).kind());
    }

    /// Whether `raw` holds the answer to a question of the form in words of a form of their own, such as a number
    /// with its letters, which nothing else has.
    public boolean isToldIn(String raw) {
        return steps.stream()
                .anyMatch(step -> step.act() instanceof Step.Act.Ask ask
                        && ask.kind() instanceof SlotKind.Text(var parser)
                        && parser.spot(raw).isPresent());
    }

    /// Whether it has said what it understood, and waits for a yes.
    public boolean isToBeConfirmed(Session.Flow at) {
        return index(at.step())
                .filter(index -> steps.get(index).act() instanceof Step.Act.Confirm)
                .isPresent();
    }

    /// Opens the flow with the citizen's `raw` words.
    public Outcome begin(String raw, Context context) {
        return new FlowTalk(this, context, Map.of()).begin(raw);
    }

    /// Goes on from `at` with what the citizen gives. A step that the city has since taken out of the flow begins it
    /// anew.
    public Outcome answer(Session.Flow at, Given given, Context context) {
        return index(at.step())
                .map(index -> new FlowTalk(this, context, at.slots()).answer(index, given))
                .orElseGet(() -> begin(given.words(), context));
    }

    /// What the citizen says after the form has told its answer, where it takes something back that was said in
    /// it: "sorry, I meant 45". Empty for anything else.
    public Optional<Outcome> afterwards(Session.Flow at, Given given, Context context) {
        return at.step().equals(DONE) ? new FlowTalk(this, context, at.slots()).afterwards(given) : Optional.empty();
    }

    /// Whether the form has told its answer.
    public static boolean isDone(Session.Flow at) {
        return at.step().equals(DONE);
    }

    Session.Flow done(FlowSlots slots) {
        return new Session.Flow(name, DONE, slots.all()).offered();
    }

    /// Goes on from `at` without an answer: asks again, or looks up again.
    public Outcome resume(Session.Flow at, Context context) {
        return index(at.step())
                .map(index -> new FlowTalk(this, context, at.slots()).resume(index))
                .orElseGet(() -> begin("", context));
    }

    /// What the citizen has told up to `at`, in the order of the questions.
    public List<String> gathered(Session.Flow at, Context context) {
        return new FlowRun(this, context, new FlowSlots(at.slots())).gathered();
    }

    /// The same place in the form, after something else was answered.
    public static Session.Flow beside(Session.Flow at) {
        var slots = new FlowSlots(at.slots());
        slots.put(FlowSlots.BESIDE, "yes");
        return new Session.Flow(at.name(), at.step(), slots.all(), at.version(), at.isOffered());
    }

    /// Whether what is no answer to the open question is a message like any other: the question only stood behind an
    /// answer.
    public static boolean isBeside(Session.Flow at) {
        return at.isOffered() || at.slots().containsKey(FlowSlots.BESIDE);
    }

    /// Where step `name` stands.
    Optional<Integer> index(String name) {
        return IntStream.range(0, steps.size())
                .filter(i -> steps.get(i).name().equals(name))
                .boxed()
                .findFirst();
    }
}
