package io.glassline.request;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Conversation;
import io.glassline.routing.CityRequest;
import io.glassline.routing.Point;
import io.glassline.routing.RequestStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What citizens asked the city's systems for. A turn's commit adds them ([io.glassline.store.Change#requests]); here
/// they are brought on.
///
/// Calls block. The contract is executable: see `RequestsContract`.
public interface Requests {

    /// Takes what is due, the longest due first, and leases it until `now + lease`. Nobody else is
    /// given it meanwhile.
    List<Claim> claim(Instant now, Duration lease, int countMax);

    /// Goes on holding these until `until`.
    void hold(Collection<Claim> claims, Instant until);

    /// Keeps how far a claimed one has come, its new journal lines and the entries for the record: all or nothing.
    ///
    /// @param dueAt when something is to be done again; empty when it is settled
    /// @param holdOn whether the claim goes on, until its lease ends
    /// @return false when the lease was lost and another has it: then nothing was changed
    boolean write(
            Claim claim,
            CityRequest next,
            List<RequestStep> steps,
            List<AuditEntry> entries,
            Optional<Instant> dueAt,
            boolean holdOn);

    /// Keeps that the citizen has heard of this step, or cannot be told of it.
    void told(Claim claim, int step, boolean hasHeard, Instant at);

    /// Those of a conversation with their journals, in the order in which they were asked for.
    List<Journalled> of(Conversation.Id conversation);

    /// Numbers of this service that are open here and near a place, the nearest first.
    List<Near> near(String service, Point place, int metresMax, int countMax);

    /// How many of these numbers are one of our requests', each with how many requests it has.
    Map<String, Integer> counts(String service, Collection<String> numbers);

    /// Those that a system has, for the public list: see [Filter].
    List<CityRequest> list(Filter filter, int countMax);

    /// The one whose photo has an address with this token that is not over yet.
    Optional<CityRequest> withPhotoLink(String token, Instant now);

    /// How many there are in each phase.
    Map<CityRequest.Phase, Long> counts();

    /// One that is ours to work on. `attempt` tells one lease from the next, from 1. `untold` are
    /// the steps of which the citizen is still to hear, in order.
    record Claim(CityRequest request, List<RequestStep> untold, int nextStep, int attempt) {

        public Claim {
            untold = List.copyOf(untold);
        }

        Claim with(CityRequest next, int stepsMore) {
            return new Claim(next, untold, nextStep + stepsMore, attempt);
        }
    }

    record Journalled(CityRequest request, List<RequestStep> steps) {

        public Journalled {
            steps = List.copyOf(steps);
        }
    }

    /// @param count how many citizens of ours reported it
    record Near(String number, Point at, String address, Instant since, int count) {}

    /// Which are listed. Empty lists and times say nothing.
    record Filter(
            List<String> services,
            List<String> numbers,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Boolean> isClosed) {

        public Filter {
            services = List.copyOf(services);
            numbers = List.copyOf(numbers);
        }
    }
}
