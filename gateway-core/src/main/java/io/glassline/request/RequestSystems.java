package io.glassline.request;

import io.glassline.routing.CityRequest;
import io.glassline.routing.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The city's systems that take requests. Calls block, for no longer than the system's time limit
/// or a few of them, and throw nothing for a system that fails: what it did is a value.
public interface RequestSystems {

    /// Gives the request to its system.
    ///
    /// @param photo what goes with it, where the system takes that
    Handing hand(CityService service, CityRequest request, Optional<GivenPhoto> photo);

    /// Looks whether the system has it, of which that is not known.
    ///
    /// @param isOthers whether a number is another request's of ours
    Search search(CityService service, CityRequest request, Predicate<String> isOthers);

    /// The number that has come for the token.
    TokenAnswer number(CityService service, CityRequest request);

    /// How the requests of these numbers are; what the system does not name is not among the answer.
    Statuses statuses(CityService service, Collection<String> numbers);

    /// What the system has open of this service and where it is, if it tells.
    List<OpenReport> open(CityService service);

    /// What came of giving a request to a system.
    sealed interface Handing {

        record Numbered(String number) implements Handing {}

        record Token(String token) implements Handing {}

        /// Taken, and the system says nothing more of it, ever.
        record Untracked() implements Handing {}

        /// It will never take it so.
        record Rejected(String because) implements Handing {}

        /// It certainly does not have it, and may take it later.
        ///
        /// @param patience how long it asked to be left alone
        record NotTaken(String because, Optional<Duration> patience) implements Handing {}

        /// It may have it.
        record InDoubt(String because) implements Handing {}
    }

    /// Whether a system has a request of which that was not known.
    sealed interface Search {

        record Found(String number) implements Search {}

        /// It told all that it has, and this is not among it.
        record NotThere() implements Search {}

        /// It need not be known: the system takes a second try for the first.
        record MayRepeat() implements Search {}

        /// It does not tell enough to be sure.
        record CannotTell(String because) implements Search {}

        /// It did not answer.
        record Unanswered(String because) implements Search {}
    }

    sealed interface TokenAnswer {

        record Number(String number) implements TokenAnswer {}

        record NotYet(String because) implements TokenAnswer {}
    }

    sealed interface Statuses {

        record Told(Map<String, Status> byNumber) implements Statuses {

            public Told {
                byNumber = Map.copyOf(byNumber);
            }
        }

        record Unanswered(String because) implements Statuses {}
    }

    /// @param word the system's own
    record Status(boolean isClosed, String word, String notes) {}

    /// @param count how many the system says have reported it, 1 where it does not say
    record OpenReport(String number, Point at, String address, Instant since, int count) {}
}
