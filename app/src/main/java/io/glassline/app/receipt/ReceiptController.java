package io.glassline.app.receipt;

import io.glassline.app.connection.ClientKey;
import io.glassline.app.http.PublicUrl;
import io.glassline.app.page.PageTexts;
import io.glassline.app.receipt.ReceiptDoor.Opening;
import io.glassline.console.ClientAddress;
import io.glassline.conversation.Conversation;
import io.glassline.desk.Board;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.Receipts;
import io.glassline.storage.log.LogFiles;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What a link to a receipt opens. No cookie is set or read: the link is all there is. A link that never
/// was, one that is over, and one of another form have the same answer.
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ReceiptController {

    private static final MediaType PROOF = new MediaType("text/plain; charset=utf-8");

    private final ReceiptDoor door;
    private final LogFiles log;
    private final Board board;
    private final ReceiptCity city;
    private final PublicUrl publicUrl;
    private final ClientAddress clientAddress;
    private final InstantSource clock;

    ReceiptController(
            Receipts receipts,
            LogFiles log,
            Board board,
            ReceiptCity city,
            PublicUrl publicUrl,
            ClientAddress clientAddress,
            InstantSource clock) {
        this.door = new ReceiptDoor(receipts, clock);
        this.log = log;
        this.board = board;
        this.city = city;
        this.publicUrl = publicUrl;
        this.clientAddress = clientAddress;
        this.clock = clock;
    }

    @Get("/receipt/{token}")
    HttpResponse<?> receipt(String token, @QueryValue @Nullable String lang, HttpRequest<?> request) {
        return shown(token, Receipts.Page.RECEIPT, lang, request, (receipt, texts) -> {
            var page = new ReceiptPage(
                    "/receipt/" + token, receipt, proofs(receipt), texts, city, publicUrl.base() + "/log/");
            return PageFrame.RECEIPT.response(HttpStatus.OK, page.html());
        });
    }

    /// @param file such as `3.tlog-proof`, of the third message
    @Get("/receipt/{token}/{file}")
    HttpResponse<?> proof(String token, String file, HttpRequest<?> request) {
        return shown(token, Receipts.Page.RECEIPT, null, request, (receipt, texts) -> {
            var suffix = ".tlog-proof";
            var number = file.endsWith(suffix) ? file.substring(0, file.length() - suffix.length()) : "";
            var n = number.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(number) : 0;
            if (n < 1 || n > receipt.lines().size()) {
                return nothing(texts);
            }
            return proofs(receipt)
                    .file(receipt.lines().get(n - 1))
                    .<HttpResponse<?>>map(bytes -> HttpResponse.ok(bytes)
                            .contentType(PROOF)
                            .header("Content-Disposition", "attachment; filename=\"message-" + n + suffix + "\"")
                            .header("Cache-Control", "no-store")
                            .header("Referrer-Policy", "no-referrer")
                            .header("X-Content-Type-Options", "nosniff"))
                    .orElseGet(() -> nothing(texts));
        });
    }

    @Get("/track/{token}")
    HttpResponse<?> track(String token, @QueryValue @Nullable String lang, HttpRequest<?> request) {
        return shown(token, Receipts.Page.TRACK, lang, request, (receipt, texts) -> {
            var page = new TrackPage(
                    "/receipt/" + token,
                    receipt,
                    board.placeInQueue(receipt.conversation()),
                    texts,
                    city,
                    clock.instant());
            return PageFrame.TRACK.response(HttpStatus.OK, page.html());
        });
    }

    private HttpResponse<?> shown(
            String token,
            Receipts.Page page,
            @Nullable String lang,
            HttpRequest<?> request,
            BiFunction<ConversationReceipt, PageTexts, HttpResponse<?>> then) {
        return switch (door.open(token, page, ClientKey.of(request, clientAddress))) {
            case Opening.Open(var receipt) -> then.apply(receipt, texts(lang, receipt.conversation()));
            case Opening.Nothing _ -> nothing(stranger(lang, request));
            case Opening.TooOften _ -> notice(HttpStatus.TOO_MANY_REQUESTS, stranger(lang, request), "often");
        };
    }

    private ReceiptProofs proofs(ConversationReceipt receipt) {
        return new ReceiptProofs(receipt, log.proofs(ReceiptProofs.indexes(receipt)), log.key());
    }

    private HttpResponse<?> nothing(PageTexts texts) {
        return notice(HttpStatus.NOT_FOUND, texts, "gone");
    }

    private HttpResponse<?> notice(HttpStatus status, PageTexts texts, String what) {
        var title = texts.say(what + "-title");
        var main = "<h1>" + Html.text(title) + "</h1><p class=\"lead\">" + Html.text(texts.say(what)) + "</p>";
        return PageFrame.NOTICE.response(status, PageFrame.NOTICE.html(texts, city.name(), title, main, "", ""));
    }

    /// In the language that was chosen on the page, else in that of the conversation.
    private static PageTexts texts(@Nullable String lang, Conversation conversation) {
        return PageFrame.TEXTS.in(lang == null ? conversation.language() : Locale.of(lang));
    }

    private static PageTexts stranger(@Nullable String lang, HttpRequest<?> request) {
        return PageFrame.TEXTS.in(lang == null ? request.getLocale().orElse(Locale.ENGLISH) : Locale.of(lang));
    }
}
