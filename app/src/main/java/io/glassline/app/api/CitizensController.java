package io.glassline.app.api;

import io.glassline.app.http.Problems;
import io.glassline.console.WrittenId;
import io.glassline.desk.ReadingLog;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.CitizenRecord;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.Erasures.Asked;
import io.glassline.privacy.Hold;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One citizen's record: given out and erased, and holds against that. Addresses come in bodies: those of requests
/// stand in the logs of whatever is between.
@Controller("/api/citizens")
@ExecuteOn(TaskExecutors.BLOCKING)
final class CitizensController {

    private static final String UNKNOWN = "Nothing is known of this address.";
    private static final String REFUSED =
            "A citizen's record is given out with the role supervisor. That it was asked for is on the record.";
    private static final String INCOMPLETE = "An address and why are needed, of at most " + Erasures.BECAUSE_MAX_CHARS
            + " characters, and for a hold the channel.";

    private final Erasures erasures;
    private final CitizenExports exports;
    private final ReadingLog readings;
    private final InstantSource clock;

    CitizensController(Erasures erasures, CitizenExports exports, ReadingLog readings, InstantSource clock) {
        this.erasures = erasures;
        this.exports = exports;
        this.readings = readings;
        this.clock = clock;
    }

    /// @param asked `address`, and beside it `channel` and `because`
    private static Optional<String> text(Map<String, Object> asked, String field) {
        return asked.get(field) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static Optional<String> because(Map<String, Object> asked) {
        return text(asked, "because").filter(reason -> reason.length() <= Erasures.BECAUSE_MAX_CHARS);
    }

    private Set<Address> addresses(Map<String, Object> asked) {
        return text(asked, "address")
                .filter(address -> address.length() <= Address.LENGTH_MAX_CHARS)
                .map(address -> text(asked, "channel")
                        .map(channel -> Set.of(new Address(new ChannelKind(channel), address)))
                        .orElseGet(() -> erasures.known(address)))
                .orElse(Set.of());
    }

    record Records(List<Map<String, Object>> records) {}

    /// Any token gets this far, so that whoever asks for a citizen's record without the right to it is on the record.
    @Post("/export")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> export(@Body @Nullable Map<String, Object> asked, ApiCaller caller) {
        if (!caller.token().role().covers(ApiRole.SUPERVISOR)) {
            readings.exportRefused(CitizenRecord.EXPORT, caller.actor());
            return Problems.of(HttpStatus.FORBIDDEN, REFUSED);
        }
        if (asked == null || text(asked, "address").isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, INCOMPLETE);
        }
        var records = addresses(asked).stream()
                .map(address -> exports.of(address, caller.actor(), clock.instant()))
                .toList();
        return records.isEmpty() ? Problems.notFound(UNKNOWN) : HttpResponse.ok(new Records(records));
    }

    record Erasing(String id, String channel, String stage, boolean over) {

        static Erasing of(Erasure erasure) {
            return new Erasing(
                    erasure.id().toString(),
                    erasure.channel().name(),
                    erasure.stage().name().toLowerCase(Locale.ROOT),
                    erasure.isOver());
        }
    }

    record Begun(List<Erasing> erasures) {}

    @Post("/erasures")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> erase(@Body Map<String, Object> asked, ApiCaller caller) {
        var because = because(asked);
        if (because.isEmpty() || text(asked, "address").isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, INCOMPLETE);
        }
        var begun = new ArrayList<Erasing>();
        for (var address : addresses(asked)) {
            switch (erasures.ask(address, because.get(), caller.actor(), clock.instant())) {
                case Asked.Held(var hold) -> {
                    return Problems.of(HttpStatus.CONFLICT, hold.sentence());
                }
                case Asked.Begun(var erasure) -> begun.add(Erasing.of(erasure));
            }
        }
        return begun.isEmpty()
                ? Problems.notFound(UNKNOWN)
                : HttpResponse.accepted().body(new Begun(begun));
    }

    @Get("/erasures/{id}")
    @NeedsRole(ApiRole.READER)
    HttpResponse<?> erasure(@PathVariable String id) {
        return WrittenId.of(id)
                .flatMap(erasures::find)
                .<HttpResponse<?>>map(found -> HttpResponse.ok(Erasing.of(found)))
                .orElseGet(() -> Problems.notFound("There is no such erasure."));
    }

    record Held(String id, String channel, String setBy, String because, Instant setAt) {

        static Held of(Hold hold) {
            return new Held(
                    hold.id().toString(), hold.address().channel().name(), hold.setBy(), hold.because(), hold.setAt());
        }
    }

    @Post("/holds")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> hold(@Body Map<String, Object> asked, ApiCaller caller) {
        var because = because(asked);
        var address = addressOnChannel(asked);
        return because.isEmpty() || address.isEmpty()
                ? Problems.of(HttpStatus.BAD_REQUEST, INCOMPLETE)
                : HttpResponse.ok(
                        Held.of(erasures.hold(address.get(), because.get(), caller.actor(), clock.instant())));
    }

    @Post("/holds/lifting")
    @NeedsRole(ApiRole.SUPERVISOR)
    HttpResponse<?> lift(@Body Map<String, Object> asked, ApiCaller caller) {
        var because = because(asked);
        var address = addressOnChannel(asked);
        if (because.isEmpty() || address.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, INCOMPLETE);
        }
        return erasures.lift(address.get(), because.get(), caller.actor(), clock.instant())
                ? HttpResponse.noContent()
                : Problems.notFound("There is no hold on this address.");
    }

    private Optional<Address> addressOnChannel(Map<String, Object> asked) {
        return text(asked, "channel").flatMap(_ -> addresses(asked).stream().findFirst());
    }
}
