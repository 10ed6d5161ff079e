package io.glassline.router.city;

import com.google.re2j.PatternSyntaxException;
import io.glassline.config.Problem;
import io.glassline.router.dialogue.Chitchat;
import io.glassline.router.dialogue.Dialogue;
import io.glassline.router.dialogue.FollowUps;
import io.glassline.router.dialogue.FollowUps.Aspect;
import io.glassline.router.flow.Corrections;
import io.glassline.router.knowledge.AskedDetail;
import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.SearchPattern;
import io.glassline.router.words.WholePatterns;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `dialogue.yml`: small talk, yes and no, and how people go on with an answer, in every language. A city without the
/// file has none of it.
final class DialogueFile {

    static final String NAME = "dialogue.yml";

    private final Path folder;
    private final List<Problem> problems;

    DialogueFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    Dialogue read(List<Locale> languages) {
        if (!isIn(folder)) {
            return Dialogue.NONE;
        }
        return YamlFile.read(folder, NAME, problems)
                .map(page -> dialogue(page, languages))
                .orElse(Dialogue.NONE);
    }

    private static Dialogue dialogue(YamlBlock page, List<Locale> languages) {
        var fillers = page.has("fillers") ? words(page, "fillers", languages) : List.<String>of();
        var chitchat = new EnumMap<Chitchat, WholePatterns>(Chitchat.class);
        page.block("chitchat").ifPresent(block -> {
            for (var kind : Chitchat.values()) {
                if (!kind.needsPatterns() && !block.has(kind.key())) {
                    continue;
                }
                chitchat.put(
                        kind,
                        new WholePatterns(
                                patterns(block, kind.key(), languages, WholePatterns::whole),
                                kind == Chitchat.NEVER_MIND ? fillers : List.of()));
            }
            block.end();
        });
        var details = new EnumMap<AskedDetail, List<SearchPattern>>(AskedDetail.class);
        page.block("details").ifPresent(block -> {
            for (var detail : AskedDetail.values()) {
                if (block.has(detail.key())) {
                    details.put(detail, patterns(block, detail.key(), languages, SearchPattern::words));
                }
            }
            block.end();
        });
        var dialogue = new Dialogue(
                GatesFile.keywords(page, "accept", languages, List.of(), (_, _) -> {}),
                GatesFile.keywords(page, "decline", languages, List.of(), (_, _) -> {}),
                chitchat,
                patterns(page, "abuse", languages, SearchPattern::words),
                page.block("follow-ups")
                        .map(block -> followUps(block, languages))
                        .orElse(FollowUps.NONE),
                details,
                whole(page, "one-moment", languages, fillers),
                whole(page, "does-not-know", languages, fillers),
                page.optionalBlock("corrections")
                        .map(block -> corrections(block, languages))
                        .orElse(Corrections.NONE),
                page.has("go-ahead") ? patterns(page, "go-ahead", languages, SearchPattern::words) : List.of(),
                whole(page, "breaks-off", languages, List.of()));
        page.end();
        return dialogue;
    }

    /// None where the city does not say.
    private static WholePatterns whole(YamlBlock page, String key, List<Locale> languages, List<String> fillers) {
        return page.has(key)
                ? new WholePatterns(patterns(page, key, languages, WholePatterns::whole), fillers)
                : WholePatterns.NONE;
    }

    private static FollowUps followUps(YamlBlock block, List<Locale> languages) {
        var aspects = new ArrayList<Aspect>();
        for (var aspect : block.blocks("aspects")) {
            aspects.add(new Aspect(
                    aspect.name("name"),
                    patterns(aspect, "asked", languages, SearchPattern::words),
                    patterns(aspect, "told", languages, SearchPattern::of)));
            aspect.end();
        }
        var ups = new FollowUps(
                words(block, "begins", languages),
                Set.copyOf(words(block, "refers", languages)),
                words(block, "asks", languages),
                words(block, "yes-no", languages),
                words(block, "states", languages),
                Set.copyOf(words(block, "addresses", languages)),
                Set.copyOf(words(block, "plain", languages)),
                aspects);
        block.end();
        return ups;
    }

    private static Corrections corrections(YamlBlock block, List<Locale> languages) {
        var corrections = new Corrections(
                words(block, "anew", languages),
                words(block, "unsure", languages),
                words(block, "instead-of", languages),
                words(block, "but", languages));
        block.end();
        return corrections;
    }

    /// The words of all languages, as messages have them; each once.
    private static List<String> words(YamlBlock block, String key, List<Locale> languages) {
        var words = new ArrayList<String>();
        for (var value : values(block, key, languages)) {
            var word = NormalizedText.of(value.text()).text();
            if (word.isEmpty()) {
                value.wrong("there is no word in \"%s\"".formatted(value.text()));
            }
            words.add(word);
        }
        return words.stream().distinct().toList();
    }

    private static List<SearchPattern> patterns(
            YamlBlock block, String key, List<Locale> languages, Function<String, SearchPattern> compiled) {
        return values(block, key, languages).stream()
                .flatMap(value -> pattern(value, compiled).stream())
                .toList();
    }

    private static List<YamlValue> values(YamlBlock block, String key, List<Locale> languages) {
        var values = new ArrayList<YamlValue>();
        block.block(key).ifPresent(lists -> {
            for (var language : languages) {
                values.addAll(lists.list(language.getLanguage()));
            }
            lists.end();
        });
        return values;
    }

    private static Optional<SearchPattern> pattern(YamlValue value, Function<String, SearchPattern> compiled) {
        try {
            return GatesFile.isComparable(value) ? Optional.of(compiled.apply(value.text())) : Optional.empty();
        } catch (PatternSyntaxException e) {
            value.wrong("this is not a pattern: " + e.getDescription());
            return Optional.empty();
        }
    }
}
