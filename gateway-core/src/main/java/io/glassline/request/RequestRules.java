package io.glassline.request;

import io.glassline.outbox.RetrySchedule;
import io.glassline.request.RequestSystems.Handing;
import io.glassline.request.RequestSystems.Search;
import io.glassline.request.RequestSystems.Status;
import io.glassline.request.RequestSystems.Statuses;
import io.glassline.request.RequestSystems.TokenAnswer;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RequestStep.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// What becomes of a request by what its system did. Pure.
///
/// A call without an answer is never simply made again. The system is asked what it has; only when
/// it has told all of it, and the time is over in which it may still have been busy with the call,
/// does the request wait again. Where it does not tell enough, people decide.
final class RequestRules {

    /// What a system has not taken for so long goes to people.
    static final Duration SUBMITTED_WITHIN = Duration.ofDays(1);

    /// A token that has led to no number for so long leads to none.
    static final Duration NUMBERED_WITHIN = Duration.ofDays(30);

    /// A request that is open for so long is not asked for any more.
    static final Duration WATCHED_FOR = Duration.ofDays(365);

    private static final Duration UNKNOWN_AGAIN = Duration.ofMinutes(1);

    /// How often it is looked whether a photo has come.
    private static final Duration PHOTO_AGAIN = Duration.ofSeconds(1);

    private static final RetrySchedule AGAIN =
            new RetrySchedule(Duration.ofSeconds(2), Duration.ofMinutes(10), Integer.MAX_VALUE);

    private final CityService service;
    private final Instant now;
    private final DoubleSupplier chance;

    RequestRules(CityService service, Instant now, DoubleSupplier chance) {
        this.service = service;
        this.now = now;
        this.chance = chance;
    }

    /// How a request goes on.
    ///
    /// @param line its journal's next line, if there is something new
    /// @param dueAt when something is to be done again
    record Move(CityRequest next, Optional<Line> line, Optional<Instant> dueAt) {}

    record Line(String word, String because, Optional<Notice> tell) {}

    Move afterHanding(CityRequest request, Handing handing) {
        return switch (handing) {
            case Handing.Numbered(var number) -> numbered(request.numbered(number), Phase.NUMBERED.word());
            case Handing.Token(var token) ->
                move(request.withToken(token), Phase.TOKEN.word(), "", Optional.empty(), again(1));
            case Handing.Untracked() ->
                settled(request.in(Phase.TAKEN), "The system gives no number.", Optional.empty());
            // What it refuses may be the photo: the words go without it.
            case Handing.Rejected(var because)
            when request.photo().filter(RequestPhoto::isSent).isPresent() ->
                move(
                        request.notTaken().with(RequestPhoto.LEFT),
                        "photo-refused",
                        because,
                        Optional.empty(),
                        Duration.ZERO);
            case Handing.Rejected(var because) -> failed(request, because);
            case Handing.NotTaken(var because, var patience) ->
                notTaken(request, because, longer(again(request.tries()), patience.orElse(Duration.ZERO)));
            case Handing.InDoubt(var because) -> move(request, "in-doubt", because, Optional.empty(), AGAIN.first());
        };
    }

    /// It is handed over when its photo is there, or has had its time.
    Move waitingForPhoto(CityRequest request) {
        return quietly(request, PHOTO_AGAIN);
    }

    Move afterSearch(CityRequest request, Search search) {
        return switch (search) {
            case Search.Found(var number) -> numbered(request.numbered(number), "found");
            case Search.MayRepeat() ->
                notTaken(request, "The system takes a second try for the first.", again(request.tries()));
            case Search.NotThere() -> {
                var certainAt = request.handedOverAt()
                        .orElse(now)
                        .plus(service.system().limits().settle());
                yield now.isBefore(certainAt)
                        ? quietly(request, shorter(lookAgain(request), Duration.between(now, certainAt)))
                        : notTaken(request, "The system does not have it.", Duration.ZERO);
            }
            case Search.CannotTell(var because) -> waitsInDoubt(request, because);
            case Search.Unanswered(var because) -> waitsInDoubt(request, because);
        };
    }

    private Move waitsInDoubt(CityRequest request, String because) {
        return isOver(request, SUBMITTED_WITHIN)
                ? failed(request, "The system may have it, and does not tell: " + because)
                : quietly(request, lookAgain(request));
    }

    /// What the citizen wanted to add to is there; or it is not, and then it is asked for by itself.
    Move afterLookingForJoined(CityRequest request, String number, Statuses statuses) {
        return switch (statuses) {
            case Statuses.Told(var found)
            when found.containsKey(number) -> numbered(request.numbered(number), "joined");
            case Statuses.Told _ ->
                move(
                        request.withoutJoin(),
                        "not-joined",
                        "There is no " + number + ".",
                        Optional.empty(),
                        Duration.ZERO);
            case Statuses.Unanswered(var because) ->
                isOver(request, SUBMITTED_WITHIN)
                        ? failed(request, because)
                        : quietly(request.triedAgain(), again(request.tries() + 1));
        };
    }

    Move afterToken(CityRequest request, TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Number(var number) -> numbered(request.numbered(number), Phase.NUMBERED.word());
            case TokenAnswer.NotYet(var because) ->
                isOver(request, NUMBERED_WITHIN)
                        ? failed(request, "No number has come for the token: " + because)
                        : quietly(request.triedAgain(), shorter(again(request.tries() + 1), pollEvery()));
        };
    }

    Move afterStatuses(CityRequest request, Statuses statuses) {
        return switch (statuses) {
            case Statuses.Unanswered _ ->
                quietly(request.triedAgain(), shorter(again(request.tries() + 1), pollEvery()));
            case Statuses.Told(var found) -> {
                var status = found.get(request.number().orElseThrow());
                yield status == null ? watched(request) : afterStatus(request, status);
            }
        };
    }

    private Move afterStatus(CityRequest request, Status status) {
        if (status.isClosed()) {
            return settled(
                    request.now(Phase.CLOSED, status.word(), status.notes()), status.notes(), told(Notice.CLOSED));
        }
        var next = request.now(Phase.NUMBERED, status.word(), status.notes());
        if (next.status().equals(request.status()) && next.notes().equals(request.notes())) {
            return watched(next);
        }
        // How it is at first the citizen heard with its number.
        var isNews = !request.status().isEmpty();
        return move(
                next,
                isNews ? "changed" : "status",
                next.notes(),
                isNews ? told(Notice.CHANGED) : Optional.empty(),
                spread(pollEvery()));
    }

    private Move watched(CityRequest request) {
        return isOver(request, WATCHED_FOR)
                ? new Move(
                        request,
                        Optional.of(new Line("not-watched", "It is open for too long.", Optional.empty())),
                        Optional.empty())
                : quietly(request.in(request.phase()), spread(pollEvery()));
    }

    /// A service that this node's version of the configuration does not have: another may have it, or the next.
    static Move unknown(CityRequest request, Instant now) {
        if (request.phase() == Phase.NUMBERED || now.isBefore(request.askedAt().plus(SUBMITTED_WITHIN))) {
            return new Move(request, Optional.empty(), Optional.of(now.plus(UNKNOWN_AGAIN)));
        }
        return new Move(
                request.in(Phase.FAILED),
                Optional.of(new Line(
                        Phase.FAILED.word(),
                        "The configuration has no service \"" + request.service() + "\" any more.",
                        Optional.of(Notice.FAILED))),
                Optional.of(now));
    }

    private Move numbered(CityRequest next, String word) {
        return new Move(
                next,
                Optional.of(new Line(word, "", told(Notice.ACCEPTED))),
                service.isWatched() || told(Notice.ACCEPTED).isPresent() ? Optional.of(now) : Optional.empty());
    }

    private Move notTaken(CityRequest request, String because, Duration wait) {
        return isOver(request, SUBMITTED_WITHIN)
                ? failed(request, because)
                : move(request.notTaken(), "not-taken", because, Optional.empty(), wait);
    }

    /// People always hear of it, whether there are words for the citizen or not.
    private Move failed(CityRequest request, String because) {
        return settled(request.in(Phase.FAILED), because, Optional.of(Notice.FAILED));
    }

    private Move settled(CityRequest next, String because, Optional<Notice> tell) {
        return new Move(next, Optional.of(new Line(next.phase().word(), because, tell)), tell.map(_ -> now));
    }

    private Move move(CityRequest next, String word, String because, Optional<Notice> tell, Duration wait) {
        return new Move(
                next, Optional.of(new Line(word, because, tell)), Optional.of(tell.isPresent() ? now : now.plus(wait)));
    }

    private Move quietly(CityRequest next, Duration wait) {
        return new Move(next, Optional.empty(), Optional.of(now.plus(wait)));
    }

    private Optional<Notice> told(Notice notice) {
        return service.texts().containsKey(notice) ? Optional.of(notice) : Optional.empty();
    }

    private boolean isOver(CityRequest request, Duration atMost) {
        return !now.isBefore(request.askedAt().plus(atMost));
    }

    private Duration pollEvery() {
        return service.system().limits().pollEvery();
    }

    /// The longer it is not known, the more seldom it is looked for.
    private Duration lookAgain(CityRequest request) {
        var unknownFor = Duration.between(request.handedOverAt().orElse(now), now);
        return longer(AGAIN.first(), shorter(spread(unknownFor.dividedBy(2)), AGAIN.longest()));
    }

    private Duration again(int tries) {
        return AGAIN.waitAfter(Math.max(1, tries), chance).orElseThrow();
    }

    /// So that what began together is not asked for together.
    private Duration spread(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() * (1 - 0.2 * chance.getAsDouble())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
