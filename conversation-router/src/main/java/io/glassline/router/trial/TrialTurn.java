package io.glassline.router.trial;

import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.context.BotConfig;
import io.glassline.router.context.TurnContext;
import io.glassline.router.queue.Queues;
import io.glassline.routing.Burst;
import io.glassline.routing.Situation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// The turn of a message that nobody sent, by someone who is not known and has not opted out.
final class TrialTurn {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final String VOICE = "voice";
    private static final String AGENT = "agent";
    private static final Duration WAITED = Duration.ofMinutes(10);
    private static final URI NOWHERE = URI.create("about:blank");
    private static final Pattern KEYS = Pattern.compile("[0-9*#]{1,20}");

    private TrialTurn() {}

    /// @param kind `text`, `media`, `place`, `file` or `voice`; any other is what nobody but a person can look at
    static Content content(String kind, String words, String channel) {
        var beside = Optional.of(words).filter(text -> !text.isBlank());
        return switch (kind) {
            case "text" ->
                channel.equals(VOICE) && KEYS.matcher(words).matches()
                        ? new Content.Keys(words)
                        : new Content.Text(words);
            case "media" -> new Content.Media("image/jpeg", NOWHERE, beside);
            case "file" -> new Content.Media("application/pdf", NOWHERE, beside, Optional.of("file.pdf"));
            case VOICE -> new Content.Media("audio/ogg", NOWHERE, beside);
            case "place" -> new Content.Place(0, 0, beside);
            default -> new Content.Unsupported(beside.orElse(kind));
        };
    }

    /// @param state as [Stage#state()] has it: `bot`, `waiting` or `agent`
    static TurnContext of(
            BotConfig bot, Content content, String channel, Locale language, String state, ZonedDateTime cityTime) {
        var at = cityTime.toInstant();
        var lane = new Lane("city-" + channel, new Address(new ChannelKind(channel), "nobody"));
        var opened = Conversation.open(new Conversation.Id(NOBODY), NOBODY, lane, language, at);
        var conversation = state.equals(new Stage.WithBot().state())
                ? opened
                : opened.with(stage(state, at), Session.FRESH.disclosing(), language)
                        .counting(at);
        var inbound = new Inbound(
                new Message.Id(NOBODY),
                lane.accountId(),
                "trial",
                lane.citizen(),
                content,
                at,
                at,
                Optional.empty(),
                Set.of(),
                0);
        var situation =
                new Situation(cityTime, Consent.IMPLIED, channel.equals(VOICE), Map.of(), Optional.empty(), Burst.NONE);
        return new TurnContext(bot, conversation.counting(at), inbound, situation);
    }

    private static Stage stage(String state, Instant at) {
        return state.equals(AGENT)
                ? new Stage.WithAgent(Queues.GENERAL, AGENT, at.minus(WAITED))
                : new Stage.Waiting(Queues.GENERAL, Stage.Priority.NORMAL, at.minus(WAITED));
    }
}
