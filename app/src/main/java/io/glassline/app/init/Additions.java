package io.glassline.app.init;

import static io.glassline.app.init.StarterResources.EXAMPLE;

import io.glassline.app.init.AnswerRule.Reading;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Answer;
import io.glassline.router.queue.Week;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// What can be added to a city's folder: asked for, and written at its place. Comments of its files stay.
final class Additions {

    /// What `--add` knows. A service is an answer with a topic of its own.
    static final List<String> KINDS = List.of("office", "language", "channel", "answer", "service");

    private static final int REVIEW_DAYS = 180;

    /// Of these variables all accounts of a provider have the same.
    private static final Pattern SHARED =
            Pattern.compile("GLASSLINE_(TWILIO|META|SMTP|IMAP|HOLD)_.*|.*_(API_URL|TLS|PER_SECOND)");

    private final CityFolderEdit folder;
    private final CityConfig city;
    private final Interview interview;
    private final LocalDate today;

    Additions(CityFolderEdit folder, CityConfig city, Interview interview, LocalDate today) {
        this.folder = folder;
        this.city = city;
        this.interview = interview;
        this.today = today;
    }

    /// @return what to do next, a line each
    List<String> add(String kind) {
        return switch (kind) {
            case "office" -> office();
            case "language" -> new LanguageAddition(folder, city, today).add(language());
            case "channel" -> channel();
            case "answer" -> answer(false);
            case "service" -> answer(true);
            default -> throw new IllegalArgumentException("nothing adds a " + kind);
        };
    }

    private List<String> languages() {
        return city.languages().stream().map(Locale::getLanguage).toList();
    }

    private String language() {
        return interview.ask(
                "Which language shall the city answer in, too?",
                "The bot answers in en and es.",
                "",
                given -> languages().contains(given)
                        ? new Reading.Wrong("the city answers in \"%s\" already".formatted(given))
                        : AnswerRule.language(given));
    }

    // An office

    private List<String> office() {
        var page = folder.yaml("queues.yml");
        var name = interview.ask(
                "What is the office called in the files?",
                "Small letters, digits and hyphens, such as parks.",
                "",
                given -> page.at("queues", given).isPresent()
                        ? new Reading.Wrong("there is an office \"%s\" already".formatted(given))
                        : AnswerRule.slug(given));
        var titles = titles("What do citizens call it", "Such as Parks and Recreation.");
        var known = page.at("hours").map(Additions::keys).orElse(List.of());
        var open = interview.ask(
                "When is somebody there?",
                "One of %s, or days and hours such as Mon-Fri 08:00-17:00, Sat 09:00-12:00."
                        .formatted(String.join(", ", known)),
                known.getFirst(),
                given -> known.contains(given) ? new Reading.Good(given) : spans(given));
        if (!known.contains(open)) {
            page.addBelow(page.at("hours").orElseThrow(), "  %s:\n    open: [%s]\n".formatted(name, open));
        }
        page.addBelow(
                page.at("queues").orElseThrow(),
                "  %s:\n    title: %s\n    languages: [%s]\n    hours: %s\n"
                        .formatted(name, titles, String.join(", ", languages()), known.contains(open) ? open : name));
        folder.put("queues.yml", page.text());
        return List.of(
                "Answers of this office: --add service, and name it. Rules that send messages there: routing.yml, queue: "
                        + name);
    }

    private static List<String> keys(Node block) {
        return block instanceof MappingNode mapping
                ? mapping.getValue().stream().map(YamlText::key).toList()
                : List.of();
    }

    private static Reading spans(String given) {
        try {
            for (var span : given.split(",")) {
                Week.span(span.strip());
            }
            return new Reading.Good(given);
        } catch (IllegalArgumentException e) {
            return new Reading.Wrong(String.valueOf(e.getMessage()));
        }
    }

    /// A title in each of the city's languages, as YAML in one line.
    private String titles(String question, String help) {
        var titles = new ArrayList<String>();
        for (var language : languages()) {
            var title = interview.ask(
                    languages().size() == 1 ? question + "?" : "%s in %s?".formatted(question, language),
                    help,
                    "",
                    AnswerRule::title);
            titles.add(language + ": " + YamlText.quoted(title));
        }
        return "{ " + String.join(", ", titles) + " }";
    }

    // A channel

    private List<String> channel() {
        var kind = interview.ask(
                "Which channel?",
                "One of " + String.join(", ", StarterAnswers.CHANNELS) + ".",
                "",
                AnswerRule::channel);
        var ids = city.accounts().stream().map(account -> account.id()).toList();
        var place = (int) city.accounts().stream()
                        .filter(account -> account.kind().name().equals(kind))
                        .count()
                + 1;
        var usual = place == 1 ? "city-" + kind : "city-" + kind + "-" + place;
        var id = interview.ask(
                "What is the account called in the files?",
                "Its webhook is /channels/ and this name.",
                usual,
                given -> ids.contains(given)
                        ? new Reading.Wrong("there is an account \"%s\" already".formatted(given))
                        : AnswerRule.slug(given));
        var address = interview.address(kind);
        var page = folder.yaml("channels.yml");
        var block = block(kind, id, address, place);
        page.addBelow(page.at("accounts").orElseThrow(), "\n" + block);
        folder.put("channels.yml", page.text());
        var variables = Pattern.compile("\\$\\{(GLASSLINE_[A-Z0-9_]+)\\}")
                .matcher(block)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.joining(", "));
        return List.of(
                "To be set where Glassline is installed: " + variables,
                "A demo or a gateway that runs takes up a new account when it is started again.");
    }

    /// The example city's account of this kind, with variables of its own where it is not the first.
    private String block(String kind, String id, String address, int place) {
        var example = new YamlText(StarterResources.text(EXAMPLE + "channels.yml"));
        var like = YamlText.items(example.at("accounts").orElseThrow()).stream()
                .filter(item -> AccountBlock.kind(item).equals(kind))
                .findFirst()
                .orElseThrow();
        var page = new YamlText("accounts:\n  - " + example.written(like) + "\n");
        var account = YamlText.items(page.at("accounts").orElseThrow()).getFirst();
        new AccountBlock(page, account).identified(id).addressed(address).named("City of " + city.name());
        var block = page.text().replaceFirst("accounts:\n", "");
        return place == 1
                ? block
                : Pattern.compile("GLASSLINE_[A-Z0-9_]+")
                        .matcher(block)
                        .replaceAll(found ->
                                SHARED.matcher(found.group()).matches() ? found.group() : found.group() + "_" + place);
    }

    // An answer

    private List<String> answer(boolean ofItsOwnTopic) {
        var topics = city.knowledge().answers().stream()
                .map(Answer::topic)
                .distinct()
                .sorted()
                .toList();
        var topic = interview.ask(
                ofItsOwnTopic ? "What is the service called in the files?" : "Which topic does it belong to?",
                ofItsOwnTopic
                        ? "Small letters, digits and hyphens, such as libraries: a folder of knowledge/."
                        : "One of " + String.join(", ", topics) + ", or a new one.",
                "",
                given -> ofItsOwnTopic && topics.contains(given)
                        ? new Reading.Wrong("there is a topic \"%s\" already; add an answer to it".formatted(given))
                        : AnswerRule.slug(given));
        if (!topics.contains(topic)) {
            toAnOffice(topic);
        }
        var known = city.knowledge().answers().stream().map(Answer::id).toList();
        var id = interview.ask(
                "What is the answer called in the files?",
                "Such as library-hours.",
                known.contains(topic) ? "" : topic,
                given -> known.contains(given)
                        ? new Reading.Wrong("there is an answer \"%s\" already".formatted(given))
                        : AnswerRule.slug(given));
        var owner = interview.ask("Which office keeps it right?", "", "", AnswerRule::title);
        var titles = titles("What is it called on a button", "At most 24 letters.");
        var asks = new StringBuilder();
        var texts = new StringBuilder();
        for (var language : languages()) {
            var in = languages().size() == 1 ? "" : " in " + language;
            asks.append("  ").append(language).append(":\n");
            interview
                    .lines("How do residents ask for it" + in + "?", "A line each; three or more are better.")
                    .forEach(phrasing -> asks.append("    - ")
                            .append(YamlText.quoted(phrasing))
                            .append('\n'));
            texts.append("\n# ").append(language).append("\n\n");
            texts.append(interview.words("What is the answer" + in + "?", "In one line, 450 letters or less."))
                    .append('\n');
        }
        folder.put("knowledge/%s/%s.md".formatted(topic, id), """
                ---
                id: %s
                topic: %s
                owner: %s
                source: https://%s
                reviewed: %s
                review-by: %s
                ask:
                %s---
                %s""".formatted(
                        id,
                        topic,
                        YamlText.quoted(owner),
                        YamlText.scalar(folder.yaml("city.yml").at("site").orElseThrow()),
                        today,
                        today.plusDays(REVIEW_DAYS),
                        asks,
                        texts));
        var page = folder.yaml("phrases.yml");
        page.at("titles").ifPresent(block -> page.addBelow(block, "  %s: %s\n".formatted(id, titles)));
        folder.put("phrases.yml", page.text());
        return List.of("Its public page stands as `source` in its file; put the right one there.");
    }

    /// Who is asked for after an answer of a new topic.
    private void toAnOffice(String topic) {
        var page = folder.yaml("queues.yml");
        var offices = page.at("queues").map(Additions::keys).orElse(List.of());
        var office = interview.ask(
                "Which office answers for it?",
                "One of " + String.join(", ", offices) + ".",
                "general",
                given -> offices.contains(given)
                        ? new Reading.Good(given)
                        : new Reading.Wrong("there is no office \"%s\"; add it first: --add office".formatted(given)));
        page.at("queues", office, "topics")
                .ifPresentOrElse(
                        topics -> page.addToList(topics, topic),
                        () -> page.at("queues", office)
                                .ifPresent(queue -> page.addBelow(queue, "    topics: [%s]\n".formatted(topic))));
        folder.put("queues.yml", page.text());
    }
}
