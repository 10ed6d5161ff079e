package io.glassline.app.receipt;

import io.glassline.app.page.PageTexts;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.QueuePlace;
import io.glassline.conversation.Stage;
import io.glassline.message.Author;
import io.glassline.receipt.ConversationReceipt;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a matter stands, in the desk's words and by its own figures: which office has it, and never who;
/// how many wait before; how long others waited of late, and that nobody can say where too few did.
///
/// @param base the path of the receipt, such as `/receipt/…`
/// @param place where it waits; empty where it does not
record TrackPage(
        String base,
        ConversationReceipt receipt,
        Optional<QueuePlace> place,
        PageTexts texts,
        ReceiptCity city,
        Instant now) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /// Below this a wait is no number of minutes.
    private static final Duration MINUTES_FROM = Duration.ofMinutes(2);

    /// Without scripts the page looks again by itself, at this pace.
    private static final int LOOK_AGAIN_SECONDS = 60;

    String html() {
        var main = """
                <h1>%s</h1>
                <p class="lead">%s</p>
                <div id="standing" aria-live="polite">%s</div>
                <div class="do"><a class="button" href="?lang=%s">%s</a><a class="button" href="%s?lang=%s">%s</a></div>
                <footer><p id="looked">%s</p><p>%s</p></footer>""".formatted(
                        say("track-title"),
                        say("track-lead"),
                        standing(),
                        texts.language(),
                        say("again"),
                        base,
                        texts.language(),
                        say("receipt-link"),
                        Html.text(texts.say("looked", "time", CLOCK.format(now.atZone(city.zone())))),
                        Html.text(texts.say("times", "city", city.name())));
        var refresh = "<noscript><meta http-equiv=\"refresh\" content=\"" + LOOK_AGAIN_SECONDS + "\"></noscript>\n";
        return PageFrame.TRACK.html(texts, city.name(), texts.say("track-title"), main, "", refresh);
    }

    private String standing() {
        return switch (receipt.conversation().stage()) {
            case Stage.WithBot _ -> stands("track-bot", say("track-bot-more"), List.of());
            case Stage.Waiting(var queue, var _, var since) ->
                stands(
                        "track-waiting",
                        opens(queue),
                        List.of(office(queue), placeInLine(), expectedWait(), since(since)));
            case Stage.WithAgent(var queue, var _, var since, var _) ->
                stands("track-agent", "", List.of(office(queue), since(since)));
            case Stage.Closed(var at, var outcome) ->
                stands("track-closed", outcome(outcome) + " " + say("track-closed-more"), List.of(since(at)));
        };
    }

    private String stands(String title, String more, List<String> facts) {
        return """
                <div class="big"><strong>%s</strong>%s</div>
                <dl class="facts">%s%s</dl>""".formatted(
                        say(title), more.isEmpty() ? "" : "<p>" + more + "</p>", String.join("", facts), promised());
    }

    private String office(QueueId queue) {
        return fact("office", city.office(queue, language()).orElseGet(() -> texts.say("office-staff")));
    }

    private String opens(QueueId queue) {
        return city.opens(queue, now, language())
                .map(opens -> Html.text(texts.say("opens", "opens", opens)))
                .orElse("");
    }

    private String placeInLine() {
        return place.map(known -> fact(
                        "place",
                        known.place() == 1
                                ? texts.say("place-next")
                                : texts.say("place-nth", "n", Integer.toString(known.place() - 1))))
                .orElse("");
    }

    private String expectedWait() {
        return place.map(known -> known.expectedWait()
                        .map(wait -> fact(
                                "wait",
                                wait.compareTo(MINUTES_FROM) < 0
                                        ? texts.say("wait-minute")
                                        : texts.say("wait-minutes", "n", Long.toString(wait.toMinutes()))))
                        .orElseGet(() -> soft("wait", texts.say("wait-unknown"))))
                .orElse("");
    }

    private String since(Instant at) {
        return fact("since", DAY_AND_CLOCK.format(at.atZone(city.zone())));
    }

    private String outcome(String outcome) {
        var key = "outcome-" + outcome;
        return say(texts.has(key) ? key : "outcome-other");
    }

    /// What the city wrote last is what it promised, if it promised anything. What the gateway
    /// writes by itself promises nothing, and may name who of the staff came.
    private String promised() {
        return receipt.lines().reversed().stream()
                .filter(line -> switch (line.author()) {
                    case Author.Bot _, Author.Agent _ -> true;
                    case Author.Citizen _, Author.System _ -> false;
                })
                .findFirst()
                .flatMap(ConversationReceipt.Line::said)
                .map(words -> soft("promised", words))
                .orElse("");
    }

    private String fact(String key, String text) {
        return "<div><dt>%s</dt><dd>%s</dd></div>".formatted(say(key), Html.text(text));
    }

    private String soft(String key, String text) {
        return "<div><dt>%s</dt><dd class=\"soft\" dir=\"auto\">%s</dd></div>".formatted(say(key), Html.text(text));
    }

    private Locale language() {
        return Locale.of(texts.language());
    }

    private String say(String key) {
        return Html.text(texts.say(key));
    }
}
