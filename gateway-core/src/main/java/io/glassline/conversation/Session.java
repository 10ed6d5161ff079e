package io.glassline.conversation;

import io.glassline.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the bot remembers of a conversation between two turns.
///
/// - `flow`: the form being filled in, if one is open.
/// - `offered`: the choices last held out, so that "2" means the second of them.
/// - `disclosed`: the citizen was told that a machine answers.
/// - `misses`: how many times in a row the bot did not understand.
/// - `lastSaid`: what the bot said last, for "repeat".
/// - `lastAnswer`: the id of the approved answer in it, if it was one, for the topic of a wish for a person.
/// - `consentAsked`: the message in which we asked whether STOP or START was really the citizen's.
/// - `botGoesOn`: the conversation waits only for a person to look at something, and the bot answers meanwhile.
/// - `alarm`: the emergency that the citizen was warned of or asked about, until they take it back.
/// - `waits`: how a caller waits for a person.
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
        Waits waits) {

    public static final Session FRESH =
            new Session(Optional.empty(), List.of(), false, 0, Optional.empty(), Optional.empty());

    public Session(
            Optional<Flow> flow,
            List<Message.Offer> offered,
            boolean disclosed,
            int misses,
            Optional<String> lastSaid,
            Optional<String> lastAnswer) {
        this(flow, offered, disclosed, misses, lastSaid, lastAnswer, Optional.empty(), false, Optional.empty(), Waits.HOLDING);
    }

    public Session {
        offered = List.copyOf(offered);
    }

    /// With another form, other choices and another count of misses, and all else as it is.
    public Session asking(Optional<Flow> flow, List<Message.Offer> offered, int misses) {
        return new Session(flow, offered, disclosed, misses, lastSaid, lastAnswer, consentAsked, botGoesOn, alarm, waits);
    }

    /// What the bot says, and the id of the approved answer in it, if it is one.
    public Session saying(Optional<String> said, Optional<String> answer) {
        return new Session(flow, offered, disclosed, misses, said, answer, consentAsked, botGoesOn, alarm, waits);
    }

    public Session disclosing() {
        return new Session(flow, offered, true, misses, lastSaid, lastAnswer, consentAsked, botGoesOn, alarm, waits);
    }

    public Session answering(String id) {
        return new Session(flow, offered, disclosed, 0, lastSaid, Optional.of(id), consentAsked, botGoesOn, alarm, waits);
    }

    public Session askingConsent(Message.Id question) {
        return new Session(
                flow, offered, disclosed, misses, lastSaid, lastAnswer, Optional.of(question), botGoesOn, alarm, waits);
    }

    public Session withBotGoingOn(boolean goesOn) {
        return new Session(flow, offered, disclosed, misses, lastSaid, lastAnswer, consentAsked, goesOn, alarm, waits);
    }

    /// @param alarm empty once it is taken back
    public Session alarmed(Optional<Alarm> alarm) {
        return new Session(
                flow, offered, disclosed, misses, lastSaid, lastAnswer, consentAsked, botGoesOn, alarm, waits);
    }

    public Session waiting(Waits how) {
        return new Session(flow, offered, disclosed, misses, lastSaid, lastAnswer, consentAsked, botGoesOn, alarm, how);
    }

    /// An emergency that was heard in the conversation.
    ///
    /// @param emergency its name in the city's gates
    /// @param isAsked whether the citizen was asked if it is one, and has not answered; else they were warned
    public record Alarm(String emergency, boolean isAsked) {}

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
    public record Flow(String name, String step, Map<String, String> slots) {

        public Flow {
            slots = Map.copyOf(slots);
        }
    }
}
