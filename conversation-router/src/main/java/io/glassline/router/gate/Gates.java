package io.glassline.router.gate;

import io.glassline.router.words.Phrase;
import io.glassline.router.words.Said;
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
        Keywords greeting,
        Keywords thanks,
        Keywords language) {

    public Gates {
        emergencies = List.copyOf(emergencies);
    }

    /// One kind of emergency and the fixed words it is answered with.
    public record Emergency(String name, Phrase says, Patterns patterns) {}

    public record Alarm(Emergency emergency, Patterns.Found found) {}

    public Optional<Alarm> alarm(Said said, Locale language) {
        return emergencies.stream()
                .flatMap(emergency ->
                        emergency.patterns().in(said, language).stream().map(found -> new Alarm(emergency, found)))
                .findFirst();
    }
}
