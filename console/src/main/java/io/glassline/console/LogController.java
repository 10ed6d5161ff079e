package io.glassline.console;

import io.glassline.audit.AuditKind;
import io.glassline.desk.Board;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.Optional;

/// The public log as staff read it: the same entries that everyone can read, in words.
@Controller("/console/log")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogController {

    static final int ENTRIES_MAX = 50;

    private static final int PSEUDONYM_SHOWN_CHARS = 8;

    private final Board board;
    private final AuditSentences sentences;
    private final ConsoleSettings settings;
    private final JsonMapper json;
    private final CityTime time;
    private final Pages pages;

    LogController(
            Board board,
            AuditSentences sentences,
            ConsoleSettings settings,
            JsonMapper json,
            CityTime time,
            Pages pages) {
        this.board = board;
        this.sentences = sentences;
        this.settings = settings;
        this.json = json;
        this.time = time;
        this.pages = pages;
    }

    /// @param entry an entry that the page shall show; without it, the latest.
    @Get
    HttpResponse<?> log(StaffSession session, @QueryValue(defaultValue = "-1") long entry) {
        var size = board.auditSize();
        var last = entry < 0 ? size - 1 : Math.min(entry + ENTRIES_MAX / 2, size - 1);
        var first = Math.max(last - ENTRIES_MAX + 1, 0);
        var entries = board.audit(first - 1, (int) Math.max(last - first + 1, 0)).reversed().stream()
                .map(this::entry)
                .toList();
        return pages.html(
                HttpStatus.OK,
                "log",
                new LogPage(
                        pages.frame("Log", "log", Optional.of(session)),
                        size,
                        entries,
                        last < size - 1 ? Optional.of(href(last + ENTRIES_MAX / 2)) : Optional.empty(),
                        first > 0 ? Optional.of(href(Math.max(first - ENTRIES_MAX / 2 - 1, 0))) : Optional.empty(),
                        settings.publicly("/log/checkpoint")));
    }

    private LogPage.Entry entry(Board.AuditLine line) {
        var kind = AuditKind.named(line.kind());
        var facts = read(line.sealed().orElse(line.leaf()));
        return new LogPage.Entry(
                line.index(),
                line.kind(),
                kind.map(LogController::icon).orElse("gear"),
                kind.map(k -> sentences.of(k, facts)).orElse("An entry that this version has no words for"),
                AuditSentences.text(read(line.leaf()), "channel")
                        .filter(name -> !name.isEmpty())
                        .map(ChannelTitle::of),
                AuditSentences.text(facts, "conversation")
                        .map(p -> p.substring(0, Math.min(p.length(), PSEUDONYM_SHOWN_CHARS))),
                time.at(line.at()),
                time.full(line.at()),
                line.at().toString(),
                line.leaf());
    }

    private static String icon(AuditKind kind) {
        return switch (kind) {
            case MESSAGE_RECEIVED,
                    SIGNAL_RECEIVED,
                    MESSAGE_WRITTEN,
                    MESSAGE_DELIVERY,
                    MESSAGE_RECONCILED,
                    MESSAGE_QUARANTINED,
                    MESSAGE_REDRIVEN -> "message";
            case MESSAGE_DECIDED, REQUEST_ASKED, REQUEST_MOVED, REQUEST_GIVEN_TO_PEOPLE -> "branch";
            case SEND_AGAIN,
                    SEND_LEFT,
                    DESK_TAKEN,
                    DESK_PUT_BACK,
                    DESK_TRANSFERRED,
                    DESK_RANKED,
                    DESK_REPLIED,
                    DESK_CLOSED,
                    DESK_ASSIGNED,
                    DESK_SNOOZED,
                    DESK_REOPENED,
                    DESK_NOTED,
                    DESK_OFFERED,
                    STAFF_AVAILABILITY,
                    STAFF_PROFILE,
                    SIGNED_IN,
                    SIGN_IN_REFUSED,
                    SIGNED_OUT -> "person";
            case TRANSCRIPT_VIEWED,
                    LIST_READ,
                    SEARCH_MADE,
                    DEAD_LETTERS_READ,
                    EXPORT_MADE,
                    EXPORT_REFUSED,
                    QUARANTINE_VIEWED,
                    QUARANTINE_SET_ASIDE,
                    RECORDS_GIVEN,
                    RECEIPT_OPENED -> "eye";
            case CONSENT_CHANGED,
                    PERSON_LINKED,
                    PERSON_UNLINKED,
                    RECEIPT_GIVEN,
                    RECORD_GIVEN,
                    RATING_GIVEN,
                    RECORDS_ASKED,
                    RECORDS_TAKEN,
                    RECORDS_DECIDED,
                    ERASURE_ASKED,
                    ERASURE_REFUSED,
                    ERASURE_FINISHED,
                    HOLD_SET,
                    HOLD_LIFTED -> "hand";
            case CONVERSATION_ENDED,
                    DESK_RELAXED,
                    DESK_ESCALATED,
                    CAMPAIGN_WRITTEN,
                    CAMPAIGN_APPROVED,
                    CAMPAIGN_STOPPED,
                    CAMPAIGN_DONE,
                    ANSWER_WITHDRAWN,
                    ANSWER_GIVEN_AGAIN,
                    ANSWER_JUDGED,
                    CONFIGURATION_ACTIVATED,
                    CONFIGURATION_PUSHED,
                    CONFIGURATION_APPROVED,
                    CONFIGURATION_RELEASED,
                    CONFIGURATION_ROLLED_BACK,
                    CONFIGURATION_SHADOW_BEGUN,
                    CONFIGURATION_SHADOW_ENDED,
                    LOG_CONTINUED,
                    FEED_BEGUN,
                    FEED_PARKED,
                    FEED_RESUMED,
                    FEED_REPLAYED,
                    RETENTION_RAN,
                    FIGURES_RELEASED,
                    RECONCILE_RAN -> "gear";
        };
    }

    /// An entry that is no JSON has no words, and is shown as it is.
    private JsonNode read(String leaf) {
        try {
            var read = json.readValue(leaf, JsonNode.class);
            return read == null ? JsonNode.nullNode() : read;
        } catch (IOException e) {
            return JsonNode.nullNode();
        }
    }

    private static String href(long entry) {
        return "/console/log?entry=" + entry;
    }
}
