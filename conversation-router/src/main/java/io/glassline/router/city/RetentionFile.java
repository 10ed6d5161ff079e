package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.conversation.QueueId;
import io.glassline.retention.Schedule;
import io.glassline.retention.Schedule.Kind;
import io.glassline.router.words.LocalText;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `retention.yml`: how long what citizens say is kept, and by which law. A city without one removes
/// nothing by its age.
final class RetentionFile {

    static final String NAME = "retention.yml";

    private final Path folder;
    private final List<Problem> problems;

    RetentionFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    List<Schedule> read(List<Locale> languages, Collection<String> queues) {
        var schedules = new ArrayList<Schedule>();
        if (Files.exists(folder.resolve(NAME))) {
            YamlFile.read(folder, NAME, problems)
                    .ifPresent(page -> new Reading(languages, queues).readInto(schedules, page));
        }
        return schedules;
    }

    private static final class Reading {

        private final List<Locale> languages;
        private final Collection<String> queues;

        /// What is scheduled already: `conversations`, or `conversations waste` for a queue.
        private final Set<String> scheduled = new HashSet<>();

        Reading(List<Locale> languages, Collection<String> queues) {
            this.languages = languages;
            this.queues = queues;
        }

        void readInto(List<Schedule> schedules, YamlBlock page) {
            for (var block : page.blocks("schedules")) {
                schedule(block).ifPresent(schedules::add);
            }
            page.end();
        }

        private Optional<Schedule> schedule(YamlBlock block) {
            var words = Arrays.stream(Kind.values()).map(Kind::word).toList();
            var kind = block.oneOf("keep", words, "a kind of thing that is kept")
                    .flatMap(word -> Arrays.stream(Kind.values())
                            .filter(known -> known.word().equals(word))
                            .findFirst());
            var named = queues(block, kind);
            var days = block.number("days", Schedule.DAYS_MIN, Schedule.DAYS_MAX);
            var because = block.localText("because", languages, List.of(), List.of());
            block.end();
            if (kind.isEmpty() || days.isEmpty() || because.isEmpty()) {
                return Optional.empty();
            }
            if (named.isEmpty() && !scheduled.add(kind.get().word())) {
                block.wrong(
                        "keep",
                        "there is a schedule for all other %s already"
                                .formatted(kind.get().word()));
            }
            return Optional.of(new Schedule(kind.get(), named, days.get(), byLanguage(because.get())));
        }

        private Set<QueueId> queues(YamlBlock block, Optional<Kind> kind) {
            var named = new HashSet<QueueId>();
            for (var queue : block.optionalList("queues")) {
                if (kind.filter(Kind.QUARANTINE::equals).isPresent()) {
                    queue.wrong("what could not be read is in no queue");
                } else if (!queues.contains(queue.text())) {
                    queue.wrong(
                            "\"%s\" is not a queue; %s".formatted(queue.text(), Suggestion.of(queue.text(), queues)));
                } else if (!scheduled.add(kind.map(Kind::word).orElse("") + " " + queue.text())) {
                    queue.wrong("\"%s\" has a schedule already".formatted(queue.text()));
                } else {
                    named.add(new QueueId(queue.text()));
                }
            }
            return named;
        }

        private Map<Locale, String> byLanguage(LocalText text) {
            var byLanguage = new HashMap<Locale, String>();
            languages.forEach(language -> byLanguage.put(language, text.in(language)));
            return byLanguage;
        }
    }
}
