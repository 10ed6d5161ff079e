package io.glassline.router.flow;

import io.glassline.router.flow.Flow.AskReason;
import io.glassline.router.flow.Flow.Outcome;
import io.glassline.router.flow.FlowRun.Asked;
import io.glassline.router.flow.SlotReader.Reading;
import io.glassline.router.flow.Step.Act;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One message in a form: what it answers, takes back or confirms.
final class FlowTalk {

    /// Longer words that open a form are no address.
    private static final int OPENING_CHARS_MAX = 300;

    private static final Pattern HOUSE_NUMBER = Pattern.compile("[0-9]{1,6}[a-z]?");
    private static final Pattern HOUSE_NUMBER_IN = Pattern.compile("\\b[0-9]{1,6}[A-Za-z]?\\b");

    /// Shorter words stand in any sentence.
    private static final int TELLING_CHARS_MIN = 4;

    /// In more words a number may be of anything.
    private static final int NUMBER_WORDS_MAX = 5;

    private final Flow flow;
    private final Flow.Context context;
    private final FlowSlots slots;
    private final FlowWords words;
    private final FlowRun run;

    FlowTalk(Flow flow, Flow.Context context, Map<String, String> known) {
        this.flow = flow;
        this.context = context;
        this.slots = new FlowSlots(known);
        this.words = new FlowWords(flow, context);
        this.run = new FlowRun(flow, context, slots);
    }

    Outcome begin(String raw) {
        spot(raw);
        return run.from(0, raw.length() > OPENING_CHARS_MAX ? "" : raw);
    }

    /// Fills each slot whose answer stands somewhere in these words.
    private void spot(String raw) {
        for (var step : flow.steps()) {
            if (step.act() instanceof Act.Ask ask && ask.kind() instanceof SlotKind.Text(var parser)) {
                parser.spot(raw).ifPresent(answer -> slots.put(ask.slot(), answer));
            }
        }
    }

    Outcome answer(int index, Given given) {
        var step = flow.steps().get(index);
        return switch (step.act()) {
            case Act.Ask ask -> answer(new Asked(step, ask, index), given);
            case Act.Confirm confirm -> new Confirmation(step, confirm, index).answer(given);
            case Act.Look _, Act.Say _, Act.Submit _, Act.HandOver _, Act.End _ -> {
                spot(given.words());
                yield run.from(index, "");
            }
        };
    }

    /// What is taken back after the end.
    Optional<Outcome> afterwards(Given given) {
        var changes = new Changes(flow.steps().size());
        return changes.sure(given.words()).or(() -> changes.perhaps(given.words()));
    }

    Outcome resume(int index) {
        return run.from(index, "");
    }

    // The answer to a question

    private Outcome answer(Asked asked, Given given) {
        var ask = asked.ask();
        if (given.picked().isPresent()) {
            return picked(asked, given.picked().get());
        }
        if (isKnownAddress(ask, given)) {
            return picked(asked, Flow.KNOWN);
        }
        var listed = fromList(asked, given);
        if (listed.isPresent()) {
            return listed.get();
        }
        var meant = new Changes(asked.index()).sure(given.words());
        if (meant.isPresent()) {
            return meant.get();
        }
        if (ask.optional() && given.goesAhead()) {
            return picked(asked, Flow.SKIP);
        }
        if (ask.optional()
                && given.yes().filter(yes -> !yes).isPresent()
                && !(ask.kind() instanceof SlotKind.YesOrNo)) {
            return picked(asked, Flow.SKIP);
        }
        return switch (reader(ask).read(given)) {
            case Reading.Read(var values) -> filled(asked, values, given.words());
            case Reading.Needs(var lookup) -> new Outcome.Needs(lookup);
            case Reading.Which(var rows) -> run.which(asked.step(), given.words(), rows);
            case Reading.Elsewhere(var place) -> elsewhere(asked, place);
            case Reading.Away _ -> isPlace(ask) ? ownWords(asked, given) : new Outcome.Away("", run.at(asked.step()));
            case Reading.Nothing _ -> noAnswer(asked, given);
        };
    }

    private boolean isKnownAddress(Act.Ask ask, Given given) {
        return ask.kind() instanceof SlotKind.Address
                && context.address().isPresent()
                && given.yes().orElse(false);
    }

    /// What is meant of the addresses that are held out: a yes to the only one, or the same street with the number
    /// that is said now.
    private Optional<Outcome> fromList(Asked asked, Given given) {
        var said = slots.listedFor();
        if (said.isEmpty() || !(reader(asked.ask()).read(Given.words(said.get())) instanceof Reading.Which(var rows))) {
            return Optional.empty();
        }
        if (given.isYes() && rows.size() == 1) {
            return Optional.of(picked(asked, rows.getFirst().getOrDefault("id", "")));
        }
        return Changes.onlyNumber(given.words())
                .filter(_ -> HOUSE_NUMBER_IN.matcher(said.get()).results().count() == 1)
                .map(number -> answer(
                        asked, Given.words(HOUSE_NUMBER_IN.matcher(said.get()).replaceFirst(number))));
    }

    private Outcome noAnswer(Asked asked, Given given) {
        return new Changes(asked.index())
                .perhaps(given.words())
                .or(() -> new Changes(asked.index()).anotherAddress(given.words()))
                .or(() -> listAgain(asked))
                .or(() -> asked.ask().optional() && (isNo(given) || isPicture(asked.ask()) && slots.isTried())
                        ? Optional.of(picked(asked, Flow.SKIP)) // a picture was asked for once more, and none came
                        : Optional.empty())
                .orElseGet(() -> isPlace(asked.ask())
                                && slots.isTried()
                                && !given.isQuestion()
                                && !given.words().isBlank()
                        ? ownWords(asked, given)
                        : run.again(asked, wrong(asked), AskReason.NO_ANSWER));
    }

    private static boolean isNo(Given given) {
        return given.begins().filter(yes -> !yes).isPresent();
    }

    /// The list of addresses once more, where one is held out.
    private Optional<Outcome> listAgain(Asked asked) {
        return slots.listedFor().flatMap(said -> switch (reader(asked.ask()).read(Given.words(said))) {
            case Reading.Which(var rows) ->
                slots.tried() >= asked.ask().triesMax()
                        ? Optional.of(run.handsOver(""))
                        : Optional.of(run.which(asked.step(), said, rows));
            case Reading.Needs(var lookup) -> Optional.of(new Outcome.Needs(lookup));
            case Reading.Read _, Reading.Elsewhere _, Reading.Away _, Reading.Nothing _ -> Optional.empty();
        });
    }

    /// What the citizen calls a place counts where the city's list does not have it, or does not answer.
    private Outcome ownWords(Asked asked, Given given) {
        return filled(asked, Map.of(asked.ask().slot(), given.words().strip()), "");
    }

    private static boolean isPicture(Act.Ask ask) {
        return ask.kind() instanceof SlotKind.Picture;
    }

    private static boolean isPlace(Act.Ask ask) {
        return ask.kind() instanceof SlotKind.Address(var place) && place;
    }

    private Outcome picked(Asked asked, String value) {
        var ask = asked.ask();
        if (value.equals(Flow.SKIP) && ask.optional()) {
            return filled(asked, Map.of(ask.slot(), ""), "");
        }
        if (value.equals(Flow.KNOWN) && context.address().isPresent()) {
            return answer(asked, Given.words(context.address().get()));
        }
        var said = slots.listedFor();
        var reading = said.isPresent() && !value.equals(Flow.NONE)
                ? reader(ask).picked(said.get(), value)
                : reader(ask).picked(value);
        return switch (reading) {
            case Reading.Read(var values) -> filled(asked, values, said.orElse(""));
            case Reading.Needs(var lookup) -> new Outcome.Needs(lookup);
            case Reading.Away _, Reading.Which _, Reading.Elsewhere _, Reading.Nothing _ -> {
                slots.listOver();
                yield run.again(asked, wrong(asked), AskReason.NO_ANSWER);
            }
        };
    }

    private Outcome filled(Asked asked, Map<String, String> values, String said) {
        slots.fill(asked.ask(), values, said);
        return run.from(asked.index(), "");
    }

    private Outcome elsewhere(Asked asked, Map<String, String> place) {
        var tells = place.getOrDefault("outside_" + context.language().getLanguage(), place.getOrDefault("label", ""));
        return run.again(asked, tells, AskReason.ELSEWHERE);
    }

    private String wrong(Asked asked) {
        return words.said(asked.ask().wrong(), slots);
    }

    private SlotReader reader(Act.Ask ask) {
        return new SlotReader(ask, context);
    }

    // Taking back what was said

    /// What is meant instead of something that was said before step `before`.
    private final class Changes {

        private final int before;

        Changes(int before) {
            this.before = before;
        }

        /// Where the words cannot be the answer to the open question.
        Optional<Outcome> sure(String raw) {
            return context.corrections().in(raw).flatMap(heard -> switch (heard) {
                case Corrections.Heard.Swap swap -> swapped(swap);
                case Corrections.Heard.Anew(var meant, var isSure) -> isSure ? anew(meant, false) : Optional.empty();
            });
        }

        /// Where they are no answer to it.
        Optional<Outcome> perhaps(String raw) {
            return context.corrections().in(raw).flatMap(heard -> switch (heard) {
                case Corrections.Heard.Swap _ -> Optional.empty(); // looked at before
                case Corrections.Heard.Anew(var meant, var isSure) -> anew(meant, isSure);
            });
        }

        /// Another address, in words that answer nothing else: "well, in front of 140 Pine Street".
        Optional<Outcome> anotherAddress(String raw) {
            return run.answered(before).stream()
                    .filter(asked -> asked.ask().kind() instanceof SlotKind.Address
                            && reader(asked.ask()).mayHoldAddress(raw))
                    .findFirst()
                    .flatMap(asked -> read(asked, raw));
        }

        private Optional<Outcome> swapped(Corrections.Heard.Swap swap) {
            for (var asked : run.answered(before)) {
                for (var said : List.of(slots.get(asked.ask().slot()), slots.saidFor(asked.ask()))) {
                    var mended = Corrections.swapped(said, swap).flatMap(meant -> read(asked, meant));
                    if (mended.isPresent()) {
                        return mended;
                    }
                }
            }
            return Optional.empty();
        }

        /// `meant` as another answer to the last question that it can be an answer to.
        ///
        /// @param inOwnWords whether that may be the last question where any words answer it
        Optional<Outcome> anew(String meant, boolean inOwnWords) {
            var answered = run.answered(before);
            for (var asked : answered) {
                if (isAnyWords(asked.ask()) && !(inOwnWords && asked.equals(answered.getFirst()))) {
                    continue;
                }
                var outcome = read(asked, meant).or(() -> numberOf(asked, meant));
                if (outcome.isPresent()) {
                    return outcome;
                }
            }
            return answered.stream()
                    .filter(asked -> isAnyWords(asked.ask())
                            && isNearTo(slots.get(asked.ask().slot()), meant))
                    .findFirst()
                    .flatMap(asked -> read(asked, meant));
        }

        /// "A blue Honda" is said of "grey Honda": they share a word that is no small one.
        private static boolean isNearTo(String said, String meant) {
            var before = NormalizedText.of(said).words();
            return NormalizedText.of(meant).words().stream()
                    .anyMatch(word -> word.length() >= TELLING_CHARS_MIN && before.contains(word));
        }

        private static boolean isAnyWords(Act.Ask ask) {
            return ask.kind() instanceof SlotKind.Text(var parser) && parser.takesAnyWords();
        }

        /// "No, 45": another number in the same street.
        private Optional<Outcome> numberOf(Asked asked, String meant) {
            var slot = asked.ask().slot();
            return slots.get(slot + "-number").isEmpty()
                    ? Optional.empty()
                    : onlyNumber(meant).flatMap(number -> read(asked, number + " " + slots.get(slot + "-street")));
        }

        /// The one number in few words, such as 154 in "the house is 154".
        static Optional<String> onlyNumber(String meant) {
            var words = NormalizedText.of(meant).words();
            var numbers = words.stream()
                    .filter(word -> HOUSE_NUMBER.matcher(word).matches())
                    .toList();
            return numbers.size() == 1 && words.size() <= NUMBER_WORDS_MAX
                    ? Optional.of(numbers.getFirst())
                    : Optional.empty();
        }

        private Optional<Outcome> read(Asked asked, String meant) {
            return switch (reader(asked.ask()).read(Given.words(meant))) {
                case Reading.Read(var values) -> {
                    slots.forget(asked.ask());
                    yield Optional.of(filled(asked, values, meant));
                }
                case Reading.Needs(var lookup) -> Optional.of(new Outcome.Needs(lookup));
                case Reading.Which(var rows) -> {
                    slots.forget(asked.ask());
                    yield Optional.of(run.which(asked.step(), meant, rows));
                }
                case Reading.Elsewhere _, Reading.Away _, Reading.Nothing _ -> Optional.empty();
            };
        }
    }

    // Confirming

    private final class Confirmation {

        private static final String CHANGE = "change=";

        private final Step step;
        private final Act.Confirm confirm;
        private final int index;

        Confirmation(Step step, Act.Confirm confirm, int index) {
            this.step = step;
            this.confirm = confirm;
            this.index = index;
        }

        Outcome answer(Given given) {
            var toChange = given.picked()
                    .filter(value -> value.startsWith(CHANGE))
                    .flatMap(value -> flow.index(value.substring(CHANGE.length())));
            if (toChange.isPresent() && flow.steps().get(toChange.get()).act() instanceof Act.Ask ask) {
                slots.forget(ask);
                return run.from(toChange.get(), "");
            }
            var says = given.picked().map("yes"::equals).or(given::yes);
            if (given.goesAhead() && !slots.isChanging()) {
                return confirmed();
            }
            if (slots.isChanging() && says.orElse(false)) {
                return asksAnew();
            }
            if (says.isPresent()) {
                return said(says.get());
            }
            var changes = new Changes(index);
            return changes.sure(given.words())
                    .or(() -> changes.perhaps(given.words()))
                    .or(() -> slots.isChanging() ? changes.anew(given.words(), true) : Optional.empty())
                    .or(() -> slots.isChanging()
                            ? Optional.empty()
                            : given.begins().map(this::said))
                    .orElseGet(this::again);
        }

        /// Whoever was asked what to change and says only yes hears again what they say yes to.
        private Outcome asksAnew() {
            slots.changeNothing();
            return new Outcome.Asks(words.said(confirm.asks(), slots), run.at(step), AskReason.FIRST, Flow.YES_OR_NO);
        }

        private Outcome said(boolean yes) {
            return yes ? confirmed() : askWhat();
        }

        private Outcome confirmed() {
            slots.confirm(step);
            return run.from(index, "");
        }

        /// What can be changed: each answer that was given, by what it says.
        private Outcome askWhat() {
            slots.change();
            var options = run.answered(index).reversed().stream()
                    .map(asked -> new Flow.Choice(CHANGE + asked.step().name(), words.shown(asked.ask(), slots)))
                    .filter(choice -> !choice.label().isBlank())
                    .toList();
            return new Outcome.Asks("", run.at(step), AskReason.CHANGE, options);
        }

        private Outcome again() {
            if (slots.tried() >= confirm.triesMax()) {
                return run.handsOver("");
            }
            return slots.isChanging()
                    ? askWhat()
                    : new Outcome.Asks(
                            words.said(confirm.asks(), slots), run.at(step), AskReason.NO_ANSWER, Flow.YES_OR_NO);
        }
    }
}
