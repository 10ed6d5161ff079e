package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.words.InterpreterTexts;
import io.glassline.router.words.LocalText;
import io.glassline.router.words.Phrase;
import io.glassline.router.words.Texts;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `phrases.yml`: what the gateway says, and the short names of the answers.
final class PhrasesFile {

    static final String NAME = "phrases.yml";

    private final Path folder;
    private final List<Problem> problems;
    private final List<Problem> warnings = new ArrayList<>();

    PhrasesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    Optional<Texts> read(CityFile.City city, Optional<Knowledge> knowledge) {
        var page = YamlFile.read(folder, NAME, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var problemsBefore = problems.size();
        var phrases = new EnumMap<Phrase, LocalText>(Phrase.class);
        page.get().block("phrases").ifPresent(block -> {
            for (var phrase : Phrase.values()) {
                var places = new ArrayList<>(Phrase.COMMON);
                places.addAll(phrase.places());
                places.addAll(phrase.perhaps());
                block.localText(phrase.key(), city.languages(), places, phrase.places())
                        .ifPresent(text -> {
                            phrases.put(phrase, text);
                            if (phrase.isOnThePhone()) {
                                warnings.addAll(unspoken(text, city.languages(), block.place(phrase.key())));
                            }
                        });
            }
            block.end();
        });
        var titles = new HashMap<String, LocalText>();
        page.get().optionalBlock("titles").ifPresent(block -> {
            var known = knowledge
                    .map(k -> k.answers().stream().map(Answer::id).toList())
                    .orElse(List.of());
            for (var id : block.names()) {
                if (knowledge.isPresent() && !known.contains(id)) {
                    block.wrong(id, "\"%s\" is no answer of the knowledge; %s".formatted(id, Suggestion.of(id, known)));
                }
                block.localText(id, city.languages(), List.of(), List.of()).ifPresent(text -> titles.put(id, text));
            }
        });
        var interpreter = interpreter(page.get(), city);
        page.get().end();
        return problems.size() == problemsBefore
                ? Optional.of(new Texts(phrases, titles, interpreter, city.facts()))
                : Optional.empty();
    }

    /// What a text that callers hear tells them to do, and they cannot.
    private static List<Problem> unspoken(LocalText text, List<Locale> languages, YamlPlace at) {
        return languages.stream()
                .flatMap(language -> WrittenWords.in(text.in(language), language).stream()
                        .map(word -> at.problem(
                                "this is said on the phone, too, where nobody can \"%s\"; use words such as say and press"
                                        .formatted(word))))
                .toList();
    }

    /// What is no mistake and may be a trap all the same; known once the file was read.
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /// Said in the city's own languages to whoever writes in one that has no text. It must say whom to call.
    private static InterpreterTexts interpreter(YamlBlock page, CityFile.City city) {
        var texts = new HashMap<String, String>();
        var block = city.otherLanguages().isEmpty() ? page.optionalBlock("interpreter") : page.block("interpreter");
        block.ifPresent(inner -> {
            var own = city.languages().stream().map(Locale::getLanguage).toList();
            var known = new ArrayList<>(own);
            city.otherLanguages().forEach(language -> known.add(language.getLanguage()));
            own.forEach(inner::required);
            for (var tag : inner.names()) {
                if (!known.contains(tag)) {
                    inner.wrong(tag, "\"%s\" is no language of city.yml; %s".formatted(tag, Suggestion.of(tag, known)));
                }
                inner.text(tag, Phrase.COMMON, List.of("phone", "emergency")).ifPresent(text -> texts.put(tag, text));
            }
        });
        return new InterpreterTexts(texts, city.languages());
    }
}
