package io.glassline.router.trial;

import io.glassline.conversation.Conversation;
import io.glassline.message.Content;
import io.glassline.router.context.BotConfig;
import io.glassline.router.context.TurnContext;
import io.glassline.router.reply.Choice;
import io.glassline.router.step.RoutingSteps;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import io.glassline.routing.Route;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Locale;

/// A form as a citizen meets it, message by message. Nothing is sent, stored or submitted; look-ups
/// are made as they are given.
public final class PlayedFlow {

    private final BotConfig bot;
    private final String channel;
    private final ZonedDateTime cityTime;
    private final Lookups lookups;
    private Conversation conversation;

    /// @param channel such as `sms`
    /// @param cityTime when it is played
    public PlayedFlow(BotConfig bot, String channel, Locale language, ZonedDateTime cityTime, Lookups lookups) {
        this.bot = bot;
        this.channel = channel;
        this.cityTime = cityTime;
        this.lookups = lookups;
        this.conversation = TrialTurn.of(bot, new Content.Text(""), channel, language, "bot", cityTime)
                .conversation();
    }

    /// The form is picked from a list.
    public Route.Decided begin(String flow) {
        return decide(new Content.Choice(new Choice.Flow(flow).id(), flow));
    }

    public Route.Decided says(String words) {
        return decide(TrialTurn.content("text", words, channel));
    }

    public boolean isOpen() {
        return conversation.session().flow().isPresent();
    }

    private Route.Decided decide(Content content) {
        var known = new HashMap<Lookup, Lookup.Result>();
        while (true) {
            var turn = TrialTurn.of(bot, content, channel, conversation.language(), "bot", cityTime);
            var route = RoutingSteps.route(new TurnContext(
                    bot,
                    conversation.counting(cityTime.toInstant()),
                    turn.message(),
                    turn.situation().with(known)));
            switch (route) {
                case Route.Needs(var lookup, var _) -> known.put(lookup, lookups.ask(lookup));
                case Route.Decided decided -> {
                    conversation = conversation.with(decided.stage(), decided.session(), decided.language());
                    return decided;
                }
                case Route.Waits _, Route.WithNext _ ->
                    throw new IllegalStateException("a message by itself waits for no other");
            }
        }
    }
}
