package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Params;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Messages, pages of them, and failures, as Twilio's REST API writes them.
///
/// Source: <https://www.twilio.com/docs/messaging/api/message-resource>
final class TwilioApi {

    static final int PAGE_SIZE = 50;
    private static final int PAGE_SIZE_MAX = 1_000;
    static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
            .withZone(ZoneOffset.UTC);

    private TwilioApi() {}

    /// One page of the messages that the query asks for, newest first.
    static Answer list(TextMessages messages, Params query) {
        var size = Math.clamp(number(query.text("PageSize"), PAGE_SIZE), 1, PAGE_SIZE_MAX);
        var page = Math.max(0, number(query.text("Page"), 0));
        List<TextMessage> found;
        try {
            found = (query.text("To").isEmpty() ? messages.all() : messages.to(query.text("To")))
                    .reversed().stream()
                            .filter(message -> isOrEmpty(query.text("From"), message.from()))
                            .filter(message -> isWithin(query, Instant.parse(message.created())))
                            .toList();
        } catch (DateTimeParseException notADate) {
            return failure(400, 20001, "Parameter 'DateSent' is not valid: " + notADate.getParsedString());
        }
        var from = Math.min(found.size(), page * size);
        var to = Math.min(found.size(), from + size);
        var base = "/2010-04-01/Accounts/" + TwilioDemo.ACCOUNT_SID + "/Messages.json?";
        var filters = new LinkedHashMap<>(query.values());
        filters.remove("Page");
        filters.remove("PageToken");
        filters.put("PageSize", List.of(String.valueOf(size)));
        var same = base + new Params(filters).encoded() + "&Page=";
        return Answer.json(
                200,
                Json.map(
                        "first_page_uri",
                        same + 0,
                        "end",
                        Math.max(from, to - 1),
                        "previous_page_uri",
                        page == 0 ? null : same + (page - 1),
                        "messages",
                        found.subList(from, to).stream()
                                .map(TwilioApi::resource)
                                .toList(),
                        "uri",
                        same + page,
                        "page_size",
                        size,
                        "start",
                        from,
                        "next_page_uri",
                        to < found.size() ? same + (page + 1) : null,
                        "page",
                        page));
    }

    private static int number(String text, int otherwise) {
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    private static boolean isOrEmpty(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    // `DateSent=` is a day; `DateSent<=` and `DateSent>=` come as parameters named `DateSent<` and `DateSent>`.
    private static boolean isWithin(Params query, Instant sent) {
        return query.get("DateSent")
                        .map(day ->
                                day(day).equals(sent.atOffset(ZoneOffset.UTC).toLocalDate()))
                        .orElse(true)
                && query.get("DateSent>")
                        .map(since -> !sent.isBefore(moment(since, 0)))
                        .orElse(true)
                && query.get("DateSent<")
                        .map(until -> !sent.isAfter(moment(until, 1)))
                        .orElse(true);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    }

    private static Instant moment(String text, int daysLater) {
        return text.length() > 10
                ? DateTimeFormatter.ISO_DATE_TIME.withZone(ZoneOffset.UTC).parse(text, Instant::from)
                : LocalDate.parse(text)
                        .plusDays(daysLater)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }

    static Map<String, @Nullable Object> resource(TextMessage message) {
        var uri = "/2010-04-01/Accounts/" + TwilioDemo.ACCOUNT_SID + "/Messages/" + message.sid();
        var created = Instant.parse(message.created());
        return Json.map(
                "account_sid",
                TwilioDemo.ACCOUNT_SID,
                "api_version",
                "2010-04-01",
                "body",
                message.body(),
                "date_created",
                RFC_2822.format(created),
                "date_sent",
                message.status().equals("queued") ? null : RFC_2822.format(created),
                "date_updated",
                RFC_2822.format(Instant.parse(message.updated())),
                "direction",
                message.direction(),
                "error_code",
                message.errorCode(),
                "error_message",
                message.errorCode() == null ? null : "Unreachable destination handset",
                "from",
                message.from(),
                "messaging_service_sid",
                null,
                "num_media",
                String.valueOf(message.numMedia()),
                "num_segments",
                String.valueOf(SmsSegments.of(message.body())),
                "price",
                null,
                "price_unit",
                "USD",
                "sid",
                message.sid(),
                "status",
                message.status(),
                "subresource_uris",
                Map.of("media", uri + "/Media.json", "feedback", uri + "/Feedback.json"),
                "to",
                message.to(),
                "uri",
                uri + ".json");
    }

    static Answer.Reply failure(int status, int code, String message) {
        return Answer.json(
                status,
                Json.map(
                        "code",
                        code,
                        "message",
                        message,
                        "more_info",
                        "https://www.twilio.com/docs/errors/" + code,
                        "status",
                        status));
    }
}
