package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.ID;
import static io.glassline.storage.postgres.SqlType.INT;
import static io.glassline.storage.postgres.SqlType.JSON;
import static io.glassline.storage.postgres.SqlType.TEXT;
import static io.glassline.storage.postgres.SqlType.TIME;

import io.glassline.conversation.Conversation;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.Point;
import io.glassline.routing.RequestPhoto;
import io.glassline.routing.RequestPhoto.Fate;
import io.glassline.routing.RequestPhoto.Link;
import io.glassline.routing.RequestStep;
import io.glassline.routing.RequestStep.Notice;
import io.glassline.storage.json.RequestJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The columns of the tables `request` and `request_step`, each once, but for the leases.
final class RequestColumns {

    /// Travels as text; it is read back from what the citizen said.
    private static final SqlType<String> DEGREES =
            new SqlType<>(String.class, "::double precision", ResultSet::getString);

    private static final Column<CityRequest, UUID> REQUEST_ID =
            column("id", ID, request -> request.id().value());
    private static final Column<CityRequest, UUID> CONVERSATION =
            column("conversation_id", ID, request -> request.conversation().value());
    private static final Column<CityRequest, String> LANGUAGE =
            column("language", TEXT, request -> request.language().toLanguageTag());
    private static final Column<CityRequest, String> SERVICE = column("service", TEXT, CityRequest::service);
    private static final Column<CityRequest, String> GIVEN =
            column("given", JSON, request -> RequestJson.values(request.values()));
    private static final Column<CityRequest, Instant> ASKED_AT = column("asked_at", TIME, CityRequest::askedAt);
    private static final Column<CityRequest, String> PHASE =
            column("phase", TEXT, request -> request.phase().name());
    private static final Column<CityRequest, String> TOKEN =
            column("token", TEXT, request -> request.token().orElse(null));
    private static final Column<CityRequest, String> NUMBER =
            column("number", TEXT, request -> request.number().orElse(null));
    private static final Column<CityRequest, String> STATUS =
            column("status", TEXT, request -> Rows.plain(request.status()));
    private static final Column<CityRequest, String> NOTES =
            column("notes", TEXT, request -> Rows.plain(request.notes()));
    private static final Column<CityRequest, Instant> HANDED_OVER_AT =
            column("handed_over_at", TIME, request -> request.handedOverAt().orElse(null));
    private static final Column<CityRequest, Integer> TRIES = column("tries", INT, CityRequest::tries);
    private static final Column<CityRequest, String> PHOTO = column(
            "photo", TEXT, request -> request.photo().map(RequestColumns::fate).orElse(null));
    private static final Column<CityRequest, String> PHOTO_LINK =
            column("photo_link", TEXT, request -> link(request).map(Link::token).orElse(null));
    private static final Column<CityRequest, Instant> PHOTO_UNTIL = column(
            "photo_until", TIME, request -> link(request).map(Link::until).orElse(null));

    /// What a row is read from.
    static final Columns<CityRequest> READ = Columns.of(
                    "request",
                    REQUEST_ID,
                    CONVERSATION,
                    LANGUAGE,
                    SERVICE,
                    GIVEN,
                    ASKED_AT,
                    PHASE,
                    TOKEN,
                    NUMBER,
                    STATUS,
                    NOTES,
                    HANDED_OVER_AT,
                    TRIES,
                    PHOTO,
                    PHOTO_LINK,
                    PHOTO_UNTIL)
            .and(LaneColumns.of("request", CityRequest::lane));

    /// What a turn writes. It is due at once.
    static final Columns<CityRequest> FRESH = READ.and(Columns.of(
            "request",
            column("latitude", DEGREES, request -> degrees(request, Point::latitude)),
            column("longitude", DEGREES, request -> degrees(request, Point::longitude)),
            column("moved_at", TIME, CityRequest::askedAt),
            column("due_at", TIME, CityRequest::askedAt)));

    private RequestColumns() {}

    private static @Nullable String degrees(CityRequest request, ToDoubleFunction<Point> part) {
        return request.point()
                .map(point -> Double.toString(part.applyAsDouble(point)))
                .orElse(null);
    }

    static CityRequest read(ResultSet row) throws SQLException {
        return new CityRequest(
                new CityRequest.Id(REQUEST_ID.read(row)),
                new Conversation.Id(CONVERSATION.read(row)),
                LaneColumns.read(row),
                Locale.forLanguageTag(LANGUAGE.read(row)),
                SERVICE.read(row),
                given(row),
                ASKED_AT.read(row),
                Phase.valueOf(PHASE.read(row)),
                TOKEN.maybe(row),
                NUMBER.maybe(row),
                STATUS.read(row),
                NOTES.read(row),
                HANDED_OVER_AT.maybe(row),
                TRIES.read(row),
                photo(row));
    }

    static String fate(RequestPhoto photo) {
        return photo.fate().name();
    }

    static Optional<Link> link(CityRequest request) {
        return request.photo().flatMap(RequestPhoto::link);
    }

    private static Optional<RequestPhoto> photo(ResultSet row) throws SQLException {
        var until = PHOTO_UNTIL.maybe(row);
        var link = PHOTO_LINK.maybe(row).flatMap(token -> until.map(at -> new Link(token, at)));
        return PHOTO.maybe(row).map(fate -> new RequestPhoto(Fate.valueOf(fate), link));
    }

    private static Map<String, String> given(ResultSet row) throws SQLException {
        return RequestJson.readValues(GIVEN.read(row));
    }

    static RequestStep readStep(ResultSet row) throws SQLException {
        return new RequestStep(
                row.getInt("number"),
                row.getString("word"),
                row.getString("status"),
                row.getString("because"),
                Rows.maybeText(row, "tell").map(Notice::valueOf),
                Rows.instant(row, "at"));
    }
}
