package io.glassline.router.gate;

import io.glassline.router.gate.Alarm.Certainty;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.TextingStyle;
import io.glassline.router.words.WholePatterns;
import io.glassline.routing.LinkWish;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a message is looked at for before any rule.
///
/// - `stop`, `start`, `help`: the words of consent. `yes` counts as `start` only for someone who said
///   STOP.
/// - `receipt`: asks for a link to what was said.
/// - `myData`, `eraseMyData`, `correctMyData`: ask for what is known of the citizen, to have it erased, to have it
///   corrected.
/// - `link`, `unlink`: another address is the citizen's, too; theirs is to be linked to none.
/// - `dataWish`: `myData` and `eraseMyData` in plain words, which are told the keywords.
/// - `leaveFlow`: leaves an open form; some of these words are also among `stop`, and inside a form
///   this wins.
/// - `emergencies`: tried in order, the first that is found counts.
/// - `emergencyWords`: the same in a few words of languages the city does not answer in.
/// - `takenBack`: says that an alarm was none.
/// - `person`: the wish to talk to a human.
/// - `besidePerson`: what stands beside that wish and tells of nothing, such as "actually I want to".
/// - `repeat`: asks to hear it again, when it is the whole message.
/// - `menu`, `greeting`, `thanks`, `language`: small talk. A word of `language` changes to
///   its language.
/// - `callBack`, `leaveMessage`: what a caller may choose who waits for a person.
/// - `refusals`: STOP in plain words.
/// - `machine`: how texts begin that a phone or a carrier writes by itself.
/// - `texting`: how each language is texted; what is looked for by words is looked for in these
///   readings, too.
public record Gates(
        Keywords stop,
        Keywords start,
        Keywords yes,
        Keywords help,
        Keywords receipt,
        Keywords myData,
        Keywords eraseMyData,
        Keywords correctMyData,
        Keywords link,
        Keywords unlink,
        Patterns dataWish,
        Keywords leaveFlow,
        List<Emergency> emergencies,
        EmergencyWords emergencyWords,
        Patterns takenBack,
        Patterns person,
        Patterns besidePerson,
        WholePatterns repeat,
        Keywords menu,
        Keywords callBack,
        Keywords leaveMessage,
        Keywords greeting,
        Keywords thanks,
        Keywords language,
        Refusals refusals,
        Patterns machine,
        List<TextingStyle> texting) {

    public Gates {
        emergencies = List.copyOf(emergencies);
        texting = List.copyOf(texting);
    }

    /// From this likelihood on a text is an emergency. Of the harmless sentences of training, each judged
    /// by the example city's patterns and a classifier that had not seen it, 1.9 % raised an alarm, and of the
    /// ordinary turns of a conversation 2.1 %.
    private static final double EMERGENCY_MIN = 0.45;

    /// From this likelihood on the citizen is asked. 5.8 % of those harmless sentences were, and 7.5 % of the
    /// ordinary turns; of the emergencies 6.5 % in clean style were missed, 5.9 % texted or spoken, 9.3 % with
    /// mistakes typed into them. At 0.17 4.6 % of the harmless are asked, and 8.4, 7.5 and 11.2 % missed: it is
    /// chosen for hearing, not for silence.
    private static final double PERHAPS_MIN = 0.12;

    /// Below this likelihood what a pattern found is asked about, too.
    private static final double HARMLESS_MAX = 0.08;

    private static final int LINK_WISH_MAX_CHARS = 200;

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>,;]+@[^\\s@<>,;]+\\.[^\\s@<>,;]+|\\+?[0-9(][0-9 ().-]{5,}[0-9]");

    /// Kinds of emergencies that are answered with the same fixed words.
    ///
    /// @param kinds the kinds of [LearntClassifiers#emergencyKinds()] that belong here
    public record Emergency(String name, Phrase says, Patterns patterns, Set<String> kinds) {

        public Emergency {
            kinds = Set.copyOf(kinds);
        }
    }

    /// `said` as it stands, and what it may mean besides, written out: "pls stp txtng me" is "please
    /// stop texting me".
    public List<NormalizedText> readings(NormalizedText said) {
        return Stream.concat(Stream.of(said), texting.stream().flatMap(style -> style.expanded(said).stream()))
                .distinct()
                .toList();
    }

    /// Patterns come first, for they can be explained; what was learnt comes behind them. It also looks at
    /// what a pattern found: where it is sure that all is well, as in "the movie about the shooting", the
    /// citizen is asked.
    public Optional<Alarm> alarm(NormalizedText said, Locale language) {
        return alarmByPattern(said, language)
                .map(alarm -> isSaidMore(said) ? lookedAt(alarm, said) : alarm)
                .or(() -> learntBesideWish(said, language));
    }

    /// Who asks for a person and says nothing else gets one, and is not asked besides whether it is an emergency.
    private Optional<Alarm> learntBesideWish(NormalizedText said, Locale language) {
        return isSaidMore(said)
                ? learnt(said, language).filter(alarm -> alarm.isCertain() || !isWishAlone(said))
                : Optional.empty();
    }

    private boolean isWishAlone(NormalizedText said) {
        var rest = person.cutOut(said);
        return !rest.equals(said) && besidePerson.cutOut(rest).isNothing();
    }

    /// The same in any of these readings of one message; what is certain in one is certain.
    public Optional<Alarm> alarm(List<NormalizedText> readings, Locale language) {
        var perhaps = Optional.<Alarm>empty();
        for (var reading : readings) {
            var alarm = alarm(reading, language);
            if (alarm.filter(Alarm::isCertain).isPresent()) {
                return alarm;
            }
            perhaps = perhaps.or(() -> alarm);
        }
        return perhaps;
    }

    private static Alarm lookedAt(Alarm alarm, NormalizedText said) {
        var likelihood = sum(LearntClassifiers.emergencies().likelihoods(said));
        return likelihood >= HARMLESS_MAX
                ? alarm
                : new Alarm(
                        alarm.emergency(),
                        Certainty.PERHAPS,
                        String.format(Locale.ROOT, "%s, and learnt, %.2f", alarm.found(), likelihood),
                        false,
                        alarm.language());
    }

    /// Whether the citizen takes an alarm back. "False alarm, but she is not breathing" takes nothing back.
    public boolean takesBack(NormalizedText said, Locale language) {
        return takenBack.in(said, language).isPresent()
                && alarm(takenBack.cutOut(said), language)
                        .filter(Alarm::isCertain)
                        .isEmpty();
    }

    /// What `raw` wants of the citizen's addresses, where it says nothing else. Behind a word of `link` may stand an
    /// address of mail or a number.
    public Optional<LinkWish> linkWish(String raw) {
        if (raw.length() > LINK_WISH_MAX_CHARS) {
            return Optional.empty();
        }
        var address = ADDRESS.matcher(raw);
        var typed = address.find() ? address.group() : "";
        var said = NormalizedText.of(typed.isEmpty() ? raw : raw.replace(typed, " "));
        // "link" alone asks for the link that was just told of
        if (link.in(said)
                .filter(heard -> !typed.isEmpty() || heard.word().contains(" "))
                .isPresent()) {
            return Optional.of(new LinkWish.Link(typed));
        }
        return typed.isEmpty() && unlink.in(said).isPresent() ? Optional.of(new LinkWish.Unlink()) : Optional.empty();
    }

    /// Whether it is more than one word, and more than one of the keywords: what these mean is known.
    private boolean isSaidMore(NormalizedText said) {
        return said.words().size() > 1
                && !repeat.areAll(said.asKeyword())
                && Stream.of(
                                stop,
                                start,
                                yes,
                                help,
                                receipt,
                                leaveFlow,
                                menu,
                                callBack,
                                leaveMessage,
                                greeting,
                                thanks,
                                language)
                        .allMatch(keywords -> keywords.in(said).isEmpty());
    }

    /// What `raw` may refuse by what was learnt, where [#refusals()] hear nothing. A signature does not
    /// count.
    ///
    /// @param readings what a text may mean; the text as it stands is among them
    public Optional<Refusals.Hit> learntRefusal(String raw, Function<NormalizedText, List<NormalizedText>> readings) {
        var said = NormalizedText.of(raw.substring(0, Signature.start(raw)));
        return isSaidMore(said)
                ? LearntRefusals.in(LearntClassifiers.refusals(), readings.apply(said))
                : Optional.empty();
    }

    /// By patterns alone, as for words that are not the citizen's own, such as a button's.
    public Optional<Alarm> alarmByPattern(NormalizedText said, Locale language) {
        return emergencies.stream()
                .flatMap(emergency -> emergency.patterns().in(said, language).stream()
                        .map(hit -> new Alarm(emergency, Certainty.CERTAIN, hit.pattern(), false, hit.language())))
                .findFirst();
    }

    /// Turns of speech that the city knows to be harmless raise no alarm: without them it must be as
    /// alarming as with them.
    private Optional<Alarm> learnt(NormalizedText said, Locale language) {
        var classifier = LearntClassifiers.emergencies();
        var likelihoods = classifier.likelihoods(said);
        var likelihood = sum(likelihoods);
        if (likelihood >= PERHAPS_MIN) {
            var left = said;
            for (var emergency : emergencies) {
                left = emergency.patterns().withoutHarmless(left);
            }
            likelihood = left.equals(said) ? likelihood : Math.min(likelihood, sum(classifier.likelihoods(left)));
        }
        if (likelihood < PERHAPS_MIN) {
            return Optional.empty();
        }
        var certainty = likelihood < EMERGENCY_MIN ? Certainty.PERHAPS : Certainty.CERTAIN;
        var found = String.format(Locale.ROOT, "learnt, %.2f", likelihood);
        return emergencies.stream()
                .max(Comparator.comparingDouble(emergency -> emergency.kinds().stream()
                        .mapToDouble(kind -> likelihoods.getOrDefault(kind, 0.0))
                        .sum()))
                .map(emergency -> new Alarm(emergency, certainty, found, true, language));
    }

    private static double sum(Map<String, Double> likelihoods) {
        return likelihoods.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
