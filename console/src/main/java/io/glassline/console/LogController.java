package io.glassline.console;

import io.glassline.conversation.QueueId;
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
    private final QueueTitles titles;
    private final ConsoleSettings settings;
    private final JsonMapper json;
    private final CityTime time;
    private final Pages pages;

    LogController(
            Board board, QueueTitles titles, ConsoleSettings settings, JsonMapper json, CityTime time, Pages pages) {
        this.board = board;
        this.titles = titles;
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
        var facts = read(line.sealed().orElse(line.leaf()));
        return new LogPage.Entry(
                line.index(),
                line.kind(),
                icon(line.kind()),
                sentence(line.kind(), facts),
                text(read(line.leaf()), "channel").filter(name -> !name.isEmpty()).map(ChannelTitle::of),
                text(facts, "conversation").map(p -> p.substring(0, Math.min(p.length(), PSEUDONYM_SHOWN_CHARS))),
                time.at(line.at()),
                time.full(line.at()),
                line.at().toString(),
                line.leaf());
    }

    private String sentence(String kind, JsonNode leaf) {
        return switch (kind) {
            case "message.received" ->
                "A citizen wrote" + text(leaf, "account").map(a -> " to " + a).orElse("");
            case "message.decided" -> decided(leaf);
            case "message.written" ->
                switch (text(leaf, "role").or(() -> text(leaf, "actor")).orElse("")) {
                    case "bot" -> "The bot answered";
                    case "agent" -> "An agent answered";
                    default -> "The gateway wrote a fixed text";
                };
            case "send.again" -> "Staff had a message sent again that was not delivered";
            case "send.left" -> "Staff left a message be that was not delivered";
            case "message.delivery" ->
                "Delivery of part " + text(leaf, "part").orElse("?") + ": "
                        + text(leaf, "delivery").orElse("?")
                        + text(leaf, "code").map(code -> " (" + code + ")").orElse("");
            case "desk.taken" -> "An agent took the conversation" + inQueue(leaf, " from ");
            case "desk.put-back" -> "An agent put the conversation back" + inQueue(leaf, " into ");
            case "desk.transferred" -> "An agent transferred the conversation" + inQueue(leaf, " to ");
            case "desk.replied" -> "An agent replied" + inQueue(leaf, " in ");
            case "desk.closed" ->
                "An agent closed the conversation: "
                        + text(leaf, "outcome").map(ClosingOutcome::title).orElse("no outcome");
            case "transcript.viewed" -> "Someone at the desk read the transcript";
            case "message.quarantined" -> "A delivery could not be read, and is kept" + to(leaf);
            case "message.redriven" -> "A delivery that could not be read was read again" + to(leaf);
            case "quarantine.viewed" -> "Someone of the staff looked at a delivery that could not be read" + to(leaf);
            case "quarantine.set-aside" -> "A delivery that could not be read was set aside" + to(leaf);
            case "consent.changed" ->
                "Consent is now " + text(leaf, "standing").orElse("?")
                        + text(leaf, "way").or(() -> text(leaf, "how")).map(how -> ", by " + how).orElse("");
            default -> kind.replace('.', ' ').replace('-', ' ');
        };
    }

    private static String to(JsonNode leaf) {
        return text(leaf, "account").map(account -> " (" + account + ")").orElse("");
    }

    private String decided(JsonNode leaf) {
        var outcome = text(leaf, "outcome").orElse("?");
        var where = outcome.startsWith("queue:")
                ? "Sent to " + titles.of(new QueueId(outcome.substring("queue:".length())))
                : outcome.startsWith("bot:")
                        ? "Given to the bot (" + outcome.substring("bot:".length()) + ")"
                        : "Decided: " + outcome;
        return where + text(leaf, "rule").map(rule -> " by rule “" + rule + "”").orElse("");
    }

    private String inQueue(JsonNode leaf, String before) {
        return text(leaf, "queue")
                .map(queue -> before + titles.of(new QueueId(queue)))
                .orElse("");
    }

    private static String icon(String kind) {
        return switch (kind.split("\\.", 2)[0]) {
            case "message" -> kind.equals("message.decided") ? "branch" : "message";
            case "desk", "send" -> "person";
            case "transcript", "quarantine" -> "eye";
            case "consent" -> "hand";
            default -> "gear";
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

    private static Optional<String> text(JsonNode leaf, String name) {
        return Optional.ofNullable(leaf.get(name)).filter(JsonNode::isValueNode).map(JsonNode::coerceStringValue);
    }

    private static String href(long entry) {
        return "/console/log?entry=" + entry;
    }
}
