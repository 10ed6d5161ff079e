package io.glassline.router.reply;

import io.glassline.channel.LineAdapter.Speech;
import io.glassline.channel.LineAdapter.Then;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Session.Waits;
import io.glassline.conversation.Stage;
import io.glassline.router.city.CityConfig;
import io.glassline.router.words.Phrase;
import io.glassline.routing.Router.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a caller hears who holds the line: seldom where they stand and what else they can do, and never for longer
/// than the queue is open and the city lets anyone wait. The key 1 is to be called back, 2 leaves a message, 3 goes
/// back to the menu.
public record SpokenHold(CityConfig city, Conversation conversation, Locale language) {

    private static final long MINUTES_MIN = 2;
    private static final int SILENCES_MAX = 2;

    public Speech holding(Hold hold) {
        return switch (conversation.stage()) {
            case Stage.Waiting(var queue, var _, var _) -> inLine(queue, hold);
            case Stage.WithAgent _ -> withAgent(hold);
            case Stage.WithBot _, Stage.Closed _ -> speech(Then.HANG_UP, say(Phrase.CALL_GOODBYE));
        };
    }

    /// A caller who was asked how to go on, or for a message, and said nothing, `silences` times in a row: is asked
    /// once more and then let go.
    public Speech afterSilence(int silences) {
        var waits = conversation.session().waits();
        if (silences < SILENCES_MAX && waits == Waits.CHOOSING) {
            return speech(Then.LISTEN, say(Phrase.CALL_SILENCE), closedChoices());
        }
        var hasSaidNothing = conversation.session().lastSaid().equals(Optional.of(say(Phrase.CALL_MESSAGE)));
        if (silences < SILENCES_MAX && waits == Waits.LEAVING_MESSAGE && hasSaidNothing) {
            return speech(Then.LISTEN, say(Phrase.CALL_SILENCE), say(Phrase.CALL_MESSAGE));
        }
        return speech(Then.HANG_UP, goodbye());
    }

    private Speech inLine(QueueId queue, Hold hold) {
        var cityTime = hold.now().atZone(city.zone());
        var opens = city.queues().closedUntil(queue, cityTime);
        if (opens.isPresent()) {
            var places = Map.of(
                    "queue",
                    city.queues().find(queue).map(q -> q.title().in(language)).orElse(queue.name()),
                    "opens",
                    city.phrases().opens(opens.get(), cityTime, language));
            return speech(Then.HANG_UP, city.phrases().say(Phrase.CALL_NOW_CLOSED, language, places), goodbye());
        }
        if (hold.over()) {
            return speech(Then.HANG_UP, say(Phrase.CALL_HELD_TOO_LONG), goodbye());
        }
        return hold.wordsDue() ? new Speech(words(hold), language, Then.HOLD) : speech(Then.HOLD);
    }

    private List<String> words(Hold hold) {
        var words = new ArrayList<String>();
        hold.place().ifPresent(place -> words.addAll(standing(place)));
        words.add(choices());
        return words;
    }

    private List<String> standing(QueuePlace place) {
        var words = new ArrayList<String>();
        words.add(city.phrases().say(Phrase.CALL_PLACE, language, Map.of("place", Integer.toString(place.place()))));
        place.expectedWait()
                .map(Duration::toMinutes)
                .map(minutes -> Map.of("minutes", Long.toString(Math.max(minutes, MINUTES_MIN))))
                .ifPresent(minutes -> words.add(city.phrases().say(Phrase.CALL_WAIT, language, minutes)));
        return words;
    }

    private Speech withAgent(Hold hold) {
        if (hold.over()) {
            return speech(Then.HANG_UP, say(Phrase.CALL_AGENT_CALLS_BACK), goodbye());
        }
        return hold.wordsDue() ? speech(Then.HOLD, say(Phrase.CALL_AGENT_WRITES)) : speech(Then.HOLD);
    }

    /// What a caller can choose who holds the line.
    public String choices() {
        return say(isWithheld() ? Phrase.CALL_WITHHELD_CHOICES : Phrase.CALL_HOLD_CHOICES);
    }

    /// What a caller can choose while nobody is there.
    public String closedChoices() {
        return say(isWithheld() ? Phrase.CALL_WITHHELD_CHOICES : Phrase.CALL_CLOSED_CHOICES);
    }

    /// The last words: a person calls back, if there is a number to call.
    public String goodbye() {
        if (!isWithheld()) {
            return say(Phrase.CALL_BACK_LATER);
        }
        var hasLeftMessage = conversation.session().waits() == Waits.LEAVING_MESSAGE;
        return say(hasLeftMessage ? Phrase.CALL_GOODBYE : Phrase.CALL_WITHHELD);
    }

    public boolean isWithheld() {
        return conversation.lane().citizen().isWithheld();
    }

    private Speech speech(Then then, String... words) {
        return new Speech(List.of(words), language, then);
    }

    private String say(Phrase phrase) {
        return city.phrases().say(phrase, language);
    }
}
