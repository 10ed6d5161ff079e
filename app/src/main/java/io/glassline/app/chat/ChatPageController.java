package io.glassline.app.chat;

import io.glassline.app.chat.ChatDoor.Opening;
import io.glassline.app.chat.ChatDoor.Outcome;
import io.glassline.app.connection.ClientKey;
import io.glassline.app.http.Problems;
import io.glassline.app.http.PublicUrl;
import io.glassline.channel.ChannelAccount;
import io.glassline.console.ClientAddress;
import io.glassline.desk.VisitorTalks.Talk;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The page `/chat`, which works with and without scripts and in both by the same session, and the script
/// and style sheet that pages need.
@Controller("/chat")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChatPageController {

    private static final MediaType HTML = new MediaType("text/html; charset=utf-8");
    private static final MediaType CSS = new MediaType("text/css; charset=utf-8");
    private static final MediaType SCRIPT = new MediaType("text/javascript; charset=utf-8");

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// A new version, or other words of the city, are there for everyone within this time.
    private static final Duration FRESH_FOR = Duration.ofMinutes(5);

    /// So long the page that follows a message waits for its answer, so that without a script nobody has to
    /// look again.
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(6);

    private static final Duration LOOK_EVERY = Duration.ofMillis(150);

    private static final Talk NOTHING_SAID = new Talk(List.of(), false, Optional.empty());

    private final ChatDoor door;
    private final VisitorSessions sessions;
    private final TalkStreams streams;
    private final ChatTexts.Source texts;
    private final Widget widget;
    private final PublicUrl publicUrl;
    private final ChatOrigins origins;
    private final ClientAddress clientAddress;
    private final JsonMapper json;

    ChatPageController(
            ChatDoor door,
            VisitorSessions sessions,
            TalkStreams streams,
            ChatTexts.Source texts,
            Widget widget,
            PublicUrl publicUrl,
            ClientAddress clientAddress,
            JsonMapper json) {
        this.door = door;
        this.sessions = sessions;
        this.streams = streams;
        this.texts = texts;
        this.widget = widget;
        this.publicUrl = publicUrl;
        this.origins = new ChatOrigins(publicUrl.base());
        this.clientAddress = clientAddress;
        this.json = json;
    }

    @Get("/")
    HttpResponse<?> home() {
        return door.firstAccount()
                .<HttpResponse<?>>map(account -> HttpResponse.seeOther(URI.create("/chat/" + account.id())))
                .orElseGet(ChatPageController::noSuchChat);
    }

    /// For who writes a widget of their own.
    @Get(uri = "/openapi.yml", produces = "application/yaml")
    byte[] openApi() throws IOException {
        try (var in = ChatPageController.class.getResourceAsStream("/chat/openapi.yml")) {
            return Objects.requireNonNull(in, "the build lost chat/openapi.yml").readAllBytes();
        }
    }

    @Get("/{account}/widget.js")
    HttpResponse<?> script(String account) {
        return door.account(account)
                .<HttpResponse<?>>map(chat -> file(widget.script(publicUrl.ofChat(chat.id()), texts.now()), SCRIPT))
                .orElseGet(ChatPageController::noSuchChat);
    }

    @Get("/{account}/page.css")
    HttpResponse<?> style(String account) {
        return file(widget.style(), CSS);
    }

    private static HttpResponse<?> file(byte[] bytes, MediaType type) {
        return HttpResponse.ok(bytes)
                .contentType(type)
                .header("Cache-Control", "public, max-age=" + FRESH_FOR.toSeconds())
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "cross-origin");
    }

    @Get("/{account}")
    HttpResponse<?> page(
            String account,
            @QueryValue @Nullable String lang,
            @QueryValue @Nullable String sent,
            HttpRequest<?> request) {
        var chat = door.account(account);
        if (chat.isEmpty()) {
            return noSuchChat();
        }
        var session = session(chat.get(), request);
        var talk = session.map(known -> sent == null ? talk(chat.get(), known) : answered(chat.get(), known))
                .orElse(NOTHING_SAID);
        return page(chat.get(), language(lang, request), session, talk, Optional.empty(), "");
    }

    private Talk talk(ChannelAccount chat, VisitorSession session) {
        return door.look(session).isZero() ? streams.reader().talk(ChatDoor.lane(chat, session)) : NOTHING_SAID;
    }

    private Talk answered(ChannelAccount chat, VisitorSession session) {
        var until = System.nanoTime() + ANSWERED_WITHIN.toNanos();
        var talk = talk(chat, session);
        try {
            while (talk.isUnanswered() && System.nanoTime() < until) {
                Thread.sleep(LOOK_EVERY);
                talk = streams.reader().talk(ChatDoor.lane(chat, session));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return talk;
    }

    /// A form of the page's, without a script.
    @Post("/{account}/say")
    @Consumes(MediaType.ALL)
    HttpResponse<?> say(String account, @Body byte @Nullable [] body, HttpRequest<?> request) {
        var chat = ownPage(account, request);
        if (chat.isEmpty()) {
            return refused();
        }
        var form = ChatRequest.form(body == null ? new byte[0] : body);
        var language = language(form.get("lang"), request);
        var caller = ClientKey.of(request, clientAddress);
        var session = session(chat.get(), request);
        if (session.isEmpty()
                && door.open(chat.get(), caller, Optional.empty()) instanceof Opening.Session(var begun)) {
            session = Optional.of(begun);
        }
        if (session.isEmpty()) {
            return page(chat.get(), language, session, NOTHING_SAID, Optional.of("too-fast"), written(form));
        }
        var outcome = door.say(chat.get(), session.get(), caller, message(form)).join();
        var notice = notice(outcome);
        var response = notice.isEmpty()
                ? HttpResponse.seeOther(URI.create("/chat/" + chat.get().id() + "?lang=" + language + "&sent=1"))
                : page(chat.get(), language, session, talk(chat.get(), session.get()), notice, written(form));
        return response.cookie(ChatCookie.of(chat.get(), session.get(), origins.isOverTls()));
    }

    private static Optional<String> notice(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept _ -> Optional.empty();
            case Outcome.TooFast _, Outcome.NotNow _ -> Optional.of("too-fast");
            case Outcome.TooLong _ -> Optional.of("too-long");
            case Outcome.Unreadable _ -> Optional.of("refused");
        };
    }

    private static String written(Map<String, String> form) {
        return form.containsKey("choice") ? "" : form.getOrDefault("text", "");
    }

    private byte[] message(Map<String, String> form) {
        var message = new LinkedHashMap<String, String>();
        for (var field : List.of("id", "choice", "text")) {
            if (form.containsKey(field)) {
                // A browser ends a form's lines with CR LF
                message.put(field, form.getOrDefault(field, "").replace("\r\n", "\n"));
            }
        }
        try {
            return json.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Post("/{account}/forget")
    @Consumes(MediaType.ALL)
    HttpResponse<?> forget(String account, @Body byte @Nullable [] body, HttpRequest<?> request) {
        var chat = ownPage(account, request);
        if (chat.isEmpty()) {
            return refused();
        }
        var language =
                language(ChatRequest.form(body == null ? new byte[0] : body).get("lang"), request);
        return HttpResponse.seeOther(URI.create("/chat/" + chat.get().id() + "?lang=" + language))
                .cookie(ChatCookie.none(chat.get(), origins.isOverTls()));
    }

    /// A form is taken from our own page only.
    private Optional<ChannelAccount> ownPage(String account, HttpRequest<?> request) {
        return ChatRequest.origin(request).filter(origins::isOwn).isPresent()
                ? door.account(account)
                : Optional.empty();
    }

    private Optional<VisitorSession> session(ChannelAccount chat, HttpRequest<?> request) {
        return ChatCookie.token(request).flatMap(token -> sessions.read(chat, token));
    }

    private String language(@Nullable String chosen, HttpRequest<?> request) {
        var wanted = new ArrayList<Locale>();
        if (chosen != null && chosen.matches("[a-z]{2,3}")) {
            wanted.add(Locale.of(chosen));
        }
        var accepted = request.getHeaders().get("Accept-Language");
        if (accepted != null) {
            try {
                Locale.LanguageRange.parse(accepted)
                        .forEach(range -> wanted.add(Locale.forLanguageTag(range.getRange())));
            } catch (IllegalArgumentException e) {
                // then the city's first
            }
        }
        return texts.now().language(wanted);
    }

    private MutableHttpResponse<?> page(
            ChannelAccount chat,
            String language,
            Optional<VisitorSession> session,
            Talk talk,
            Optional<String> notice,
            String written) {
        var page = new ChatPage(
                "/chat/" + chat.id(),
                language,
                texts.now(),
                session.map(VisitorSession::token),
                talk,
                sessions.begin(chat).visitor(),
                notice,
                written);
        return HttpResponse.status(notice.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY)
                .contentType(HTML)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store")
                .body(page.html());
    }

    private static HttpResponse<?> refused() {
        return Problems.of(HttpStatus.FORBIDDEN, "This form was not sent from the chat's own page.");
    }

    private static HttpResponse<?> noSuchChat() {
        return Problems.notFound("There is no such chat.");
    }
}
