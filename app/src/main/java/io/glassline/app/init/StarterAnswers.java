package io.glassline.app.init;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a city said of itself: all that a folder of its own is made from. Each value keeps its
/// [AnswerRule].
///
/// @param languages one or two of [AnswerRule#LANGUAGES]; the first is spoken where nothing is known of a
///     citizen
/// @param channels the address of the account by its channel; empty where it is not known yet
record StarterAnswers(
        String name,
        String zone,
        List<String> languages,
        SequencedMap<String, String> channels,
        String phone,
        String text,
        String mail,
        String site,
        String emergency,
        String crisis) {

    /// The kinds of channel, in the order in which they are asked for.
    static final List<String> CHANNELS = List.of("sms", "whatsapp", "telegram", "email", "voice");

    static final String EMERGENCY_USUAL = "911";
    static final String CRISIS_USUAL = "988";

    StarterAnswers {
        languages = List.copyOf(languages);
        channels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(channels));
        if (languages.isEmpty() || channels.isEmpty()) {
            throw new IllegalArgumentException("a city answers in a language and on a channel");
        }
    }
}
