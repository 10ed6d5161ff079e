package io.glassline.router.city;

import io.glassline.router.gate.Refusals;
import io.glassline.router.gate.Refusals.Kind;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.PhraseGrammar;
import io.glassline.router.words.PhraseGrammar.Phrase;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// `refusal` of `gates.yml`, and the single words of `stop`, which refuse beside the words of a
/// refusal, too.
final class RefusalBlock {

    private static final Pattern LIST = Pattern.compile("<[^<>]*>");

    private final PhraseGrammar grammar = new PhraseGrammar();
    private final List<Refusals.Entry> entries = new ArrayList<>();
    private final TextedWords texting;

    RefusalBlock(TextedWords texting) {
        this.texting = texting;
    }

    Refusals read(YamlBlock gates, List<Locale> languages) {
        gates.optionalBlock("stop").ifPresent(stop -> keywords(stop, languages));
        gates.block("refusal").ifPresent(refusal -> {
            refusal.optionalBlock("words")
                    .ifPresent(lists -> lists.names().forEach(name -> list(name, lists, languages)));
            phrases(refusal, "certain", Kind.CERTAIN, languages);
            phrases(refusal, "whole", Kind.KEYWORD, languages);
            phrases(refusal, "possible", Kind.POSSIBLE, languages);
            phrases(refusal, "beside", Kind.BESIDE, languages);
            refusal.end();
        });
        return new Refusals(entries);
    }

    private void keywords(YamlBlock stop, List<Locale> languages) {
        for (var key : stop.names()) {
            var language = languages.stream()
                    .filter(own -> own.getLanguage().equals(key))
                    .findFirst();
            stop.optionalList(key).stream()
                    .map(word -> NormalizedText.of(word.text()))
                    .filter(word -> word.words().size() == 1)
                    .map(word -> new Refusals.Entry(grammar.phrase(word.text()), Kind.KEYWORD, language))
                    .forEach(entries::add);
        }
    }

    private void list(String name, YamlBlock lists, List<Locale> languages) {
        var good = phrasesOf(lists.list(name)).stream().map(Phrase::written).toList();
        if (!good.isEmpty()) {
            grammar.list(name, good);
            languages.forEach(language -> texting.addTexts(language, wordsOf(good)));
        }
    }

    private void phrases(YamlBlock refusal, String key, Kind kind, List<Locale> languages) {
        refusal.block(key).ifPresent(lists -> {
            for (var language : languages) {
                var scalars = lists.list(language.getLanguage());
                var good = phrasesOf(scalars).stream()
                        .filter(phrase -> kind == Kind.BESIDE || tells(phrase, scalars))
                        .toList();
                good.forEach(phrase -> entries.add(new Refusals.Entry(phrase, kind, Optional.of(language))));
                texting.addTexts(
                        language, wordsOf(good.stream().map(Phrase::written).toList()));
            }
            lists.end();
        });
    }

    /// Whether a text without a certain word cannot be the phrase: "[stop] *" would refuse everything.
    private static boolean tells(Phrase phrase, List<YamlValue> scalars) {
        var tells = !phrase.needed().isEmpty();
        if (!tells) {
            scalars.stream()
                    .filter(scalar -> scalar.text().equals(phrase.written()))
                    .forEach(scalar -> scalar.wrong("this may be any words: some of them must always be there"));
        }
        return tells;
    }

    /// Without the names of lists.
    private static List<String> wordsOf(List<String> written) {
        return written.stream()
                .map(phrase -> LIST.matcher(phrase).replaceAll(" "))
                .toList();
    }

    private List<Phrase> phrasesOf(List<YamlValue> scalars) {
        var good = new ArrayList<Phrase>();
        for (var scalar : scalars) {
            try {
                good.add(grammar.phrase(scalar.text()));
            } catch (IllegalArgumentException e) {
                scalar.wrong("this is not a phrase: " + e.getMessage());
            }
        }
        return good;
    }
}
