package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Stage.Priority;
import io.glassline.desk.Board.ConversationLine;
import io.glassline.privacy.PrivateNumbers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Conversations as lines of a list.
@Singleton
final class ConversationLines {

    private static final int WORDS_MAX_CHARS = 220;

    private final QueueTitles titles;
    private final Staff staff;
    private final CityTime time;

    ConversationLines(QueueTitles titles, Staff staff, CityTime time) {
        this.titles = titles;
        this.staff = staff;
        this.time = time;
    }

    DeskPage.Line of(ConversationLine line, StaffSession viewer) {
        return of(line, viewer, line.citizenWords());
    }

    /// With other words of it than the citizen's last.
    DeskPage.Line of(ConversationLine line, StaffSession viewer, String words) {
        var conversation = line.conversation();
        var stage = conversation.stage();
        var since = since(conversation);
        return new DeskPage.Line(
                conversation.id().toString(),
                "/console/conversations/" + conversation.id(),
                shortened(words),
                isNews(line) ? line.unanswered() : 0,
                conversation.language().toLanguageTag(),
                language(conversation.language()),
                ChannelTitle.of(conversation.lane().citizen().channel()),
                address(conversation, viewer),
                queue(stage).map(titles::of),
                stage.state(),
                stateTitle(stage),
                line.snoozedUntil().filter(time.now()::isBefore).map(time::at),
                isA(stage, Priority.EMERGENCY),
                isA(stage, Priority.URGENT),
                time.since(since),
                sinceWords(stage),
                since.toString());
    }

    /// The citizen's address, whole for whoever talks with them and for supervisors.
    static String address(Conversation conversation, StaffSession viewer) {
        var holds = conversation.stage() instanceof Stage.WithAgent(var _, var holder, var _, var _)
                && holder.equals(viewer.agent().id());
        var citizen = conversation.lane().citizen();
        return holds || viewer.supervises() ? citizen.shown() : citizen.masked();
    }

    String stateTitle(Stage stage) {
        return switch (stage) {
            case Stage.WithBot _ -> "With the bot";
            case Stage.Waiting _ -> "Waiting";
            case Stage.WithAgent(var _, var agentId, var _, var _) -> "With " + staff.nameOf(agentId);
            case Stage.Closed(var _, var outcome) -> "Ended: " + ClosingOutcome.title(outcome);
        };
    }

    static Instant since(Conversation conversation) {
        return switch (conversation.stage()) {
            case Stage.WithBot _ -> conversation.lastActivityAt();
            case Stage.Waiting(var _, var _, var since) -> since;
            case Stage.WithAgent(var _, var _, var since, var _) -> since;
            case Stage.Closed(var at, var _) -> at;
        };
    }

    static Optional<QueueId> queue(Stage stage) {
        return switch (stage) {
            case Stage.Waiting(var queue, var _, var _) -> Optional.of(queue);
            case Stage.WithAgent(var queue, var _, var _, var _) -> Optional.of(queue);
            case Stage.WithBot _, Stage.Closed _ -> Optional.empty();
        };
    }

    static boolean isA(Stage stage, Priority priority) {
        return switch (stage) {
            case Stage.Waiting waiting -> waiting.priority() == priority;
            case Stage.WithAgent held -> held.rank().priority() == priority;
            case Stage.WithBot _, Stage.Closed _ -> false;
        };
    }

    /// Whether it is for a person to answer what the citizen wrote last: one message that waits is plain from
    /// the line.
    private static boolean isNews(ConversationLine line) {
        return switch (line.conversation().stage()) {
            case Stage.Waiting _ -> line.unanswered() > 1;
            case Stage.WithAgent _ -> line.unanswered() > 0;
            case Stage.WithBot _, Stage.Closed _ -> false;
        };
    }

    static String language(Locale language) {
        var title = language.getDisplayLanguage(Locale.ENGLISH);
        return title.isEmpty() ? "language not known" : title;
    }

    private static String sinceWords(Stage stage) {
        return switch (stage) {
            case Stage.WithBot _ -> "since the last message";
            case Stage.Waiting _ -> "waiting";
            case Stage.WithAgent _ -> "in hand";
            case Stage.Closed _ -> "since it ended";
        };
    }

    /// One line of `words`, without numbers of cards and the like: lists lie open on desks.
    static String shortened(String words) {
        var line = PrivateNumbers.masked(words).strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= WORDS_MAX_CHARS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, WORDS_MAX_CHARS)) + "…";
    }
}
