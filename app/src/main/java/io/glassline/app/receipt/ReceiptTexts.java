package io.glassline.app.receipt;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// What the pages say, in one language. They state what a proof proves, which is Glassline's to say and the
/// same in every city, so they are no phrases of the city's.
record ReceiptTexts(String language, Map<String, String> byKey) {

    private static final ReceiptTexts ENGLISH = read("en");
    private static final ReceiptTexts SPANISH = read("es");

    ReceiptTexts {
        byKey = Map.copyOf(byKey);
    }

    /// The nearest that there is: English for all but Spanish.
    static ReceiptTexts in(Locale language) {
        return language.getLanguage().equals(SPANISH.language) ? SPANISH : ENGLISH;
    }

    private static ReceiptTexts read(String language) {
        var properties = new Properties();
        var name = language + ".properties";
        try (var in = ReceiptTexts.class.getResourceAsStream(name)) {
            properties.load(new InputStreamReader(
                    Objects.requireNonNull(in, "the build lost " + name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
        var texts = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return new ReceiptTexts(language, texts);
    }

    /// The other language that the pages have.
    String otherLanguage() {
        return (this == SPANISH ? ENGLISH : SPANISH).language;
    }

    String say(String key) {
        return Objects.requireNonNull(byKey.get(key), key);
    }

    /// With `value` in the place in braces.
    String say(String key, String place, String value) {
        return say(key).replace("{" + place + "}", value);
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }
}
