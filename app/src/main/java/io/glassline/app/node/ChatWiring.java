package io.glassline.app.node;

import io.glassline.app.chat.ChatTexts;
import io.glassline.app.chat.TalkStreams;
import io.glassline.router.city.CityConfig;
import io.glassline.router.words.Phrase;
import io.glassline.storage.postgres.PgVisitorTalks;
import io.micrometer.core.instrument.Gauge;
import io.micronaut.context.ApplicationContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the web chat shows: the talks, and the city's words.
record ChatWiring(TalkStreams streams, LiveCity live) implements Part {

    private static final String OF_CHAT = "chat-";

    static ChatWiring open(NodeContext node, StorageWiring storage, LiveCity live) {
        var streams = node.closing().add(new TalkStreams(new PgVisitorTalks(storage.database()), node.threads()));
        Gauge.builder("glassline_chat_streams", streams, TalkStreams::count)
                .description("pages of the web chat that are told at once what is new")
                .register(node.meters());
        return new ChatWiring(streams, live);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(TalkStreams.class, streams);
        controllers.registerSingleton(
                ChatTexts.Source.class, () -> texts(live.now().city()));
    }

    private static ChatTexts texts(CityConfig city) {
        var byLanguage = new LinkedHashMap<String, Map<String, String>>();
        city.languages().forEach(language -> byLanguage.put(language.getLanguage(), texts(city, language)));
        return new ChatTexts(byLanguage);
    }

    private static Map<String, String> texts(CityConfig city, Locale language) {
        var texts = new LinkedHashMap<String, String>();
        Arrays.stream(Phrase.values())
                .filter(phrase -> phrase.key().startsWith(OF_CHAT))
                .forEach(phrase -> texts.put(
                        phrase.key().substring(OF_CHAT.length()), city.phrases().say(phrase, language)));
        return texts;
    }
}
