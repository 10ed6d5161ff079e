package io.glassline.router.context;

import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.router.knowledge.Match;
import io.glassline.router.rule.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the conditions of rules see of a turn.
final class RuleFacts {

    private static final Facts.Answer NO_ANSWER = new Facts.Answer("", "", 0, false);

    private RuleFacts() {}

    static Facts of(Turn turn) {
        var session = turn.session();
        return new Facts(
                new Facts.Message(
                        turn.normalized().text(),
                        turn.normalized().words(),
                        turn.channel(),
                        turn.message().accountId(),
                        turn.content().kind(),
                        turn.otherLanguage().orElse(turn.language()).toLanguageTag(),
                        has(turn)),
                new Facts.Conversation(
                        turn.conversation().stage().state(),
                        session.missesAt(turn.now()),
                        turn.conversation().language().getLanguage(),
                        turn.conversation().messageCount(),
                        waitingMinutes(turn),
                        queue(turn.conversation().stage()),
                        List.copyOf(session.tags())),
                new Facts.Contact(turn.consent()
                        .standing()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')),
                new Facts.Sources(
                        turn.situation().cityTime(), turn.city().queues(), turn::readings, () -> answer(turn)));
    }

    private static List<String> has(Turn turn) {
        var has = new ArrayList<String>();
        if (!turn.normalized().isNothing()) {
            has.add("words");
        }
        switch (turn.content()) {
            case Content.Media(var mediaType, var _, var _, var _) -> has.add(mediaKind(mediaType));
            case Content.Place _ -> has.add("place");
            case Content.Text _,
                    Content.Choice _,
                    Content.Keys _,
                    Content.Call _,
                    Content.Template _,
                    Content.Unsupported _,
                    Signal _ -> {}
        }
        return has;
    }

    private static String mediaKind(String mediaType) {
        return switch (mediaType.split("/")[0]) {
            case "image" -> "picture";
            case "audio" -> "voice";
            case "video" -> "video";
            default -> "file";
        };
    }

    private static long waitingMinutes(Turn turn) {
        return turn.conversation().stage() instanceof Stage.Waiting waiting
                ? Math.max(0, Duration.between(waiting.since(), turn.now()).toMinutes())
                : 0;
    }

    private static String queue(Stage stage) {
        return switch (stage) {
            case Stage.Waiting(var queue, var _, var _) -> queue.name();
            case Stage.WithAgent(var queue, var _, var _, var _) -> queue.name();
            case Stage.WithBot _, Stage.Closed _ -> "";
        };
    }

    /// What the bot would answer. It is the search that the bot's own step makes, and made once.
    private static Facts.Answer answer(Turn turn) {
        if (!turn.isWords() || turn.normalized().isNothing()) {
            return NO_ANSWER;
        }
        return switch (turn.match(turn.language())) {
            case Match.Sure(var answer, var confidence) ->
                new Facts.Answer(answer.id(), answer.topic(), confidence, true);
            case Match.Unsure(var best, var confidence) ->
                new Facts.Answer(best.getFirst().id(), best.getFirst().topic(), confidence, false);
            case Match.Nothing(var confidence) -> new Facts.Answer("", "", confidence, false);
        };
    }
}
