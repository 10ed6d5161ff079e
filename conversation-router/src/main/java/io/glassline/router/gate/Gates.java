package io.glassline.router.gate;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a message is looked at for before any rule.
///
/// - `stop`, `start`, `help`: the words of consent. `yes` counts as `start` only for someone who said STOP.
/// - `leaveFlow`: leaves an open form; some of these words are also among `stop`, and inside a form this wins.
/// - `emergencies`: tried in order, the first that is found counts.
/// - `person`: the wish to talk to a human.
/// - `repeat`, `menu`, `greeting`, `thanks`, `language`: small talk. A word of `language` changes to its language.
/// - `callBack`, `leaveMessage`: what a caller may choose who waits for a person.
public record Gates(
        Keywords stop,
        Keywords start,
        Keywords yes,
        Keywords help,
        Keywords leaveFlow,
        List<Emergency> emergencies,
        Patterns person,
        Keywords repeat,
        Keywords menu,
        Keywords callBack,
        Keywords leaveMessage,
        Keywords greeting,
        Keywords thanks,
        Keywords language) {

    public Gates {
        emergencies = List.copyOf(emergencies);
    }

    /// One kind of emergency and the fixed words it is answered with.
    public record Emergency(String name, Phrase says, Patterns patterns) {}

    public record Alarm(Emergency emergency, Patterns.Hit hit) {}

    public Optional<Alarm> alarm(NormalizedText said, Locale language) {
        return emergencies.stream()
                .flatMap(emergency ->
                        emergency.patterns().in(said, language).stream().map(hit -> new Alarm(emergency, hit)))
                .findFirst();
    }
}
