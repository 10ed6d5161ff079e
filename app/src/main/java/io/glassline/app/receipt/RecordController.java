package io.glassline.app.receipt;

import io.glassline.app.api.CitizenExports;
import io.glassline.app.chat.RateLimit;
import io.glassline.app.connection.ClientKey;
import io.glassline.app.page.PageTexts;
import io.glassline.audit.Actor;
import io.glassline.console.ClientAddress;
import io.glassline.receipt.ReceiptToken;
import io.glassline.receipt.RecordLinks;
import io.glassline.receipt.RecordLinks.Answer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a link to the whole record opens: a question for the code, and with it all that is known of
/// the address it was sent to, to be read and taken along. Each time it is given out is on the
/// record ([CitizenExports]). A link that never was, one that is over and one that was tried too
/// often have the same answer.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecordController {

    private static final MediaType ZIP = new MediaType("application/zip");

    private final RecordLinks links;
    private final CitizenExports exports;
    private final ReceiptCity city;
    private final ClientAddress clientAddress;
    private final InstantSource clock;
    private final RateLimit guesses = new RateLimit(ReceiptDoor.GUESSES_AT_ONCE, ReceiptDoor.GUESS_EACH);

    RecordController(
            RecordLinks links,
            CitizenExports exports,
            ReceiptCity city,
            ClientAddress clientAddress,
            InstantSource clock) {
        this.links = links;
        this.exports = exports;
        this.city = city;
        this.clientAddress = clientAddress;
        this.clock = clock;
    }

    @Get("/record/{token}")
    HttpResponse<?> ask(String token, @QueryValue @Nullable String lang, HttpRequest<?> request) {
        if (isGuessing(request)) {
            return notice(HttpStatus.TOO_MANY_REQUESTS, stranger(lang, request), "often");
        }
        return ReceiptToken.parse(token)
                .flatMap(written -> links.waits(written, clock.instant()))
                .<HttpResponse<?>>map(language ->
                        asks(HttpStatus.OK, token, PageFrame.TEXTS.in(chosen(lang, language)), Optional.empty()))
                .orElseGet(() -> nothing(lang, request));
    }

    /// @param form `code`, and `as=zip` for the files
    @Post("/record/{token}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    HttpResponse<?> open(
            String token, @QueryValue @Nullable String lang, @Body Map<String, Object> form, HttpRequest<?> request) {
        if (isGuessing(request)) {
            return notice(HttpStatus.TOO_MANY_REQUESTS, stranger(lang, request), "often");
        }
        var code = String.valueOf(form.getOrDefault("code", "")).replaceAll("[^0-9]", "");
        var answer = ReceiptToken.parse(token)
                .map(written -> links.open(written, code, clock.instant()))
                .orElseGet(Answer.Nothing::new);
        return switch (answer) {
            case Answer.Nothing _ -> nothing(lang, request);
            case Answer.Wrong(var language, var left) -> {
                guesses.take(ClientKey.of(request, clientAddress), clock.instant());
                yield asks(HttpStatus.FORBIDDEN, token, PageFrame.TEXTS.in(chosen(lang, language)), Optional.of(left));
            }
            case Answer.Open(var address, var language, var until) -> {
                var record = exports.of(address, Actor.HOLDER, clock.instant());
                yield "zip".equals(form.get("as"))
                        ? files(record)
                        : PageFrame.RECORD.response(
                                HttpStatus.OK,
                                new RecordPage(token, PageFrame.TEXTS.in(chosen(lang, language)), city)
                                        .record(record, code, until));
            }
        };
    }

    private static HttpResponse<?> files(Map<String, Object> record) {
        try {
            return HttpResponse.ok(RecordFiles.zip(List.of(record)))
                    .contentType(ZIP)
                    .header("Content-Disposition", "attachment; filename=\"my-record.zip\"")
                    .header("Cache-Control", "no-store")
                    .header("Referrer-Policy", "no-referrer")
                    .header("X-Content-Type-Options", "nosniff");
        } catch (IOException e) {
            throw new IllegalStateException("the record cannot be packed", e);
        }
    }

    private boolean isGuessing(HttpRequest<?> request) {
        return guesses.taken(ClientKey.of(request, clientAddress), clock.instant()) >= ReceiptDoor.GUESSES_AT_ONCE;
    }

    private HttpResponse<?> asks(HttpStatus status, String token, PageTexts texts, Optional<Integer> triesLeft) {
        return PageFrame.RECORD.response(status, new RecordPage(token, texts, city).code(triesLeft));
    }

    private HttpResponse<?> nothing(@Nullable String lang, HttpRequest<?> request) {
        guesses.take(ClientKey.of(request, clientAddress), clock.instant());
        return notice(HttpStatus.NOT_FOUND, stranger(lang, request), "record-gone");
    }

    private HttpResponse<?> notice(HttpStatus status, PageTexts texts, String what) {
        var title = texts.say((what.equals("often") ? what : "gone") + "-title");
        var main = "<h1>" + Html.text(title) + "</h1><p class=\"lead\">" + Html.text(texts.say(what)) + "</p>";
        return PageFrame.NOTICE.response(status, PageFrame.NOTICE.html(texts, city.name(), title, main, "", ""));
    }

    private static Locale chosen(@Nullable String lang, Locale language) {
        return lang == null ? language : Locale.of(lang);
    }

    private static PageTexts stranger(@Nullable String lang, HttpRequest<?> request) {
        return PageFrame.TEXTS.in(chosen(lang, request.getLocale().orElse(Locale.ENGLISH)));
    }
}
