package io.glassline.router.city;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.SearchPhrase;
import io.glassline.router.words.SearchPhraseReader;
import io.glassline.router.words.SearchPhrases;
import io.glassline.router.words.SearchText;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `says`: phrases for all languages or by language, those that must not be there, and examples beside them,
/// which are tried at once.
final class SaysReader {

    private static final List<String> OTHER_KEYS = List.of("not", "within", "examples", "counter-examples");

    private final RuleScope scope;
    private boolean isWrong;

    SaysReader(RuleScope scope) {
        this.scope = scope;
    }

    Optional<SearchPhrases> read(YamlBlock block, String key) {
        if (!block.isBlock(key)) {
            var any = phrases(block, key, scope.languages());
            return isWrong
                    ? Optional.empty()
                    : Optional.of(new SearchPhrases(any, List.of(), SearchPhrases.WITHIN_USUALLY, scope.words()));
        }
        return block.optionalBlock(key).flatMap(this::read);
    }

    private Optional<SearchPhrases> read(YamlBlock says) {
        var any = byLanguage(says);
        if (any.isEmpty() && !isWrong) {
            says.wrong("there is nothing that it says; write phrases below " + languageList());
        }
        var not = new ArrayList<SearchPhrase>();
        if (says.isBlock("not")) {
            says.optionalBlock("not").ifPresent(block -> {
                not.addAll(byLanguage(block));
                block.end();
            });
        } else if (says.has("not")) {
            not.addAll(phrases(says, "not", scope.languages()));
        }
        var within = says.has("within")
                ? says.number("within", 0, SearchPhrases.WITHIN_MAX)
                : Optional.of(SearchPhrases.WITHIN_USUALLY);
        var examples = says.optionalList("examples");
        var counterExamples = says.optionalList("counter-examples");
        OTHER_KEYS.forEach(says::has);
        says.end();
        if (isWrong || any.isEmpty() || within.isEmpty()) {
            return Optional.empty();
        }
        var phrases = new SearchPhrases(any, not, within.get(), scope.words());
        examples.forEach(example -> mustHold(phrases, example));
        counterExamples.forEach(example -> mustNotHold(phrases, example));
        return Optional.of(phrases);
    }

    private List<SearchPhrase> byLanguage(YamlBlock block) {
        var all = new ArrayList<SearchPhrase>();
        for (var language : scope.languages()) {
            if (block.has(language.getLanguage())) {
                all.addAll(phrases(block, language.getLanguage(), List.of(language)));
            }
        }
        return all;
    }

    private List<SearchPhrase> phrases(YamlBlock block, String key, Collection<Locale> languages) {
        var all = new ArrayList<SearchPhrase>();
        var values = block.oneOrMore(key);
        isWrong |= values.isEmpty();
        if (values.isEmpty() && block.isList(key)) {
            block.wrong(key, "there is no phrase in this list");
        }
        for (var value : values) {
            try {
                all.add(SearchPhraseReader.read(scope.words(), languages, value.text()));
            } catch (IllegalArgumentException e) {
                isWrong = true;
                value.wrong("\"%s\" is not a phrase: %s".formatted(value.text(), e.getMessage()));
            }
        }
        return all;
    }

    private String languageList() {
        return String.join(
                " or ",
                scope.languages().stream()
                        .map(Locale::getLanguage)
                        .map(name -> name + ":")
                        .toList());
    }

    private void mustHold(SearchPhrases phrases, YamlValue example) {
        var text = text(example);
        if (phrases.first(text).isPresent()) {
            return;
        }
        example.wrong(phrases.refused(text)
                .map(not -> "the example is refused by \"%s\" below not:".formatted(not))
                .orElse("no phrase is in this example; add one that is, or take the example out"));
    }

    private void mustNotHold(SearchPhrases phrases, YamlValue example) {
        phrases.first(text(example))
                .ifPresent(phrase -> example.wrong(
                        "the counter-example says \"%s\"; make that narrower, or write what is different below not:"
                                .formatted(phrase)));
    }

    private static SearchText text(YamlValue example) {
        return new SearchText(List.of(NormalizedText.of(example.text())));
    }
}
