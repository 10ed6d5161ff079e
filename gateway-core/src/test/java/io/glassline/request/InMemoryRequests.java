package io.glassline.request;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.InMemoryRecord.Asked;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.Point;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RequestStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The plainest requests there can be.
public final class InMemoryRequests implements Requests {

    private final InMemoryRecord record;

    public InMemoryRequests(InMemoryRecord record) {
        this.record = record;
    }

    @Override
    public List<Claim> claim(Instant now, Duration lease, int countMax) {
        synchronized (record) {
            return record.requests.values().stream()
                    .filter(asked ->
                            asked.dueAt.filter(due -> !due.isAfter(now)).isPresent())
                    .sorted(Comparator.comparing(asked -> asked.dueAt.orElseThrow()))
                    .limit(countMax)
                    .map(asked -> leased(asked, now.plus(lease)))
                    .toList();
        }
    }

    private static Claim leased(Asked asked, Instant until) {
        asked.dueAt = Optional.of(until);
        asked.attempts++;
        var untold = asked.steps.stream()
                .filter(step -> step.tell().isPresent() && !asked.told.containsKey(step.number()))
                .toList();
        return new Claim(asked.request, untold, asked.steps.size(), asked.attempts);
    }

    @Override
    public void hold(Collection<Claim> claims, Instant until) {
        synchronized (record) {
            claims.forEach(claim -> ours(claim).ifPresent(asked -> asked.dueAt = Optional.of(until)));
        }
    }

    private Optional<Asked> ours(Claim claim) {
        return Optional.ofNullable(record.requests.get(claim.request().id()))
                .filter(asked -> asked.attempts == claim.attempt() && asked.dueAt.isPresent());
    }

    @Override
    public boolean write(
            Claim claim,
            CityRequest next,
            List<RequestStep> steps,
            List<AuditEntry> entries,
            Optional<Instant> dueAt,
            boolean holdOn) {
        synchronized (record) {
            var ours = ours(claim);
            ours.ifPresent(asked -> {
                asked.request = next;
                asked.steps.addAll(steps);
                record.entries.addAll(entries);
                asked.dueAt = holdOn ? asked.dueAt : dueAt;
            });
            return ours.isPresent();
        }
    }

    @Override
    public void told(Claim claim, int step, boolean hasHeard, Instant at) {
        synchronized (record) {
            record.requests.get(claim.request().id()).told.putIfAbsent(step, hasHeard);
        }
    }

    @Override
    public List<Journalled> of(Conversation.Id conversation) {
        synchronized (record) {
            return record.requests.values().stream()
                    .filter(asked -> asked.request.conversation().equals(conversation))
                    .map(asked -> new Journalled(asked.request, asked.steps))
                    .toList();
        }
    }

    @Override
    public List<Near> near(String service, Point place, int metresMax, int countMax) {
        synchronized (record) {
            var byNumber = requests()
                    .filter(request -> request.service().equals(service) && request.phase() == Phase.NUMBERED)
                    .filter(request -> request.point()
                            .filter(point -> point.distanceTo(place) <= metresMax)
                            .isPresent())
                    .collect(Collectors.groupingBy(request -> request.number().orElseThrow()));
            return byNumber.entrySet().stream()
                    .map(same -> near(same.getKey(), same.getValue()))
                    .sorted(Comparator.comparing(near -> near.at().distanceTo(place)))
                    .limit(countMax)
                    .toList();
        }
    }

    private static Near near(String number, List<CityRequest> same) {
        var first =
                same.stream().min(Comparator.comparing(CityRequest::askedAt)).orElseThrow();
        return new Near(
                number,
                first.point().orElseThrow(),
                first.value(CityRequest.ADDRESS).orElse(""),
                first.askedAt(),
                same.size());
    }

    private Stream<CityRequest> requests() {
        return record.requests.values().stream().map(asked -> asked.request);
    }

    @Override
    public Map<String, Integer> counts(String service, Collection<String> numbers) {
        synchronized (record) {
            return requests()
                    .filter(request -> request.service().equals(service))
                    .flatMap(request -> request.number().stream())
                    .filter(numbers::contains)
                    .collect(Collectors.toMap(Function.identity(), _ -> 1, Integer::sum));
        }
    }

    @Override
    public List<CityRequest> list(Filter filter, int countMax) {
        synchronized (record) {
            return requests()
                    .filter(request -> request.number().isPresent())
                    .filter(request ->
                            filter.services().isEmpty() || filter.services().contains(request.service()))
                    .filter(request -> filter.numbers().isEmpty()
                            || filter.numbers().contains(request.number().orElseThrow()))
                    .filter(request ->
                            filter.from().filter(request.askedAt()::isBefore).isEmpty())
                    .filter(request -> filter.until()
                            .filter(until -> !request.askedAt().isBefore(until))
                            .isEmpty())
                    .filter(request -> filter.isClosed()
                            .filter(closed -> closed != (request.phase() == Phase.CLOSED))
                            .isEmpty())
                    .collect(Collectors.groupingBy(request ->
                            request.service() + " " + request.number().orElseThrow()))
                    .values()
                    .stream()
                    .map(same -> same.stream()
                            .min(Comparator.comparing(CityRequest::askedAt))
                            .orElseThrow())
                    .sorted(Comparator.comparing(CityRequest::askedAt).reversed())
                    .limit(countMax)
                    .toList();
        }
    }

    @Override
    public Optional<CityRequest> withPhotoLink(String token, Instant now) {
        synchronized (record) {
            return requests()
                    .filter(request -> request.photo()
                            .flatMap(RequestPhoto::link)
                            .filter(link -> link.token().equals(token) && now.isBefore(link.until()))
                            .isPresent())
                    .findFirst();
        }
    }

    @Override
    public Map<Phase, Long> counts() {
        synchronized (record) {
            return requests().collect(Collectors.groupingBy(CityRequest::phase, Collectors.counting()));
        }
    }
}
