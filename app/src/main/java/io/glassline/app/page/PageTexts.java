package io.glassline.app.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// What pages say, in one language. They state what a proof proves and what a figure means, which is Glassline's to say
/// and the same in every city, so they are no phrases of the city's.
public record PageTexts(String language, Map<String, String> byKey) {

    private static final String ENGLISH = "en";
    private static final String SPANISH = "es";

    public PageTexts {
        byKey = Map.copyOf(byKey);
    }

    /// The same in each language that there is.
    public record InEach(PageTexts english, PageTexts spanish) {

        /// The nearest that there is: English for all but Spanish.
        public PageTexts in(Locale language) {
            return language.getLanguage().equals(SPANISH) ? spanish : english;
        }
    }

    /// From `en.properties` and `es.properties` beside `page`.
    public static InEach beside(Class<?> page) {
        return new InEach(read(page, ENGLISH), read(page, SPANISH));
    }

    private static PageTexts read(Class<?> page, String language) {
        var properties = new Properties();
        var name = language + ".properties";
        try (var in = page.getResourceAsStream(name)) {
            properties.load(new InputStreamReader(
                    Objects.requireNonNull(in, "the build lost " + name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        var texts = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return new PageTexts(language, texts);
    }

    /// The other language that the pages have.
    public String otherLanguage() {
        return language.equals(SPANISH) ? ENGLISH : SPANISH;
    }

    public String say(String key) {
        return Objects.requireNonNull(byKey.get(key), key);
    }

    /// With `value` in the place in braces.
    public String say(String key, String place, String value) {
        return say(key).replace("{" + place + "}", value);
    }

    public boolean has(String key) {
        return byKey.containsKey(key);
    }
}
