package io.glassline.conversation;

import io.glassline.config.VersionId;
import io.glassline.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the bot remembers of a conversation between two turns.
///
/// - `flow`: the form being filled in, if one is open.
/// - `offered`: the choices last held out, so that "2" means the second of them.
/// - `disclosed`: the citizen was told that a machine answers.
/// - `misses`: how many times in a row the bot did not understand; [#missesAt] forgets them.
/// - `lastSaid`: what the bot said last, for "repeat".
/// - `lastAnswer`: the id of the approved answer given last, until the talk is about something else.
/// - `consentAsked`: the message in which we asked whether STOP or START was really the citizen's.
/// - `botGoesOn`: the conversation waits only for a person to look at something, and the bot
/// answers meanwhile as if   nobody had been asked. Where it is not set, the bot answers meanwhile
/// only what it is sure of.
/// - `alarm`: the emergency that the citizen was warned of or asked about, until they take it back.
/// - `topic`: what was talked about last.
/// - `missedAt`: when the bot last did not understand.
/// - `toldOfWait`: who waits for people and wrote on was told that it was added, and when people come.
/// - `waits`: how a caller waits for a person.
/// - `tags`: what the city's rules have marked the conversation with; skills that it needs begin with `skill:`.
/// - `address`: the address that was told in a form, for the next form of the same conversation.
/// - `setAside`: the forms that something else came between, the latest first, for what may still answer them.
/// - `eraseCode`: the code that confirms that all that is known of the citizen is to be erased.
/// - `ratingAsked`: the question how satisfied the citizen was, while it is the last that the city said.
public record Session(
        Optional<Flow> flow,
        List<Message.Offer> offered,
        boolean disclosed,
        int misses,
        Optional<String> lastSaid,
        Optional<String> lastAnswer,
        Optional<Message.Id> consentAsked,
        boolean botGoesOn,
        Optional<Alarm> alarm,
        Topic topic,
        Optional<Instant> missedAt,
        boolean toldOfWait,
        Waits waits,
        Set<String> tags,
        Optional<String> address,
        List<Flow> setAside,
        Optional<EraseCode> eraseCode,
        Optional<RatingAsked> ratingAsked) {

    /// Whoever was not understood and comes back later begins afresh.
    public static final Duration MISSES_LAST = Duration.ofMinutes(30);

    public static final int TAGS_MAX = 40;

    public static final int SET_ASIDE_MAX = 2;

    public static final Session FRESH =
            new Session(Optional.empty(), List.of(), false, 0, Optional.empty(), Optional.empty());

    public Session(
            Optional<Flow> flow,
            List<Message.Offer> offered,
            boolean disclosed,
            int misses,
            Optional<String> lastSaid,
            Optional<String> lastAnswer) {
        this(
                flow,
                offered,
                disclosed,
                misses,
                lastSaid,
                lastAnswer,
                Optional.empty(),
                false,
                Optional.empty(),
                Topic.NONE,
                Optional.empty(),
                false,
                Waits.HOLDING,
                Set.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public Session {
        offered = List.copyOf(offered);
        setAside = List.copyOf(setAside);
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    /// How many times in a row the bot did not understand, of late.
    public int missesAt(Instant now) {
        return missedAt.filter(at -> at.plus(MISSES_LAST).isBefore(now)).isPresent() ? 0 : misses;
    }

    /// With another form, other choices and no miss, and all else as it is. The form that was there is
    /// set aside, where the other is not the same one.
    public Session asking(Optional<Flow> flow, List<Message.Offer> offered) {
        return asking(flow, offered, 0, Optional.empty());
    }

    /// Not understood at `now`, for the `misses`th time in a row; these choices are held out.
    public Session missing(List<Message.Offer> offered, int misses, Instant now) {
        return asking(Optional.empty(), offered, misses, Optional.of(now));
    }

    private Session asking(Optional<Flow> flow, List<Message.Offer> offered, int misses, Optional<Instant> missedAt) {
        return with(copy -> {
            copy.setAside = asideFor(flow);
            copy.flow = flow;
            copy.offered = offered;
            copy.misses = misses;
            copy.missedAt = missedAt;
        });
    }

    private List<Flow> asideFor(Optional<Flow> next) {
        return Stream.concat(flow.stream(), setAside.stream())
                .filter(at -> next.map(Flow::name).filter(at.name()::equals).isEmpty())
                .limit(SET_ASIDE_MAX)
                .toList();
    }

    /// Without the forms that were set aside, and without this one.
    public Session forgettingForms() {
        return with(copy -> {
            copy.flow = Optional.empty();
            copy.setAside = List.of();
        });
    }

    /// The same, with form `name` done.
    public Session done(String name) {
        return with(copy -> {
            copy.flow = flow.filter(at -> !at.name().equals(name));
            copy.setAside =
                    setAside.stream().filter(at -> !at.name().equals(name)).toList();
        });
    }

    /// The same, with `offered` held out.
    public Session offering(List<Message.Offer> offered) {
        return asking(flow, offered, misses, missedAt);
    }

    /// What the bot says.
    public Session saying(String said) {
        return with(copy -> copy.lastSaid = Optional.of(said));
    }

    public Session disclosing() {
        return with(copy -> copy.disclosed = true);
    }

    /// The talk is about `topic`, and `answer` is the id of the approved answer to it, if one was given.
    public Session about(Topic topic, Optional<String> answer) {
        return with(copy -> {
            copy.topic = topic;
            copy.lastAnswer = answer;
        });
    }

    public Session askingConsent(Message.Id question) {
        return with(copy -> copy.consentAsked = Optional.of(question));
    }

    public Session withBotGoingOn(boolean goesOn) {
        return with(copy -> copy.botGoesOn = goesOn);
    }

    /// Whether whoever waits for people knows that what they wrote meanwhile was added.
    public Session tellingOfWait(boolean told) {
        return with(copy -> copy.toldOfWait = told);
    }

    /// @param alarm empty once it is taken back
    public Session alarmed(Optional<Alarm> alarm) {
        return with(copy -> copy.alarm = alarm);
    }

    public Session waiting(Waits how) {
        return with(copy -> copy.waits = how);
    }

    /// Marked with these, too. No more than [#TAGS_MAX] are kept.
    public Session tagged(Set<String> more) {
        var all = new TreeSet<>(tags);
        more.stream().sorted().filter(_ -> all.size() < TAGS_MAX).forEach(all::add);
        return all.equals(tags) ? this : with(copy -> copy.tags = all);
    }

    /// The form that takes the next message as its answer, unlike one that is only [Flow#isOffered()].
    public Optional<Flow> openFlow() {
        return flow.filter(at -> !at.isOffered());
    }

    /// The citizen was reminded of the form that is open.
    public Session reminded() {
        return with(copy -> copy.flow = flow.map(Flow::reminded));
    }

    /// @param code that was sent; empty once it is answered
    public Session confirmingErasure(Optional<EraseCode> code) {
        return with(copy -> copy.eraseCode = code);
    }

    /// @param address that was told in a form
    public Session at(Optional<String> address) {
        return with(copy -> copy.address = address);
    }

    /// The citizen is asked how satisfied they were.
    public Session askingRating(RatingAsked asked) {
        return with(copy -> copy.ratingAsked = Optional.of(asked));
    }

    /// Something else was said, so that what comes next answers that.
    public Session askingNoRating() {
        return ratingAsked.isEmpty() ? this : with(copy -> copy.ratingAsked = Optional.empty());
    }

    private Session with(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /// A session while something of it is changed.
    private static final class Copy {

        private Optional<Flow> flow;
        private List<Message.Offer> offered;
        private boolean disclosed;
        private int misses;
        private Optional<String> lastSaid;
        private Optional<String> lastAnswer;
        private Optional<Message.Id> consentAsked;
        private boolean botGoesOn;
        private Optional<Alarm> alarm;
        private Topic topic;
        private Optional<Instant> missedAt;
        private boolean toldOfWait;
        private Waits waits;
        private Set<String> tags;
        private Optional<String> address;
        private List<Flow> setAside;
        private Optional<EraseCode> eraseCode;
        private Optional<RatingAsked> ratingAsked;

        Copy(Session of) {
            this.flow = of.flow;
            this.offered = of.offered;
            this.disclosed = of.disclosed;
            this.misses = of.misses;
            this.lastSaid = of.lastSaid;
            this.lastAnswer = of.lastAnswer;
            this.consentAsked = of.consentAsked;
            this.botGoesOn = of.botGoesOn;
            this.alarm = of.alarm;
            this.topic = of.topic;
            this.missedAt = of.missedAt;
            this.toldOfWait = of.toldOfWait;
            this.waits = of.waits;
            this.tags = of.tags;
            this.address = of.address;
            this.setAside = of.setAside;
            this.eraseCode = of.eraseCode;
            this.ratingAsked = of.ratingAsked;
        }

        Session made() {
            return new Session(
                    flow,
                    offered,
                    disclosed,
                    misses,
                    lastSaid,
                    lastAnswer,
                    consentAsked,
                    botGoesOn,
                    alarm,
                    topic,
                    missedAt,
                    toldOfWait,
                    waits,
                    tags,
                    address,
                    setAside,
                    eraseCode,
                    ratingAsked);
        }
    }

    /// An emergency that was heard in the conversation.
    ///
    /// @param emergency its name in the city's gates
    /// @param isAsked whether the citizen was asked if it is one, and has not answered; else they were warned
    public record Alarm(String emergency, boolean isAsked) {}

    /// A code that was sent to the citizen's own address; written back in time, it has all of it erased.
    ///
    /// @param triesLeft how many wrong ones are told so before it is worth nothing
    public record EraseCode(String code, Instant sentAt, int triesLeft) {

        /// How long it is good for.
        public static final Duration GOOD_FOR = Duration.ofHours(1);

        /// So long after it was sent, six digits are still taken for it and told that they are late.
        public static final Duration REMEMBERED = Duration.ofHours(24);

        public boolean isLate(Instant now) {
            return triesLeft <= 0 || !now.isBefore(sentAt.plus(GOOD_FOR));
        }

        public boolean isForgotten(Instant now) {
            return !now.isBefore(sentAt.plus(REMEMBERED));
        }

        /// After a wrong one.
        public EraseCode tried() {
            return new EraseCode(code, sentAt, triesLeft - 1);
        }

        @Override
        public String toString() {
            return "EraseCode[•••]";
        }
    }

    /// @param question the message that asks
    public record RatingAsked(Message.Id question, Instant at) {}

    /// What a caller who waits for a person does on the phone.
    public enum Waits {
        /// Holds the line until a person is free.
        HOLDING,
        /// Is asked whether to be called back or to leave a message, for nobody comes now.
        CHOOSING,
        /// Says a message that a person will read.
        LEAVING_MESSAGE,
        /// Was told how it goes on, and the line is freed.
        LET_GO
    }

    /// A form in progress: its name, the step that is waiting for an answer, and the answers so far by slot.
    ///
    /// @param version of the configuration by which it goes on; empty where none is known
    /// @param isOffered whether its first question only stood behind an answer, so that what is no
    /// answer to it     is a message like any other
    public record Flow(
            String name, String step, Map<String, String> slots, Optional<VersionId> version, boolean isOffered) {

        /// Stands beside the answers. No slot has a name with a bracket.
        private static final String REMINDED = "(reminded)";

        public Flow(String name, String step, Map<String, String> slots) {
            this(name, step, slots, Optional.empty(), false);
        }

        public Flow {
            slots = Map.copyOf(slots);
        }

        /// Whether the citizen was reminded of it.
        public boolean isReminded() {
            return slots.containsKey(REMINDED);
        }

        /// The same, for as long as it is open, with the citizen reminded.
        Flow reminded() {
            var with = new HashMap<>(slots);
            with.put(REMINDED, "yes");
            return new Flow(name, step, with, version, isOffered);
        }

        /// The same, as a version decided it.
        public Flow by(VersionId version) {
            return new Flow(name, step, slots, Optional.of(version), isOffered);
        }

        /// The same, behind an answer.
        public Flow offered() {
            return new Flow(name, step, slots, version, true);
        }
    }
}
