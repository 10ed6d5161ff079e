package io.glassline.app.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glassline.audit.AuditField;
import io.glassline.audit.AuditKind;
import io.glassline.desk.Board;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What staff, programs and the gateway did, as events of the Open Cybersecurity Schema Framework
/// (<https://schema.ocsf.io/1.3.0>) in JSON, for a SIEM. What citizens and the city say to each other is no event of
/// security, and is left out.
///
/// All of the sealed part stands in `unmapped` besides, and the public leaf, so that an event can be checked against
/// the log.
final class OcsfEvents {

    static final String MEDIA_TYPE = "application/json; charset=UTF-8";

    private static final String SCHEMA_VERSION = "1.3.0";

    /// A class of events, with its category.
    private enum OcsfClass {
        ACCOUNT_CHANGE(3, 3001),
        AUTHENTICATION(3, 3002),
        ENTITY_MANAGEMENT(3, 3004),
        API_ACTIVITY(6, 6003);

        private final int category;
        private final int uid;

        OcsfClass(int category, int uid) {
            this.category = category;
            this.uid = uid;
        }
    }

    private static final int CREATE = 1;
    private static final int READ = 2;
    private static final int UPDATE = 3;
    private static final int DELETE = 4;
    private static final int LOGON = 1;
    private static final int LOGOFF = 2;
    private static final int OTHER = 99;

    private static final int INFORMATIONAL = 1;
    private static final int LOW = 2;
    private static final int MEDIUM = 3;

    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final String source;

    /// @param source names this log in each event; its origin
    OcsfEvents(String source) {
        this.source = source;
    }

    /// What a kind of entry is.
    ///
    /// @param activity in the numbers of the class
    /// @param entity what it is done to, for [OcsfClass#ENTITY_MANAGEMENT]; else what of the API is called
    private record Meaning(OcsfClass of, int activity, int severity, int status, String entity) {

        static Optional<Meaning> signing(int activity, int severity, int status) {
            return Optional.of(new Meaning(OcsfClass.AUTHENTICATION, activity, severity, status, "console"));
        }

        static Optional<Meaning> reading(int severity, int status, String entity) {
            return Optional.of(new Meaning(OcsfClass.API_ACTIVITY, READ, severity, status, entity));
        }

        static Optional<Meaning> managing(int activity, int severity, int status, String entity) {
            return Optional.of(new Meaning(OcsfClass.ENTITY_MANAGEMENT, activity, severity, status, entity));
        }
    }

    private static Optional<Meaning> meaning(AuditKind kind) {
        return switch (kind) {
            case SIGNED_IN -> Meaning.signing(LOGON, INFORMATIONAL, SUCCESS);
            case SIGN_IN_REFUSED -> Meaning.signing(LOGON, LOW, FAILURE);
            case SIGNED_OUT -> Meaning.signing(LOGOFF, INFORMATIONAL, SUCCESS);
            case STAFF_PROFILE ->
                Optional.of(new Meaning(OcsfClass.ACCOUNT_CHANGE, OTHER, INFORMATIONAL, SUCCESS, "staff profile"));
            case TRANSCRIPT_VIEWED -> Meaning.reading(INFORMATIONAL, SUCCESS, "transcript");
            case LIST_READ, SEARCH_MADE -> Meaning.reading(INFORMATIONAL, SUCCESS, "list");
            case DEAD_LETTERS_READ -> Meaning.reading(INFORMATIONAL, SUCCESS, "dead letters");
            case QUARANTINE_VIEWED -> Meaning.reading(INFORMATIONAL, SUCCESS, "quarantine");
            case EXPORT_MADE -> Meaning.reading(LOW, SUCCESS, "export");
            case EXPORT_REFUSED -> Meaning.reading(MEDIUM, FAILURE, "export");
            case ERASURE_ASKED -> Meaning.managing(DELETE, LOW, SUCCESS, "erasure");
            case ERASURE_REFUSED -> Meaning.managing(DELETE, LOW, FAILURE, "erasure");
            case ERASURE_FINISHED -> Meaning.managing(DELETE, INFORMATIONAL, SUCCESS, "erasure");
            case HOLD_SET -> Meaning.managing(CREATE, INFORMATIONAL, SUCCESS, "hold");
            case RECORDS_ASKED -> Meaning.managing(CREATE, INFORMATIONAL, SUCCESS, "records request");
            case RECORDS_TAKEN, RECORDS_DECIDED -> Meaning.managing(UPDATE, INFORMATIONAL, SUCCESS, "records request");
            case RECORDS_GIVEN -> Meaning.reading(LOW, SUCCESS, "records request");
            case HOLD_LIFTED -> Meaning.managing(DELETE, LOW, SUCCESS, "hold");
            case CONFIGURATION_PUSHED -> Meaning.managing(CREATE, INFORMATIONAL, SUCCESS, "configuration");
            case CONFIGURATION_APPROVED, CONFIGURATION_SHADOW_BEGUN, CONFIGURATION_SHADOW_ENDED ->
                Meaning.managing(UPDATE, INFORMATIONAL, SUCCESS, "configuration");
            case CONFIGURATION_RELEASED, CONFIGURATION_ROLLED_BACK ->
                Meaning.managing(UPDATE, LOW, SUCCESS, "configuration");
            case LOG_CONTINUED -> Meaning.managing(UPDATE, MEDIUM, SUCCESS, "log");
            case FEED_BEGUN -> Meaning.managing(CREATE, LOW, SUCCESS, "feed");
            case FEED_PARKED -> Meaning.managing(UPDATE, MEDIUM, FAILURE, "feed");
            case FEED_RESUMED, FEED_REPLAYED -> Meaning.managing(UPDATE, LOW, SUCCESS, "feed");
            case MESSAGE_RECEIVED,
                    SIGNAL_RECEIVED,
                    MESSAGE_DECIDED,
                    MESSAGE_WRITTEN,
                    MESSAGE_DELIVERY,
                    MESSAGE_RECONCILED,
                    MESSAGE_QUARANTINED,
                    MESSAGE_REDRIVEN,
                    QUARANTINE_SET_ASIDE,
                    SEND_AGAIN,
                    SEND_LEFT,
                    CONVERSATION_ENDED,
                    DESK_TAKEN,
                    DESK_PUT_BACK,
                    DESK_TRANSFERRED,
                    DESK_RANKED,
                    DESK_REPLIED,
                    DESK_CLOSED,
                    DESK_ASSIGNED,
                    DESK_SNOOZED,
                    DESK_REOPENED,
                    DESK_OFFERED,
                    DESK_RELAXED,
                    DESK_ESCALATED,
                    STAFF_AVAILABILITY,
                    DESK_NOTED,
                    CONSENT_CHANGED,
                    PERSON_LINKED,
                    PERSON_UNLINKED,
                    RECEIPT_GIVEN,
                    RECEIPT_OPENED,
                    RECORD_GIVEN,
                    RATING_GIVEN,
                    REQUEST_ASKED,
                    REQUEST_MOVED,
                    REQUEST_GIVEN_TO_PEOPLE,
                    CAMPAIGN_WRITTEN,
                    CAMPAIGN_APPROVED,
                    CAMPAIGN_STOPPED,
                    CAMPAIGN_DONE,
                    ANSWER_WITHDRAWN,
                    ANSWER_GIVEN_AGAIN,
                    ANSWER_JUDGED,
                    CONFIGURATION_ACTIVATED,
                    RETENTION_RAN,
                    FIGURES_RELEASED,
                    RECONCILE_RAN -> Optional.empty();
        };
    }

    /// @return empty for what is no event of security
    Optional<String> of(Board.AuditLine entry) {
        return AuditKind.named(entry.kind())
                .flatMap(kind ->
                        meaning(kind).map(meaning -> event(entry, kind, meaning).toString()));
    }

    private ObjectNode event(Board.AuditLine entry, AuditKind kind, Meaning meaning) {
        var sealed = entry.sealed().map(this::read).orElseGet(json::createObjectNode);
        var event = json.createObjectNode();
        event.put("category_uid", meaning.of().category);
        event.put("class_uid", meaning.of().uid);
        event.put("activity_id", meaning.activity());
        event.put("type_uid", meaning.of().uid * 100L + meaning.activity());
        event.put("severity_id", meaning.severity());
        event.put("status_id", meaning.status());
        event.put("time", entry.at().toEpochMilli());
        event.put("message", kind.meaning());
        var metadata = event.putObject("metadata");
        metadata.put("version", SCHEMA_VERSION);
        metadata.put("uid", Long.toString(entry.index()));
        metadata.put("event_code", kind.word());
        metadata.put("log_name", source);
        metadata.putObject("product").put("name", "Glassline").put("vendor_name", "Glassline");
        switch (meaning.of()) {
            case AUTHENTICATION -> {
                event.set("user", user(text(sealed, AuditField.WHO)));
                event.putObject("service").put("name", meaning.entity());
            }
            case ACCOUNT_CHANGE -> event.set("user", user(text(sealed, AuditField.STAFF)));
            case API_ACTIVITY ->
                event.putObject("api")
                        .put("operation", kind.word())
                        .putObject("service")
                        .put("name", meaning.entity());
            case ENTITY_MANAGEMENT -> {
                var entity = event.putObject("entity").put("name", meaning.entity());
                text(sealed, AuditField.VERSION)
                        .or(() -> text(sealed, AuditField.ERASURE))
                        .or(() -> text(sealed, AuditField.RECORDS))
                        .or(() -> text(sealed, AuditField.FEED))
                        .ifPresent(uid -> entity.put("uid", uid));
            }
        }
        event.putObject("actor")
                .set(
                        "user",
                        user(text(sealed, AuditField.WHO)
                                .or(() -> Optional.of("gateway"))
                                .filter(_ -> entry.sealed().isPresent())));
        var from = event.putObject("src_endpoint");
        text(sealed, AuditField.FROM)
                .ifPresentOrElse(
                        address -> from.put("ip", address),
                        () -> from.put("name", text(sealed, AuditField.HOW).orElse("system")));
        text(sealed, AuditField.REASON).ifPresent(why -> event.put("status_detail", why));
        var unmapped = event.putObject("unmapped");
        unmapped.set("leaf", read(entry.leaf()));
        entry.sealed().ifPresent(_ -> unmapped.set("sealed", sealed));
        return event;
    }

    /// @param id empty where the entry's sealed part was erased
    private ObjectNode user(Optional<String> id) {
        var user = json.createObjectNode();
        user.put("uid", id.orElse("unknown"));
        return user;
    }

    private static Optional<String> text(JsonNode object, AuditField field) {
        return Optional.ofNullable(object.get(field.word())).map(JsonNode::asText);
    }

    private ObjectNode read(String object) {
        try {
            return (ObjectNode) json.readTree(object);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
