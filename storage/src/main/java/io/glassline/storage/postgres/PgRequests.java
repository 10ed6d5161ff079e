package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntry;
import io.glassline.conversation.Conversation;
import io.glassline.request.Requests;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.Point;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RequestStep;
import io.glassline.storage.json.RequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Requests in the tables `request` and `request_step`. Rows are added by [TurnRows]; a lease is
/// told from the next by the number of attempts.
public final class PgRequests implements Requests {

    private final Database database;

    public PgRequests(Database database) {
        this.database = database;
    }

    private static final String CLAIM = """
            with due as (
                select id from request
                where due_at <= :now
                order by due_at
                limit :countMax
                for update skip locked
            )
            update request r
            set due_at = :until, attempts = r.attempts + 1
            from due
            where r.id = due.id
            returning %s, r.attempts, r.next_step
            """.formatted(RequestColumns.READ.names("r."));

    private record Leased(CityRequest request, int attempt, int nextStep) {}

    @Override
    public List<Claim> claim(Instant now, Duration lease, int countMax) {
        return database.jdbi().inTransaction(handle -> {
            var leased = handle.createQuery(CLAIM)
                    .bind("now", now)
                    .bind("until", now.plus(lease))
                    .bind("countMax", countMax)
                    .map((row, _) ->
                            new Leased(RequestColumns.read(row), row.getInt("attempts"), row.getInt("next_step")))
                    .list();
            var untold = untold(handle, leased);
            return leased.stream()
                    .map(one -> new Claim(
                            one.request,
                            untold.getOrDefault(one.request.id().value(), List.of()),
                            one.nextStep,
                            one.attempt))
                    .toList();
        });
    }

    private static Map<UUID, List<RequestStep>> untold(Handle handle, List<Leased> leased) {
        var untold = new HashMap<UUID, List<RequestStep>>();
        if (!leased.isEmpty()) {
            handle.createQuery("""
                            select * from request_step
                            where request_id = any(:ids) and tell is not null and told_at is null
                            order by request_id, number
                            """)
                    .bind(
                            "ids",
                            BinaryArray.of(
                                    UUID.class, leased, one -> one.request.id().value()))
                    .map((row, _) -> untold.computeIfAbsent(Rows.uuid(row, "request_id"), _ -> new ArrayList<>())
                            .add(RequestColumns.readStep(row)))
                    .list();
        }
        return untold;
    }

    @Override
    public void hold(Collection<Claim> claims, Instant until) {
        if (claims.isEmpty()) {
            return;
        }
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    update request r set due_at = :until
                    from unnest(:ids, :attempts) as held (id, attempt)
                    where r.id = held.id and r.attempts = held.attempt and r.due_at is not null
                    """)) {
                update.bind("until", until)
                        .bind(
                                "ids",
                                BinaryArray.of(
                                        UUID.class,
                                        claims,
                                        claim -> claim.request().id().value()))
                        .bind("attempts", BinaryArray.of(Integer.class, claims, Claim::attempt))
                        .execute();
            }
        });
    }

    /// What the citizen said stays as the turn wrote it, but that an other report is not joined that is not there.
    private static final String WRITE = """
            update request
            set given = :given::json, phase = :phase, token = :token, number = :number, status = :status,
                notes = :notes, handed_over_at = :handedOverAt, tries = :tries,
                photo = :photo, photo_link = :photoLink, photo_until = :photoUntil,
                next_step = next_step + :steps,
                moved_at = case when :steps > 0 then :at else moved_at end,
                due_at = case when :holdOn then due_at else :dueAt end
            where id = :id and attempts = :attempt and due_at is not null
            """;

    @Override
    public boolean write(
            Claim claim,
            CityRequest next,
            List<RequestStep> steps,
            List<AuditEntry> entries,
            Optional<Instant> dueAt,
            boolean holdOn) {
        return database.jdbi().inTransaction(handle -> {
            if (!update(handle, claim, next, steps, dueAt, holdOn)) {
                return false;
            }
            steps.forEach(step -> add(handle, next.id(), step));
            PgAuditWriter.write(handle, entries);
            return true;
        });
    }

    private static boolean update(
            Handle handle,
            Claim claim,
            CityRequest next,
            List<RequestStep> steps,
            Optional<Instant> dueAt,
            boolean holdOn) {
        try (var update = handle.createUpdate(WRITE)) {
            return update.bind("id", next.id().value())
                            .bind("attempt", claim.attempt())
                            .bind("given", RequestJson.values(next.values()))
                            .bind("phase", next.phase().name())
                            .bind("token", next.token())
                            .bind("number", next.number())
                            .bind("status", Rows.plain(next.status()))
                            .bind("notes", Rows.plain(next.notes()))
                            .bind("handedOverAt", next.handedOverAt())
                            .bind("tries", next.tries())
                            .bind("photo", next.photo().map(RequestColumns::fate))
                            .bind("photoLink", RequestColumns.link(next).map(RequestPhoto.Link::token))
                            .bind("photoUntil", RequestColumns.link(next).map(RequestPhoto.Link::until))
                            .bind("steps", steps.size())
                            .bind(
                                    "at",
                                    steps.isEmpty()
                                            ? next.askedAt()
                                            : steps.getLast().at())
                            .bind("dueAt", dueAt)
                            .bind("holdOn", holdOn)
                            .execute()
                    == 1;
        }
    }

    private static void add(Handle handle, CityRequest.Id request, RequestStep step) {
        try (var insert = handle.createUpdate("""
                insert into request_step (request_id, number, word, status, because, tell, at)
                values (:request, :number, :word, :status, :because, :tell, :at)
                """)) {
            insert.bind("request", request.value())
                    .bind("number", step.number())
                    .bind("word", step.word())
                    .bind("status", Rows.plain(step.status()))
                    .bind("because", Rows.plain(step.because()))
                    .bind("tell", step.tell().map(Enum::name))
                    .bind("at", step.at())
                    .execute();
        }
    }

    @Override
    public void told(Claim claim, int step, boolean hasHeard, Instant at) {
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    update request_step set told_at = :at, heard = :heard
                    where request_id = :request and number = :number and told_at is null
                    """)) {
                update.bind("request", claim.request().id().value())
                        .bind("number", step)
                        .bind("heard", hasHeard)
                        .bind("at", at)
                        .execute();
            }
        });
    }

    @Override
    public List<Journalled> of(Conversation.Id conversation) {
        return database.jdbi().withHandle(handle -> {
            var steps = new HashMap<UUID, List<RequestStep>>();
            handle.createQuery("""
                            select s.* from request r join request_step s on s.request_id = r.id
                            where r.conversation_id = :conversation
                            order by s.request_id, s.number
                            """)
                    .bind("conversation", conversation.value())
                    .map((row, _) -> steps.computeIfAbsent(Rows.uuid(row, "request_id"), _ -> new ArrayList<>())
                            .add(RequestColumns.readStep(row)))
                    .list();
            return handle
                    .createQuery("select %s from request r where conversation_id = :conversation order by asked_at, id"
                            .formatted(RequestColumns.READ.names("r.")))
                    .bind("conversation", conversation.value())
                    .map((row, _) -> RequestColumns.read(row))
                    .stream()
                    .map(request -> new Journalled(
                            request, steps.getOrDefault(request.id().value(), List.of())))
                    .toList();
        });
    }

    /// A band of latitude that the index has, then those of it that are near.
    private static final String NEAR = """
            select number, min(asked_at) as since, count(*) as count,
                   (array_agg(latitude order by asked_at))[1] as latitude,
                   (array_agg(longitude order by asked_at))[1] as longitude,
                   (array_agg(given->>'address' order by asked_at))[1] as address
            from request
            where service = :service and phase = 'NUMBERED'
              and latitude between :latitude - :band and :latitude + :band
              and 111195 * sqrt((latitude - :latitude)^2
                    + ((longitude - :longitude) * cos(radians(:latitude)))^2) <= :metresMax
            group by number
            order by min((latitude - :latitude)^2 + ((longitude - :longitude) * cos(radians(:latitude)))^2), number
            limit :countMax
            """;

    @Override
    public List<Near> near(String service, Point place, int metresMax, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(NEAR)
                        .bind("service", service)
                        .bind("latitude", place.latitude())
                        .bind("longitude", place.longitude())
                        .bind("band", metresMax / 111_000.0)
                        .bind("metresMax", metresMax)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Near(
                                row.getString("number"),
                                new Point(row.getDouble("latitude"), row.getDouble("longitude")),
                                Rows.maybeText(row, "address").orElse(""),
                                Rows.instant(row, "since"),
                                row.getInt("count")))
                        .list());
    }

    @Override
    public Map<String, Integer> counts(String service, Collection<String> numbers) {
        var counts = new LinkedHashMap<String, Integer>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery("""
                                select number, count(*) as count from request
                                where service = :service and number = any(:numbers)
                                group by number
                                """)
                        .bind("service", service)
                        .bind("numbers", BinaryArray.of(String.class, numbers))
                        .map((row, _) -> counts.put(row.getString("number"), row.getInt("count")))
                        .list());
        return counts;
    }

    /// Several citizens' requests of one number are one report, that of the first.
    private static final String LIST = """
            select * from (
                select distinct on (r.service, r.number) %s from request r
                where r.number is not null
                  and (cardinality(:services::text[]) = 0 or r.service = any(:services))
                  and (cardinality(:numbers::text[]) = 0 or r.number = any(:numbers))
                  and (:from::timestamptz is null or r.asked_at >= :from)
                  and (:until::timestamptz is null or r.asked_at < :until)
                  and (:closed::boolean is null or (r.phase = 'CLOSED') = :closed)
                order by r.service, r.number, r.asked_at
            ) r
            order by asked_at desc, id
            limit :countMax
            """.formatted(RequestColumns.READ.names("r."));

    @Override
    public List<CityRequest> list(Filter filter, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(LIST)
                        .bind("services", BinaryArray.of(String.class, filter.services()))
                        .bind("numbers", BinaryArray.of(String.class, filter.numbers()))
                        .bind("from", filter.from())
                        .bind("until", filter.until())
                        .bind("closed", filter.isClosed())
                        .bind("countMax", countMax)
                        .map((row, _) -> RequestColumns.read(row))
                        .list());
    }

    @Override
    public Optional<CityRequest> withPhotoLink(String token, Instant now) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select %s from request r where photo_link = :token and photo_until > :now"
                                        .formatted(RequestColumns.READ.names("r.")))
                        .bind("token", token)
                        .bind("now", now)
                        .map((row, _) -> RequestColumns.read(row))
                        .findOne());
    }

    @Override
    public Map<Phase, Long> counts() {
        var counts = new EnumMap<Phase, Long>(Phase.class);
        database.jdbi()
                .useHandle(handle -> handle.createQuery("select phase, count(*) as n from request group by phase")
                        .map((row, _) -> counts.put(Phase.valueOf(row.getString("phase")), row.getLong("n")))
                        .list());
        return counts;
    }
}
