package io.glassline.routing;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.message.Message;
import io.glassline.message.NameBasedId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a citizen asked a system of the city to do, and how far that has come. Immutable.
///
/// @param conversation in which it was asked
/// @param language in which the citizen hears of it
/// @param service as `services.yml` names it
/// @param values what the citizen said, by the names of [Submission]
/// @param token what the system gave in place of a number
/// @param number by which the system and the citizen speak of it
/// @param status the system's own word for how it is
/// @param notes what the system adds to the status, empty where it adds nothing
/// @param handedOverAt when the system was first given it and may have taken it
/// @param tries how often in a row something was tried since it last came further
/// @param photo what was decided of the photo that came with it; empty before it is handed over, and where none came
public record CityRequest(
        Id id,
        Conversation.Id conversation,
        Lane lane,
        Locale language,
        String service,
        Map<String, String> values,
        Instant askedAt,
        Phase phase,
        Optional<String> token,
        Optional<String> number,
        String status,
        String notes,
        Optional<Instant> handedOverAt,
        int tries,
        Optional<RequestPhoto> photo) {

    /// The names that every service has, beside those that `services.yml` gives it.
    public static final String ADDRESS = "address";

    public static final String LATITUDE = "latitude";
    public static final String LONGITUDE = "longitude";
    public static final String DESCRIPTION = "description";

    /// The id of the message with which a photo came.
    public static final String PHOTO = "photo";

    /// The number of a request that is there already, and that this one is added to.
    public static final String JOIN = "join";

    /// Longer notes are no message; the system has all of them.
    public static final int NOTES_MAX_CHARS = 300;

    public CityRequest {
        values = Map.copyOf(values);
        notes = notes.length() > NOTES_MAX_CHARS ? notes.substring(0, NOTES_MAX_CHARS - 1) + "…" : notes;
    }

    /// Derived, as the ids of answers are: a turn that runs again asks for the same thing, and not for a second one.
    public record Id(UUID value) {

        public static Id of(Message.Id asked, int number) {
            return new Id(NameBasedId.of(asked.value(), "request " + number));
        }

        /// Stands in the description that the system is given, so that it can be found again there.
        public String mark() {
            return "GL-"
                    + value.toString()
                            .replace("-", "")
                            .substring(0, MARK_DIGITS)
                            .toUpperCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    private static final int MARK_DIGITS = 12;

    /// How far it has come. Only forward; but what the system did not take waits again.
    public enum Phase {
        /// To be given to the system.
        WAITING(false),
        /// The system may have it. What became of it is not known.
        HANDED_OVER(false),
        /// The system has it, and a number is to follow.
        TOKEN(false),
        /// The system has it under a number, and is working on it.
        NUMBERED(false),
        /// The system took it, and says nothing more of it, ever.
        TAKEN(true),
        /// The system is done with it.
        CLOSED(true),
        /// The system does not have it, or nobody can tell. People of the city have it.
        FAILED(true);

        private final boolean isLast;

        Phase(boolean isLast) {
            this.isLast = isLast;
        }

        /// Whether nothing more becomes of it.
        public boolean isLast() {
            return isLast;
        }

        /// The word for it in pages, the record and the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// As it is when a turn asked for it.
    public static CityRequest asked(Message.Id by, int number, Conversation in, Submission submission, Instant at) {
        return new CityRequest(
                Id.of(by, number),
                in.id(),
                in.lane(),
                in.language(),
                submission.service(),
                submission.values(),
                at,
                Phase.WAITING,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                Optional.empty(),
                0,
                Optional.empty());
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
    }

    /// Where it is about; empty where the citizen gave an address only.
    public Optional<Point> point() {
        return value(LATITUDE)
                .flatMap(latitude -> value(LONGITUDE).flatMap(longitude -> Point.of(latitude, longitude)));
    }

    /// As it was when this step was written, which is what is told of it.
    public CityRequest as(RequestStep step) {
        return copy(phase, token, number, step.status(), step.because(), handedOverAt, tries);
    }

    public CityRequest in(Phase next) {
        return copy(next, token, number, status, notes, handedOverAt, 0);
    }

    public CityRequest triedAgain() {
        return copy(phase, token, number, status, notes, handedOverAt, tries + 1);
    }

    public CityRequest handedOver(Instant at) {
        return copy(Phase.HANDED_OVER, token, number, status, notes, handedOverAt.or(() -> Optional.of(at)), tries + 1);
    }

    /// It is asked for by itself: what it was to be added to is not there.
    public CityRequest withoutJoin() {
        var others = new HashMap<>(values);
        others.remove(JOIN);
        return new CityRequest(
                id,
                conversation,
                lane,
                language,
                service,
                others,
                askedAt,
                phase,
                token,
                number,
                status,
                notes,
                handedOverAt,
                tries,
                photo);
    }

    /// It waits again: the system does not have it.
    public CityRequest notTaken() {
        return copy(Phase.WAITING, token, number, status, notes, Optional.empty(), tries);
    }

    public CityRequest with(RequestPhoto decided) {
        return new CityRequest(
                id,
                conversation,
                lane,
                language,
                service,
                values,
                askedAt,
                phase,
                token,
                number,
                status,
                notes,
                handedOverAt,
                tries,
                Optional.of(decided));
    }

    public CityRequest withToken(String given) {
        return copy(Phase.TOKEN, Optional.of(given), number, status, notes, handedOverAt, 0);
    }

    public CityRequest numbered(String given) {
        return copy(Phase.NUMBERED, token, Optional.of(given), status, notes, handedOverAt, 0);
    }

    public CityRequest now(Phase next, String status, String notes) {
        return copy(next, token, number, status, notes, handedOverAt, 0);
    }

    private CityRequest copy(
            Phase phase,
            Optional<String> token,
            Optional<String> number,
            String status,
            String notes,
            Optional<Instant> handedOverAt,
            int tries) {
        return new CityRequest(
                id,
                conversation,
                lane,
                language,
                service,
                values,
                askedAt,
                phase,
                token,
                number,
                status,
                notes,
                handedOverAt,
                tries,
                photo);
    }
}
