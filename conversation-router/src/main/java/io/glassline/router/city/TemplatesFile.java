package io.glassline.router.city;

import io.glassline.channel.ChannelAccount;
import io.glassline.config.Problem;
import io.glassline.router.city.CityTemplates.Defined;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlPlace;
import io.glassline.router.yaml.YamlValue;
import io.glassline.template.MessageTemplate;
import io.glassline.template.MessageTemplate.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `templates.yml`: texts that a provider has approved, to be sent where a citizen has not written lately. A city
/// without one sends nothing there.
final class TemplatesFile {

    static final String NAME = "templates.yml";

    private static final String NAMES = "[a-z][a-z0-9_]{0,511}";
    private static final String FIELDS = "[a-z][a-z0-9-]*";
    private static final String CODES = "[a-z]{2,3}(_[A-Z]{2,4})?";

    /// The channel that asks for templates.
    private static final String CHANNEL = "whatsapp";

    private final Path folder;
    private final List<Problem> problems;

    TemplatesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    CityTemplates read(List<Locale> languages, List<ChannelAccount> accounts) {
        if (!Files.exists(folder.resolve(NAME))) {
            return CityTemplates.NONE;
        }
        var templates = new ArrayList<Defined>();
        YamlFile.read(folder, NAME, problems)
                .ifPresent(page -> new Reading(languages, accounts, page).readInto(templates));
        return new CityTemplates(templates);
    }

    private static final class Reading {

        private final List<Locale> languages;
        private final Set<String> accounts;
        private final YamlBlock page;

        Reading(List<Locale> languages, List<ChannelAccount> accounts, YamlBlock page) {
            this.languages = languages;
            this.accounts = accounts.stream()
                    .filter(account -> account.kind().name().equals(CHANNEL))
                    .map(ChannelAccount::id)
                    .collect(Collectors.toCollection(TreeSet::new));
            this.page = page;
        }

        void readInto(List<Defined> templates) {
            page.block("templates").ifPresent(named -> {
                for (var name : named.names()) {
                    if (!name.matches(NAMES)) {
                        named.wrong(
                                name,
                                "\"%s\" is not a name for a template; use small letters, digits and _".formatted(name));
                        continue;
                    }
                    named.block(name).flatMap(block -> template(name, block)).ifPresent(templates::add);
                }
            });
            page.end();
        }

        private Optional<Defined> template(String name, YamlBlock block) {
            var category = block.oneOf("category", words(Category.values()), "category")
                    .flatMap(Category::of);
            var on = accounts(block);
            var fields = fields(block);
            var codes = codes(block);
            var places = new LinkedHashMap<String, YamlPlace>();
            var bodies = bodies(block, fields, places);
            block.end();
            return category.filter(_ -> !bodies.isEmpty())
                    .map(known -> new Defined(new MessageTemplate(name, known, on, fields, bodies, codes), places));
        }

        private static List<String> words(Category[] categories) {
            return Arrays.stream(categories).map(Category::word).toList();
        }

        private Set<String> accounts(YamlBlock block) {
            var on = new HashSet<String>();
            if (!block.has("accounts")) {
                block.wrong("\"accounts\" is missing");
            }
            for (var account : block.oneOrMore("accounts")) {
                if (accounts.contains(account.text())) {
                    on.add(account.text());
                } else {
                    account.wrong("\"%s\" is no WhatsApp account of channels.yml; %s"
                            .formatted(account.text(), Suggestion.of(account.text(), accounts)));
                }
            }
            return on;
        }

        private static List<String> fields(YamlBlock block) {
            var fields = new ArrayList<String>();
            for (var field : block.optionalList("fields")) {
                if (!field.text().matches(FIELDS)) {
                    field.wrong("\"%s\" is not a name for a field; use small letters, digits and hyphens"
                            .formatted(field.text()));
                } else if (fields.contains(field.text())) {
                    field.wrong("\"%s\" stands here twice".formatted(field.text()));
                }
                fields.add(field.text());
            }
            return fields;
        }

        private Map<String, String> codes(YamlBlock block) {
            var codes = new LinkedHashMap<String, String>();
            block.optionalBlock("provider-language").ifPresent(named -> {
                for (var language : languages) {
                    named.optional(language.getLanguage()).ifPresent(code -> {
                        if (!code.text().matches(CODES)) {
                            code.wrong("\"%s\" is not a language as the provider writes it, such as en_US"
                                    .formatted(code.text()));
                        }
                        codes.put(language.getLanguage(), code.text());
                    });
                }
                named.end();
            });
            return codes;
        }

        /// In every language of the city, as whoever gets it wants theirs.
        private SequencedMap<String, String> bodies(
                YamlBlock block, List<String> fields, Map<String, YamlPlace> places) {
            var bodies = new LinkedHashMap<String, String>();
            block.block("body").ifPresent(named -> {
                for (var language : languages) {
                    named.required(language.getLanguage()).ifPresent(body -> {
                        check(body, fields.size());
                        places.put(language.getLanguage(), named.place(language.getLanguage()));
                        bodies.put(language.getLanguage(), body.text().strip());
                    });
                }
                named.end();
            });
            return bodies;
        }

        /// What the provider would reject, or send otherwise than it is meant.
        private static void check(YamlValue body, int fields) {
            var text = body.text().strip();
            var places = MessageTemplate.places(text);
            if (text.isEmpty()) {
                body.wrong("this text is empty");
            } else if (text.length() > MessageTemplate.BODY_MAX_CHARS) {
                body.wrong("this text has %d characters; at most %d"
                        .formatted(text.length(), MessageTemplate.BODY_MAX_CHARS));
            } else if (!new TreeSet<>(places)
                    .equals(IntStream.rangeClosed(1, fields).boxed().collect(Collectors.toCollection(TreeSet::new)))) {
                body.wrong("this text must have the places %s, one for each field"
                        .formatted(
                                fields == 0
                                        ? "of no field"
                                        : IntStream.rangeClosed(1, fields)
                                                .mapToObj("{{%d}}"::formatted)
                                                .collect(Collectors.joining(", "))));
            } else if (text.startsWith("{{") || text.endsWith("}}")) {
                body.wrong("the provider rejects a text that begins or ends with a place to fill in");
            }
        }
    }
}
