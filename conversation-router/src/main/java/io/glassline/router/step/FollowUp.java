package io.glassline.router.step;

import io.glassline.message.Content;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.dialogue.FollowUps;
import io.glassline.router.dialogue.FollowUps.Aspect;
import io.glassline.router.dialogue.FollowUps.Kind;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Match;
import io.glassline.router.reply.AnswerReplies;
import io.glassline.router.reply.SmallTalkReplies;
import io.glassline.router.reply.WaitingReplies;
import io.glassline.router.words.NormalizedText;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision.Because;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What goes on with the last answer: "how much is it?", "and on Saturday?". A message that is sure by itself is a new
/// question, unless it names no matter at all. Where the last answer tells what is asked, it is given again; else the
/// neighbouring answer of its topic, or a choice of them, or its office is named. A guess is never said as an answer.
final class FollowUp implements RoutingStep {

    /// In shorter words a shared beginning tells nothing: "pay" and "park".
    private static final int STEM_LETTERS_MIN = 4;

    private static final int CHOICES_MAX = 3;

    private static final int SHORT_WORDS_MAX = 8;

    /// So many words of a longer message's own in the last answer are no chance.
    private static final int NAMED_MIN = 2;

    /// So much of an answer tells it from all others, and is the same when it is spoken.
    private static final int BEGINNING_CHARS = 25;

    @Override
    public Optional<Route> decide(TurnContext turn) {
        var ups = turn.city().dialogue().followUps();
        if (!(turn.content() instanceof Content.Text) || turn.normalized().isNothing()) {
            return Optional.empty();
        }
        var kind = ups.kind(turn.normalized());
        var question = turn.lastAnswer().map(last -> new Question(turn, ups, last));
        if (kind != Kind.BARE && isSure(turn)) {
            return question.filter(_ -> kind == Kind.LIKELY).flatMap(Question::onceMore);
        }
        if (question.isPresent()) {
            return kind == Kind.NONE
                    ? question.get().inItsWords()
                    : question.get().decide();
        }
        if (turn.isAlarmed()) {
            return Optional.empty(); // people have it, and it is not a matter that is left out
        }
        if (!turn.session().topic().menu().isEmpty() && kind == Kind.BARE && !turn.waitsForPeople()) {
            return Optional.of(new AnswerReplies(turn)
                    .choicesAgain(turn.session().topic().menu(), because(turn, "The citizen has not chosen yet.")));
        }
        if (kind != Kind.BARE) {
            return Optional.empty();
        }
        if (turn.waitsForPeople()) {
            return Optional.of(new WaitingReplies(turn)
                    .stillInLine(because(turn, "It names no matter, and a person is on the way.")));
        }
        return isSure(turn) ? Optional.empty() : withoutAnswer(turn);
    }

    private static boolean isSure(TurnContext turn) {
        return turn.match(turn.language()) instanceof Match.Sure;
    }

    private static Optional<Route> withoutAnswer(TurnContext turn) {
        if (turn.match(turn.language()) instanceof Match.Unsure) {
            return Optional.empty();
        }
        var because = because(turn, "It leaves out what it is about, and nothing was talked about before.");
        return Optional.of(new AnswerReplies(turn).aboutWhat(because));
    }

    private static Because because(TurnContext turn, String why) {
        return turn.because(turn.ruling(), why);
    }

    /// A message that goes on with the answer `last`.
    private record Question(TurnContext turn, FollowUps ups, Answer last) {

        Optional<Route> decide() {
            var said = turn.normalized();
            var asked = ups.asked(said);
            var own = ups.ownWords(said);
            var replies = new AnswerReplies(turn);
            if (own.isEmpty() && !turn.isQuestion() && ups.isStatement(said.text()) && !turn.waitsForPeople()) {
                return Optional.of(new SmallTalkReplies(turn)
                        .answer(Chitchat.NEVER_MIND, because(turn, "The citizen says what they do.")));
            }
            if (own.isEmpty() && tells(last, asked)) {
                return Optional.of(replies.goingOn(
                        last,
                        asked,
                        because(turn, "It goes on with the last answer, which tells it."),
                        turn.language()));
            }
            var known =
                    own.isEmpty() ? Optional.<Answer>empty() : Optional.of(last).filter(_ -> isOf(own, asked));
            var answer = neighbour(asked).or(() -> known);
            if (answer.isPresent()) {
                return Optional.of(replies.goingOn(
                        answer.get(),
                        asked,
                        because(turn, "Read together with the last question, it is this."),
                        turn.language()));
            }
            return turn.waitsForPeople() ? Optional.empty() : unsure(asked, own, replies);
        }

        /// "And recycling?" may be sure by itself. Where the last answer is about that, too, and both questions read as
        /// one are sure to be its, it is given once more.
        Optional<Route> onceMore() {
            var own = ups.ownWords(turn.normalized());
            var asked = ups.asked(turn.normalized());
            return !own.isEmpty()
                            && !(turn.match(turn.language()) instanceof Match.Sure(var alone, var _)
                                    && alone.equals(last))
                            && isNamedIn(own)
                            && tells(last, asked)
                            && together() instanceof Match.Sure(var both, var _)
                            && both.equals(last)
                    ? Optional.of(new AnswerReplies(turn)
                            .goingOn(
                                    last,
                                    asked,
                                    because(turn, "Read together with the last question, it is this."),
                                    turn.language()))
                    : Optional.empty();
        }

        /// A question that is not sure by itself, in words of the last answer.
        Optional<Route> inItsWords() {
            var said = turn.normalized();
            var asked = ups.asked(said);
            var own = ups.ownWords(said);
            var replies = new AnswerReplies(turn);
            var alone = turn.match(turn.language());
            var isUnknown = alone instanceof Match.Nothing;
            if (!turn.isQuestion() || !isUnknown && candidates(alone).noneMatch(last::equals)) {
                return Optional.empty();
            }
            var isShort = said.words().size() <= SHORT_WORDS_MAX;
            if (tells(last, asked) && (isUnknown && isShort && isNamedIn(own) || isLongAboutIt(own))) {
                return Optional.of(replies.goingOn(
                        last, asked, because(turn, "It asks in words of the last answer."), turn.language()));
            }
            return isUnknown && isShort && ups.isYesNoQuestion(said.text()) && wasJustGiven() && !turn.waitsForPeople()
                    ? Optional.of(replies.askTheOffice(
                            last, because(turn, "The last answer does not tell this. Its office is named.")))
                    : Optional.empty();
        }

        /// Whether nothing but small talk was said since the last answer.
        private boolean wasJustGiven() {
            var text = last.text(turn.language());
            var beginning = text.substring(0, Math.min(text.length(), BEGINNING_CHARS));
            return turn.session()
                    .lastSaid()
                    .filter(said -> said.contains(beginning))
                    .isPresent();
        }

        /// Whether the last answer is about the matter that is named, or is among what it may be.
        private boolean isOf(List<String> own, List<Aspect> asked) {
            var isCandidate = candidates(turn.match(turn.language())).anyMatch(last::equals);
            return tells(last, asked) && (isCandidate || isNamedIn(own));
        }

        private boolean isNamedIn(List<String> own) {
            return namedIn(own) == own.size();
        }

        /// "Great. So back to the license, how long is it good for?": some of it is in words of the last answer, and
        /// read together with the last question it is surely that.
        private boolean isLongAboutIt(List<String> own) {
            return namedIn(own) >= Math.min(own.size(), NAMED_MIN)
                    && together() instanceof Match.Sure(var both, var _)
                    && both.equals(last);
        }

        private long namedIn(List<String> own) {
            var in = turn.language();
            var words = Stream.concat(last.phrasings(in).stream(), Stream.of(last.text(in)))
                    .flatMap(text -> NormalizedText.of(text).words().stream())
                    .distinct()
                    .toList();
            return own.stream()
                    .filter(word -> words.stream().anyMatch(there -> isSameStem(word, there)))
                    .count();
        }

        private static boolean isSameStem(String word, String there) {
            var letters = Math.max(STEM_LETTERS_MIN, Math.min(word.length(), there.length()) - 2);
            return word.equals(there)
                    || word.equals(there + "s")
                    || there.equals(word + "s")
                    || word.length() >= letters
                            && there.length() >= letters
                            && word.startsWith(there.substring(0, letters));
        }

        /// Another answer of the topic that is sure once both questions are read as one.
        private Optional<Answer> neighbour(List<Aspect> asked) {
            return together() instanceof Match.Sure(var other, var _)
                            && !other.equals(last)
                            && other.topic().equals(last.topic())
                            && tells(other, asked)
                    ? Optional.of(other)
                    : Optional.empty();
        }

        private Match together() {
            var before = turn.session()
                    .topic()
                    .question()
                    .orElseGet(() ->
                            last.phrasings(turn.language()).stream().findFirst().orElse(""));
            return turn.match(before.replaceAll("[\\s.?!]+$", "") + " " + turn.text(), turn.language());
        }

        private Optional<Route> unsure(List<Aspect> asked, List<String> own, AnswerReplies replies) {
            var alone = turn.match(turn.language());
            var ofTopic = Stream.concat(candidates(alone), candidates(together()))
                    .filter(answer -> answer.topic().equals(last.topic()) && tells(answer, asked))
                    .filter(answer -> !answer.equals(last))
                    .distinct()
                    .limit(CHOICES_MAX)
                    .toList();
            if (!ofTopic.isEmpty()) {
                return Optional.of(
                        replies.choices(ofTopic, because(turn, "It may be one of several answers of the last topic.")));
            }
            if (!own.isEmpty() && alone instanceof Match.Unsure) {
                return Optional.empty();
            }
            return Optional.of(replies.askTheOffice(
                    last, because(turn, "The last answer does not tell this. Its office is named.")));
        }

        private boolean tells(Answer answer, List<Aspect> asked) {
            return FollowUps.tells(answer.text(turn.language()), asked);
        }

        private static Stream<Answer> candidates(Match match) {
            return switch (match) {
                case Match.Sure(var answer, var _) -> Stream.of(answer);
                case Match.Unsure(var best, var _) -> best.stream();
                case Match.Nothing _ -> Stream.empty();
            };
        }
    }
}
