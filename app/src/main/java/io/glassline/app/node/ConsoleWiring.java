package io.glassline.app.node;

import io.glassline.channel.Secret;
import io.glassline.console.ConsoleSettings;
import io.glassline.console.QueueTitles;
import io.glassline.conversation.QueueId;
import io.glassline.desk.ReadyTexts;
import io.glassline.router.city.CityConfig;
import io.glassline.storage.log.LogKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the console is told of the city and of this deployment.
final class ConsoleWiring {

    private ConsoleWiring() {}

    static QueueTitles queueTitles(LiveCity live) {
        return new QueueTitles(() -> titles(live.now().city()));
    }

    private static Map<QueueId, String> titles(CityConfig city) {
        var titles = new LinkedHashMap<QueueId, String>();
        city.queues()
                .all()
                .forEach(queue -> titles.put(queue.id(), asHeading(queue.title().in(city.firstLanguage()))));
        return titles;
    }

    /// A queue is titled as it stands in a sentence, "the Water Department"; in a list it begins it.
    private static String asHeading(String title) {
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    static ReadyTexts readyTexts(LiveCity live, InstantSource clock) {
        var texts = new LiveReadyTexts(live::withdrawn, clock);
        live.follow(texts);
        return texts;
    }

    static ConsoleSettings settings(NodeContext node) {
        var deployment = node.deployment();
        var sessionKey = LogKey.readOrCreate(deployment.keys().resolve("session-key"), node.random());
        return new ConsoleSettings(
                node.city().name(),
                node.city().zone(),
                URI.create(deployment.publicUrl()),
                new Secret(HexFormat.of().formatHex(sessionKey)),
                deployment.consoleOverTls());
    }
}
