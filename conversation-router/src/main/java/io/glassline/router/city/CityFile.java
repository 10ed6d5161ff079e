package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.desk.Agent;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `city.yml`: the name, time zone, languages, numbers and staff.
final class CityFile {

    static final String NAME = "city.yml";

    private static final int REMIND_AFTER_MINUTES_MIN = 5;
    private static final int REMIND_AFTER_MINUTES_MAX = 11 * 60;

    /// Chats end after a day of quiet.
    private static final int END_AFTER_HOURS_MAX = 23;

    private final Path folder;
    private final List<Problem> problems;

    CityFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    City read() {
        var page = YamlFile.read(folder, NAME, problems);
        if (page.isEmpty()) {
            return City.UNREAD;
        }
        var block = page.get();
        var facts = new HashMap<String, String>();
        facts.put("city", block.text("name"));
        var zone = zone(block);
        var languages = languages(block);
        var otherLanguages = otherLanguages(block, languages);
        for (var fact : List.of("phone", "text", "mail", "site")) {
            facts.put(fact, block.text(fact));
        }
        facts.put("emergency", block.text("emergency-number"));
        facts.put("crisis", block.text("crisis-line"));
        var staff = staff(block);
        var forms = block.optionalBlock("forms").flatMap(CityFile::forms);
        block.end();
        return new City(facts.getOrDefault("city", ""), zone, languages, otherLanguages, staff, forms, facts);
    }

    private static ZoneId zone(YamlBlock block) {
        var zone = block.required("zone");
        if (zone.isPresent()) {
            var name = zone.get().text();
            if (ZoneId.getAvailableZoneIds().contains(name)) {
                try {
                    return ZoneId.of(name);
                } catch (DateTimeException e) {
                    // said below
                }
            }
            zone.get()
                    .wrong("\"%s\" is not a time zone; %s"
                            .formatted(name, Suggestion.of(name, ZoneId.getAvailableZoneIds())));
        }
        return City.UNREAD.zone();
    }

    private static List<Locale> languages(YamlBlock block) {
        var languages = new LinkedHashSet<Locale>();
        var known = Arrays.stream(Locale.getISOLanguages()).collect(Collectors.toSet());
        for (var scalar : block.list("languages")) {
            if (!known.contains(scalar.text())) {
                scalar.wrong("\"%s\" is not a language; write its two letters, such as en".formatted(scalar.text()));
            } else if (!languages.add(Locale.of(scalar.text()))) {
                scalar.wrong("\"%s\" is here twice".formatted(scalar.text()));
            }
        }
        return languages.isEmpty() ? City.UNREAD.languages() : List.copyOf(languages);
    }

    private static List<Locale> otherLanguages(YamlBlock block, List<Locale> languages) {
        var others = new LinkedHashSet<Locale>();
        for (var scalar : block.optionalList("other-languages")) {
            YamlBlock.oneOf(scalar, Languages.recognised(), "a language that can be told from a text");
            var language = Locale.of(scalar.text());
            if (languages.contains(language)) {
                scalar.wrong("\"%s\" is among the languages that the city answers in".formatted(scalar.text()));
            } else if (!others.add(language)) {
                scalar.wrong("\"%s\" is here twice".formatted(scalar.text()));
            }
        }
        return List.copyOf(others);
    }

    private static List<Agent> staff(YamlBlock block) {
        var staff = new ArrayList<Agent>();
        var ids = new HashSet<String>();
        var roles = Arrays.stream(Agent.Role.values())
                .collect(Collectors.toMap(role -> role.name().toLowerCase(Locale.ROOT), Function.identity()));
        for (var person : block.blocks("staff")) {
            var id = person.name("id");
            if (!id.isEmpty() && !ids.add(id)) {
                person.wrong("id", "\"%s\" is here twice".formatted(id));
            }
            var name = person.text("name");
            var held = EnumSet.noneOf(Agent.Role.class);
            for (var scalar : person.list("roles")) {
                var role = roles.get(YamlBlock.oneOf(scalar, roles.keySet(), "a role"));
                if (role != null) {
                    held.add(role);
                }
            }
            person.end();
            if (!id.isBlank()) { // said above
                staff.add(new Agent(id, name, held));
            }
        }
        return staff;
    }

    private static Optional<CityForms> forms(YamlBlock block) {
        var remindAfter = block.number("remind-after-minutes", REMIND_AFTER_MINUTES_MIN, REMIND_AFTER_MINUTES_MAX);
        var endAfter = block.number("end-after-hours", 1, END_AFTER_HOURS_MAX);
        var quiet = block.optionalBlock("quiet-hours").flatMap(QuietHoursBlock::read);
        block.end();
        if (remindAfter.isEmpty() || endAfter.isEmpty()) {
            return Optional.empty();
        }
        var remind = Duration.ofMinutes(remindAfter.get());
        var end = Duration.ofHours(endAfter.get());
        if (end.compareTo(remind.multipliedBy(2)) < 0) {
            block.wrong("end-after-hours", "after the reminder there must be as long again until the end");
            return Optional.empty();
        }
        return Optional.of(new CityForms(remind, end, quiet));
    }

    record City(
            String name,
            ZoneId zone,
            List<Locale> languages,
            List<Locale> otherLanguages,
            List<Agent> staff,
            Optional<CityForms> forms,
            Map<String, String> facts) {

        /// Goes on for the reading of the other files when `city.yml` cannot be used.
        static final City UNREAD = unread(List.of(Locale.ENGLISH, Locale.of("es")));

        private static City unread(List<Locale> languages) {
            var others = Languages.recognised().stream()
                    .map(Locale::of)
                    .filter(other -> !languages.contains(other))
                    .toList();
            return new City("", ZoneId.of("UTC"), languages, others, List.of(), Optional.empty(), Map.of());
        }
    }
}
