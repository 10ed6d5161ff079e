package io.glassline.app.init;

import static io.glassline.app.init.StarterResources.EXAMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/// A city's own folder, being written: the example city's gates, phrases and dialogue in the city's
/// languages, its own accounts, and answers to adapt. It is there as a whole, and right, or not at all.
final class StarterFolder {

    /// How long an answer that nobody of the city has read is good for.
    static final int REVIEW_DAYS = 30;

    private static final Set<String> RULES = Set.of("picture", "place", "cannot be read");
    private static final Set<String> RULES_KEYS = Set.of("rules", "otherwise");

    private static final Pattern END_COMMENT = Pattern.compile("\n([ \t]*(#[^\n]*)?\n)+\\z");
    private static final Pattern SCHEMA = Pattern.compile("\\$schema=(?:\\.\\./)?(schema/[a-z.-]+\\.json)");

    private final StarterAnswers answers;
    private final Map<String, String> values;

    private StarterFolder(StarterAnswers answers, LocalDate today, Path folder) {
        this.answers = answers;
        this.values = values(answers, today, folder);
    }

    /// Why nothing can be written to this folder, if so.
    static List<String> refusals(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            return List.of(folder + " is a file; name a folder that is not there yet");
        }
        try (var inside = Files.list(folder)) {
            return inside.findAny().isEmpty()
                    ? List.of()
                    : List.of(folder
                            + " is not empty, and nothing in it was touched; name a folder that is not there yet,"
                            + " or add to this one with --add");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + folder, e);
        }
    }

    /// Writes the folder, which is not there or empty.
    ///
    /// @return what is wrong with it; then nothing was written
    /// @throws UncheckedIOException when the place cannot be written to; then nothing is there either
    static List<Problem> write(StarterAnswers answers, LocalDate today, Path folder) {
        var beside = new DraftFolder(folder);
        try {
            new StarterFolder(answers, today, folder).writeTo(beside.path());
            if (CityConfig.read(beside.path(), Adapters.forms(), PlaceholderVariables::value)
                    instanceof Parsed.Bad<CityConfig>(var problems)) {
                return problems;
            }
            beside.moveTo(folder);
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        } finally {
            beside.delete();
        }
    }

    private void writeTo(Path folder) throws IOException {
        var files = new HashMap<String, String>();
        for (var name : List.of("city.yml", "queues.yml", "lookups.yml")) {
            files.put(name, inOurLanguages(StarterResources.filled(StarterResources.text(name), values)));
        }
        files.put("README.md", StarterResources.filled(StarterResources.text("README.md"), values));
        files.put("channels.yml", channels());
        files.put("routing.yml", routing());
        files.put("routing.test.yml", cases());
        files.put("gates.yml", gates());
        files.put("phrases.yml", phrases());
        for (var name : List.of("dialogue.yml", "replies.yml")) {
            files.put(name, inOurLanguages(StarterResources.text(EXAMPLE + name)));
        }
        files.put("knowledge/README.md", StarterResources.text(EXAMPLE + "knowledge/README.md"));
        for (var answer : StarterResources.ANSWERS) {
            files.put(
                    "knowledge/" + answer + ".md",
                    LanguageTexts.answerOnlyIn(
                            answers.languages(), StarterResources.filled(StarterResources.answer(answer), values)));
        }
        for (var schema : schemas(files)) {
            files.put(schema, StarterResources.text(EXAMPLE + schema));
        }
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), UTF_8);
        }
        Files.createDirectories(folder.resolve("flows"));
    }

    /// Those that the files name, and the one of the forms that the city may write one day.
    private static TreeSet<String> schemas(Map<String, String> files) {
        var names = files.values().stream()
                .flatMap(text -> SCHEMA.matcher(text).results())
                .map(found -> found.group(1))
                .filter(name -> StarterResources.find(EXAMPLE + name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        names.add("schema/flow.json");
        return names;
    }

    private String inOurLanguages(String yaml) {
        return LanguageTexts.onlyIn(answers.languages(), yaml);
    }

    /// The example city's rules for what is no words. Its others are of its own offices and forms.
    private static String routing() {
        var page = new YamlText(StarterResources.text(EXAMPLE + "routing.yml"));
        page.removeItems(page.at("rules").orElseThrow(), rule -> !RULES.contains(YamlText.name(rule)));
        page.remove(page.top(), key -> !RULES_KEYS.contains(key));
        return END_COMMENT.matcher(page.text()).replaceFirst("\n"); // it was about what is gone
    }

    private String cases() {
        var page = new YamlText(StarterResources.filled(StarterResources.text("routing.test.yml"), values));
        page.removeItems(
                page.at("cases").orElseThrow(),
                item -> YamlText.pair(item, "language")
                        .map(pair -> YamlText.scalar(pair.getValueNode()))
                        .filter(language -> !answers.languages().contains(language))
                        .isPresent());
        return page.text();
    }

    private String channels() {
        var page = new YamlText(StarterResources.text(EXAMPLE + "channels.yml"));
        var accounts = page.at("accounts").orElseThrow();
        page.removeItems(accounts, item -> !answers.channels().containsKey(AccountBlock.kind(item)));
        var ours = YamlText.items(accounts).stream()
                .filter(item -> answers.channels().containsKey(AccountBlock.kind(item)))
                .toList();
        for (var item : ours) {
            var address = answers.channels().getOrDefault(AccountBlock.kind(item), "");
            new AccountBlock(page, item).addressed(address).named("City of " + answers.name());
        }
        return page.text();
    }

    /// Of a language of ours that this city does not answer in, a few words of danger stay.
    private String gates() {
        var page = new YamlText(inOurLanguages(StarterResources.text(EXAMPLE + "gates.yml")));
        var words = new YamlText(StarterResources.text("emergency-words.yml"));
        for (var list : List.of("alone", "anywhere")) {
            var lines = LanguageTexts.others(answers.languages()).stream()
                    .flatMap(language -> words.at(list, language).stream()
                            .map(node -> "    " + language + ": " + words.written(node) + "\n"))
                    .collect(Collectors.joining());
            page.at("emergency-words", list).ifPresent(block -> page.addBelow(block, lines));
        }
        return page.text();
    }

    private String phrases() {
        var page = new YamlText(StarterResources.text(EXAMPLE + "phrases.yml"));
        var own = new YamlText(StarterResources.text("phrases.yml"));
        for (var phrase : own.top().getValue()) {
            for (var language : AnswerRule.LANGUAGES) {
                var says =
                        YamlText.scalar(own.at(YamlText.key(phrase), language).orElseThrow());
                page.at("phrases", YamlText.key(phrase), language).ifPresent(node -> page.replace(node, says));
            }
        }
        page.remove(page.top(), "titles"::equals);
        page.append(StarterResources.text("titles.yml"));
        return inOurLanguages(page.text());
    }

    // What stands in the places of the texts

    private static Map<String, String> values(StarterAnswers answers, LocalDate today, Path folder) {
        var values = new HashMap<String, String>();
        values.put("name", answers.name());
        values.put("zone", answers.zone());
        values.put("languages", String.join(", ", answers.languages()));
        values.put("other-languages", String.join(", ", otherLanguages(answers.languages())));
        values.put("phone", answers.phone());
        values.put("text", answers.text());
        values.put("mail", answers.mail());
        values.put("site", answers.site());
        values.put("emergency", answers.emergency());
        values.put("crisis", answers.crisis());
        values.put("channel", answers.channels().firstEntry().getKey());
        values.put("language", answers.languages().getFirst());
        values.put(
                "reach-en",
                reach(
                        answers,
                        "Call %s",
                        "text %s",
                        "write to %s on WhatsApp",
                        "write to %s on Telegram",
                        "send mail to %s",
                        "see https://%s",
                        "our number",
                        "our bot",
                        ", or "));
        values.put(
                "reach-es",
                reach(
                        answers,
                        "Llame al %s",
                        "mande un texto al %s",
                        "escriba por WhatsApp al %s",
                        "escriba en Telegram a %s",
                        "escriba un correo a %s",
                        "vea https://%s",
                        "nuestro número",
                        "nuestro bot",
                        " o "));
        values.put("today", today.toString());
        values.put("review-by", today.plusDays(REVIEW_DAYS).toString());
        values.put("new-year", LocalDate.of(today.getYear() + 1, 1, 1).toString());
        values.put("next-new-year", LocalDate.of(today.getYear() + 2, 1, 1).toString());
        values.put("folder", folder.toString());
        return values;
    }

    /// All that there is an interpreter's text for.
    private static List<String> otherLanguages(List<String> languages) {
        var texts = new YamlText(StarterResources.text(EXAMPLE + "phrases.yml"))
                .at("interpreter")
                .orElseThrow();
        return texts instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .map(YamlText::key)
                        .filter(language -> !languages.contains(language))
                        .toList()
                : List.of();
    }

    /// A sentence with every way to reach the city.
    private static String reach(
            StarterAnswers answers,
            String call,
            String text,
            String whatsapp,
            String telegram,
            String mail,
            String site,
            String number,
            String bot,
            String or) {
        var channels = answers.channels();
        var ways = Stream.of(
                        Stream.of(call.formatted(answers.phone())),
                        channels.containsKey("sms") ? Stream.of(text.formatted(answers.text())) : Stream.<String>of(),
                        way(channels.get("whatsapp"), whatsapp, "+", number),
                        way(channels.get("telegram"), telegram, "@", bot),
                        Stream.of(mail.formatted(answers.mail())))
                .flatMap(way -> way)
                .collect(Collectors.joining(", "));
        return ways + or + site.formatted(answers.site()) + ".";
    }

    /// An address that says nothing to people stands as `otherwise`.
    private static Stream<String> way(@Nullable String address, String way, String begins, String otherwise) {
        return address == null
                ? Stream.of()
                : Stream.of(way.formatted(address.startsWith(begins) ? address : otherwise));
    }
}
