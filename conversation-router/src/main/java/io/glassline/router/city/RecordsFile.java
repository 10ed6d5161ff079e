package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.records.Proposal;
import io.glassline.records.Reason;
import io.glassline.records.RecordsRules;
import io.glassline.router.words.LocalText;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `records.yml`: within how many days the city answers a request for public records, and why something is not given
/// out. A city without one has no reason to keep anything back.
final class RecordsFile {

    static final String NAME = "records.yml";

    private final Path folder;
    private final List<Problem> problems;

    RecordsFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    RecordsRules read(List<Locale> languages) {
        return Files.exists(folder.resolve(NAME))
                ? YamlFile.read(folder, NAME, problems)
                        .map(page -> new Reading(languages).rules(page))
                        .orElse(RecordsRules.NONE)
                : RecordsRules.NONE;
    }

    private static final class Reading {

        private final List<Locale> languages;
        private final Set<String> codes = new HashSet<>();
        private final Set<Proposal.Kind> proposed = EnumSet.noneOf(Proposal.Kind.class);

        Reading(List<Locale> languages) {
            this.languages = languages;
        }

        RecordsRules rules(YamlBlock page) {
            var days = page.number(
                    "answer-within-days", 1, RecordsRules.ANSWER_WITHIN_MAX_DAYS, RecordsRules.ANSWER_WITHIN_DAYS);
            var reasons = page.blocks("reasons").stream()
                    .flatMap(block -> reason(block).stream())
                    .toList();
            page.end();
            return new RecordsRules(days, reasons);
        }

        private Optional<Reason> reason(YamlBlock block) {
            var code = block.text("code");
            if (code.length() > Reason.CODE_MAX_CHARS) {
                block.wrong("code", "a code has at most %d characters".formatted(Reason.CODE_MAX_CHARS));
            }
            if (!code.isEmpty() && !codes.add(code)) {
                block.wrong("code", "\"%s\" is a code already".formatted(code));
            }
            var words = block.localText("words", languages, List.of(), List.of());
            var law = block.text("law");
            var proposedFor = proposedFor(block);
            block.end();
            return words.filter(_ -> !code.isEmpty()).map(text -> new Reason(code, byLanguage(text), law, proposedFor));
        }

        private Set<Proposal.Kind> proposedFor(YamlBlock block) {
            var kinds = EnumSet.noneOf(Proposal.Kind.class);
            var known = Arrays.stream(Proposal.Kind.values())
                    .map(Proposal.Kind::word)
                    .toList();
            for (var word : block.optionalList("proposed-for")) {
                var said = YamlBlock.oneOf(word, known, "something that is found by itself");
                Arrays.stream(Proposal.Kind.values())
                        .filter(kind -> kind.word().equals(said))
                        .forEach(kind -> {
                            if (!proposed.add(kind)) {
                                word.wrong("another reason is proposed for \"%s\" already".formatted(said));
                            }
                            kinds.add(kind);
                        });
            }
            return kinds;
        }

        private Map<Locale, String> byLanguage(LocalText text) {
            var byLanguage = new HashMap<Locale, String>();
            languages.forEach(language -> byLanguage.put(language, text.in(language)));
            return byLanguage;
        }
    }
}
