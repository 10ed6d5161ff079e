package io.glassline.app.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The one script that a website needs, with the city's words in it, and the style sheet of our own page.
@Singleton
final class Widget {

    private static final String FOLDER = "/io/glassline/app/chat/";

    /// Where the settings stand in the script: a call with nothing in it.
    private static final String SETTINGS = "(/* settings */)";

    private final String script = read("widget.js");
    private final byte[] style = read("page.css").getBytes(UTF_8);
    private final JsonMapper json;

    Widget(JsonMapper json) {
        this.json = json;
        if (!script.contains(SETTINGS)) {
            throw new IllegalStateException("widget.js has no place for its settings");
        }
    }

    /// @param base where the chat of the account is, such as `https://talk.city.example/chat/city-web`.
    byte[] script(String base, ChatTexts texts) {
        try {
            var settings = json.writeValueAsString(Map.of("base", base, "texts", texts.byLanguage()));
            return script.replace(SETTINGS, "(" + asScript(settings) + ")").getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// JSON is a script, but for two characters that end a line there.
    private static String asScript(String json) {
        return json.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    byte[] style() {
        return style.clone();
    }

    private static String read(String name) {
        try (var in = Widget.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
