package io.glassline.simulator.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// The templates that the demo city has with Meta, in Meta's own form: those of its `templates.yml`, and one in each
/// of the states in which none is sent.
///
/// Sources: <https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates>,
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
final class ApprovedTexts {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([0-9]+)}}");

    /// Ends of lines, tabs, and more than four spaces in a row.
    private static final Pattern NO_VALUE = Pattern.compile("[\\n\\r\\t]| {5,}");

    private static final int BODY_CHARACTERS_MAX = 1_024;
    private static final int PAGE_USUAL = 25;

    private final List<JsonNode> all;

    private ApprovedTexts(List<JsonNode> all) {
        this.all = all;
    }

    static ApprovedTexts read() {
        try (var file = ApprovedTexts.class.getResourceAsStream("templates.json")) {
            var page = Json.MAPPER.readTree(Objects.requireNonNull(file, "templates.json"));
            return new ApprovedTexts(
                    StreamSupport.stream(page.path("data").spliterator(), false).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A page of the list. The cursor is where the page before it ended.
    Answer page(String limit, String after) {
        var from = after.matches("[0-9]{1,6}") ? Math.min(Integer.parseInt(after), all.size()) : 0;
        var size = limit.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(limit) : PAGE_USUAL;
        var until = Math.min(from + size, all.size());
        var paging = Json.map("cursors", Map.of("before", Integer.toString(from), "after", Integer.toString(until)));
        if (until < all.size()) {
            paging.put("next", "https://graph.facebook.com/next-page");
        }
        return Answer.json(200, Json.map("data", all.subList(from, until), "paging", paging));
    }

    /// What Meta says no with to a message of this template, if it does.
    Optional<Answer.Reply> refusal(JsonNode asked) {
        var name = Json.text(asked, "name");
        var language = Json.text(asked.path("language"), "code");
        var found = find(name, language);
        var status = found.map(text -> Json.text(text, "status")).orElse("");
        return switch (status) {
            case "APPROVED" -> mistake(found.orElseThrow(), values(asked));
            case "PAUSED" ->
                no(400, 132015, "(#132015) Template is paused", "Template " + name + " is paused due to low quality.");
            case "DISABLED" ->
                no(400, 132016, "(#132016) Template is disabled", "Template " + name + " has been disabled.");
            default ->
                no(
                        404,
                        132001,
                        "(#132001) Template name does not exist in the translation",
                        "template name (%s) does not exist in %s".formatted(name, language));
        };
    }

    private static Optional<Answer.Reply> mistake(JsonNode text, List<String> values) {
        var body = body(text);
        var places = new TreeSet<>(
                PLACE.matcher(body).results().map(place -> place.group(1)).toList());
        if (places.size() != values.size()) {
            return no(
                    400,
                    132000,
                    "(#132000) Number of parameters does not match the expected number of params",
                    "body: number of localizable_params (%d) does not match the expected number of params (%d)"
                            .formatted(values.size(), places.size()));
        }
        if (values.stream().anyMatch(value -> NO_VALUE.matcher(value).find())) {
            return no(
                    400,
                    132012,
                    "(#132012) Parameter format does not match format in the created template",
                    "body: Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
        }
        if (values.stream().anyMatch(String::isEmpty)) {
            return no(400, 131008, "(#131008) Required parameter is missing", "Parameter of type text is missing text");
        }
        var length = filled(body, values).length();
        return length > BODY_CHARACTERS_MAX
                ? no(
                        400,
                        132005,
                        "(#132005) Translated text too long",
                        "body text is too long: " + length + " characters")
                : Optional.empty();
    }

    private static Optional<Answer.Reply> no(int status, int code, String message, String details) {
        return Optional.of(GraphFailure.failure(status, code, message, details));
    }

    /// What the citizen reads.
    String words(JsonNode asked) {
        return find(Json.text(asked, "name"), Json.text(asked.path("language"), "code"))
                .map(text -> filled(body(text), values(asked)))
                .orElse("");
    }

    private Optional<JsonNode> find(String name, String language) {
        return all.stream()
                .filter(text -> Json.text(text, "name").equals(name)
                        && Json.text(text, "language").equals(language))
                .findFirst();
    }

    private static String body(JsonNode text) {
        return StreamSupport.stream(text.path("components").spliterator(), false)
                .filter(component -> Json.text(component, "type").equals("BODY"))
                .findFirst()
                .map(component -> Json.text(component, "text"))
                .orElse("");
    }

    private static List<String> values(JsonNode asked) {
        var values = new ArrayList<String>();
        for (var component : asked.path("components")) {
            if (Json.text(component, "type").equals("body")) {
                component.path("parameters").forEach(parameter -> values.add(Json.text(parameter, "text")));
            }
        }
        return values;
    }

    private static String filled(String body, List<String> values) {
        return PLACE.matcher(body).replaceAll(place -> {
            var number = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(number <= values.size() ? values.get(number - 1) : "");
        });
    }
}
