package io.glassline.template;

import io.glassline.message.Content;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that the city has had approved by a provider, as `templates.yml` has it: the words stand fast, and
/// `{{1}}`, `{{2}}`… are filled in when it is sent.
///
/// @param name the provider's name for it
/// @param accounts on which it may be sent
/// @param fields what `{{1}}`, `{{2}}`… are, in their order
/// @param bodies by the city's language tag, the first language first
/// @param codes the provider's word for a language, where it is not the tag: `en_US`
public record MessageTemplate(
        String name,
        Category category,
        Set<String> accounts,
        List<String> fields,
        SequencedMap<String, String> bodies,
        Map<String, String> codes) {

    /// Meta's limit for a body that is filled in.
    public static final int BODY_MAX_CHARS = 1_024;

    /// Spaces, ends of lines and the like: a value may have none of them but single spaces.
    private static final Pattern GAPS = Pattern.compile("\\s+");

    private static final Pattern PLACE = Pattern.compile("\\{\\{([0-9]{1,2})}}");

    public MessageTemplate {
        accounts = Set.copyOf(accounts);
        fields = List.copyOf(fields);
        bodies = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(bodies));
        codes = Map.copyOf(codes);
    }

    /// What the provider asks for one.
    public enum Category {
        /// About something that the citizen asked for.
        UTILITY,
        /// Everything else. The provider holds some of it back.
        MARKETING,
        /// A code to sign in with.
        AUTHENTICATION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Category> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    /// The city's language in which somebody gets it who wants `wanted`.
    public String languageFor(Locale wanted) {
        return bodies.containsKey(wanted.getLanguage())
                ? wanted.getLanguage()
                : bodies.firstEntry().getKey();
    }

    /// The provider's word for one of the city's languages.
    public String code(String language) {
        return codes.getOrDefault(language, language);
    }

    /// What it says in the language, as it stands.
    public String body(String language) {
        return bodies.getOrDefault(language, bodies.firstEntry().getValue());
    }

    /// The template filled in. What the provider takes in no value, it does not have afterwards.
    ///
    /// @param values one for each field, in their order
    public Content.Template filled(String language, List<String> values) {
        var plain = values.stream().map(MessageTemplate::plain).toList();
        return new Content.Template(name, code(language), plain, inserted(body(language), plain));
    }

    /// Why these values cannot be sent, in a sentence; empty where they can.
    public Optional<String> mistake(String language, List<String> values) {
        if (values.size() != fields.size()) {
            return Optional.of("The template %s has %d fields, and %d values were given."
                    .formatted(name, fields.size(), values.size()));
        }
        for (var i = 0; i < values.size(); i++) {
            if (values.get(i).isBlank()) {
                return Optional.of("Fill in “%s”: the provider takes no empty field.".formatted(fields.get(i)));
            }
        }
        var length = filled(language, values).text().length();
        return length > BODY_MAX_CHARS
                ? Optional.of(
                        "Filled in, the template has %d characters; at most %d.".formatted(length, BODY_MAX_CHARS))
                : Optional.empty();
    }

    /// The numbers of the places in a text, in the order in which they stand there.
    public static List<Integer> places(String body) {
        return PLACE.matcher(body)
                .results()
                .map(place -> Integer.parseInt(place.group(1)))
                .toList();
    }

    private static String plain(String value) {
        return GAPS.matcher(value).replaceAll(" ").strip();
    }

    /// In one go, so that nothing in a value is taken for a place.
    private static String inserted(String body, List<String> values) {
        return PLACE.matcher(body).replaceAll(place -> {
            var number = Integer.parseInt(place.group(1));
            return number >= 1 && number <= values.size() ? Matcher.quoteReplacement(values.get(number - 1)) : "";
        });
    }
}
