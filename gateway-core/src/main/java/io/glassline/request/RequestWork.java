package io.glassline.request;

import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEntry;
import io.glassline.audit.RequestEvent;
import io.glassline.conversation.QueueId;
import io.glassline.request.RequestPhotos.Choice;
import io.glassline.request.RequestRules.Move;
import io.glassline.request.Requests.Claim;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RequestStep;
import io.glassline.routing.RequestStep.Notice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Brings requests on: tells what is to be told of them, gives them to their systems, and asks how they are.
///
/// That a system may have a request is kept before it is called, and what came of the call after
/// it. So a node that is killed in between leaves one that is looked for there before it is given
/// to anyone again.
public final class RequestWork {

    /// How long nobody else takes up what a node works on, unless the node says that it goes on.
    public static final Duration LEASE = Duration.ofSeconds(60);

    /// Requests taken up at once by a node.
    public static final int CLAIM_MAX = 64;

    /// How many numbers are asked for in one call.
    static final int NUMBERS_MAX = 50;

    /// A node that stood still for so long between writing that it calls and calling does not call:
    /// by then another may have looked whether the system has it.
    static final Duration CALLED_WITHIN = Duration.ofSeconds(2);

    private static final String WITH_PHOTO = "with-photo";
    private static final String WITHOUT_PHOTO = "without-photo";

    private final Requests requests;
    private final RequestSystems systems;
    private final RequestPhotos photos;
    private final Function<String, Optional<CityService>> services;
    private final Telling telling;
    private final AuditEntries audit;
    private final InstantSource clock;
    private final DoubleSupplier chance;

    /// @param services the services of the active version, by name
    public RequestWork(
            Requests requests,
            RequestSystems systems,
            RequestPhotos photos,
            Function<String, Optional<CityService>> services,
            Telling telling,
            AuditEntries audit,
            InstantSource clock,
            DoubleSupplier chance) {
        this.requests = requests;
        this.systems = systems;
        this.photos = photos;
        this.services = services;
        this.telling = telling;
        this.audit = audit;
        this.clock = clock;
        this.chance = chance;
    }

    /// Which of these are worked on together: those of a service that are watched, for one call tells of many.
    public List<List<Claim>> together(List<Claim> claims) {
        var groups = new ArrayList<List<Claim>>();
        var watched = new HashMap<String, List<Claim>>();
        for (var claim : claims) {
            if (claim.request().phase() == Phase.NUMBERED && claim.untold().isEmpty()) {
                var group = watched.get(claim.request().service());
                if (group == null || group.size() == NUMBERS_MAX) {
                    group = new ArrayList<>();
                    watched.put(claim.request().service(), group);
                    groups.add(group);
                }
                group.add(claim);
            } else {
                groups.add(List.of(claim));
            }
        }
        return groups;
    }

    /// Works on claims that [#together] gave together. Blocks, for about a minute at most.
    public void bringOn(List<Claim> claims) {
        var first = claims.getFirst().request();
        var service = services.apply(first.service());
        if (first.phase() == Phase.NUMBERED && claims.getFirst().untold().isEmpty()) {
            service.ifPresentOrElse(known -> watch(claims, known), () -> claims.forEach(this::unknown));
        } else {
            claims.forEach(claim -> bringOn(claim, service));
        }
    }

    private void bringOn(Claim claim, Optional<CityService> service) {
        if (!claim.untold().isEmpty()) {
            tell(claim, service);
            return;
        }
        var request = claim.request();
        if (service.isEmpty()) {
            unknown(claim);
            return;
        }
        var known = service.get();
        switch (request.phase()) {
            case WAITING -> submit(claim, known);
            case HANDED_OVER -> {
                var found = systems.search(known, request, number -> isKnown(request, number));
                keep(claim, rules(known).afterSearch(request, found));
            }
            case TOKEN -> {
                var answer = systems.number(known, request);
                keep(claim, rules(known).afterToken(request, answer));
            }
            case NUMBERED -> watch(List.of(claim), known);
            case TAKEN, CLOSED, FAILED -> settle(claim);
        }
    }

    private boolean isKnown(CityRequest request, String number) {
        return !requests.counts(request.service(), List.of(number)).isEmpty();
    }

    private void unknown(Claim claim) {
        keep(claim, RequestRules.unknown(claim.request(), clock.instant()));
    }

    private RequestRules rules(CityService service) {
        return new RequestRules(service, clock.instant(), chance);
    }

    private void submit(Claim claim, CityService service) {
        var join = claim.request().value(CityRequest.JOIN);
        if (join.isPresent()) {
            var found = systems.statuses(service, List.of(join.get()));
            keep(claim, rules(service).afterLookingForJoined(claim.request(), join.get(), found));
            return;
        }
        switch (photos.choose(service, claim.request(), clock.instant())) {
            case Choice.NotYet() -> keep(claim, rules(service).waitingForPhoto(claim.request()));
            case Choice.NoPhoto() -> hand(claim, service, claim.request(), Optional.empty(), Optional.empty());
            case Choice.Leave(var because) ->
                hand(
                        claim,
                        service,
                        claim.request().with(RequestPhoto.LEFT),
                        Optional.empty(),
                        Optional.of(new RequestRules.Line(WITHOUT_PHOTO, because, Optional.empty())));
            case Choice.Send(var decided, var given) ->
                hand(
                        claim,
                        service,
                        claim.request().with(decided),
                        Optional.of(given),
                        Optional.of(new RequestRules.Line(WITH_PHOTO, "", Optional.empty())));
        }
    }

    /// @param ofPhoto what the journal is to say of the photo
    private void hand(
            Claim claim,
            CityService service,
            CityRequest request,
            Optional<GivenPhoto> photo,
            Optional<RequestRules.Line> ofPhoto) {
        var handed = request.handedOver(clock.instant());
        var steps = new ArrayList<RequestStep>();
        ofPhoto.ifPresent(line -> steps.add(step(claim, handed, line)));
        steps.add(step(
                claim.with(handed, steps.size()),
                handed,
                new RequestRules.Line(Phase.HANDED_OVER.word(), "", Optional.empty())));
        var began = System.nanoTime();
        if (!requests.write(claim, handed, steps, List.of(), Optional.empty(), true)
                || System.nanoTime() - began > CALLED_WITHIN.toNanos()) {
            return; // the lease runs out, and whoever is next looks for it
        }
        var answer = systems.hand(service, handed, photo);
        keep(claim.with(handed, steps.size()), rules(service).afterHanding(handed, answer));
    }

    private void watch(List<Claim> claims, CityService service) {
        var numbers = claims.stream()
                .flatMap(claim -> claim.request().number().stream())
                .collect(Collectors.toUnmodifiableSet());
        if (!service.isWatched()) {
            claims.forEach(this::settle);
            return;
        }
        var statuses = systems.statuses(service, numbers);
        for (var claim : claims) {
            keep(claim, rules(service).afterStatuses(claim.request(), statuses));
        }
    }

    private void settle(Claim claim) {
        requests.write(claim, claim.request(), List.of(), List.of(), Optional.empty(), false);
    }

    private void keep(Claim claim, Move move) {
        var steps =
                move.line().map(line -> step(claim, move.next(), line)).stream().toList();
        var entries = move.next().phase() == claim.request().phase()
                ? List.<AuditEntry>of()
                : List.of(audit.of(new RequestEvent.Movement(move.next(), clock.instant())));
        requests.write(claim, move.next(), steps, entries, move.dueAt(), false);
    }

    private RequestStep step(Claim claim, CityRequest next, RequestRules.Line line) {
        return new RequestStep(
                claim.nextStep(), line.word(), next.status(), line.because(), line.tell(), clock.instant());
    }

    /// Says what is to be said, in order. What cannot be said now keeps what follows from being said before it.
    private void tell(Claim claim, Optional<CityService> service) {
        var request = claim.request();
        for (var step : claim.untold()) {
            var notice = step.tell().orElseThrow();
            var text = service.flatMap(known -> known.tells(notice, request.as(step)));
            var toPeople = notice == Notice.FAILED
                    ? Optional.of(service.map(CityService::queue).orElse(GENERAL))
                    : Optional.<QueueId>empty();
            var outcome = telling.tell(request, step, text, toPeople);
            if (outcome == Telling.Outcome.OUTRUN) {
                release(claim, clock.instant().plusSeconds(1));
                return;
            }
            requests.told(claim, step.number(), outcome == Telling.Outcome.TOLD, clock.instant());
        }
        release(claim, clock.instant());
    }

    private void release(Claim claim, Instant dueAt) {
        requests.write(claim, claim.request(), List.of(), List.of(), Optional.of(dueAt), false);
    }

    /// Whose people get what belongs to no service any more: every city has this queue.
    private static final QueueId GENERAL = new QueueId("general");
}
