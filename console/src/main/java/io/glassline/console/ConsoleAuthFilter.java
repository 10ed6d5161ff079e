package io.glassline.console;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.filter.FilterPatternStyle;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The door of the console: nobody is past it without a session, and nothing is posted past it that one of our own
/// forms did not send.
///
/// What it learned on the way in stands in the request's attributes, from where [RequestArguments] gives it to
/// controllers.
@ServerFilter(patternStyle = FilterPatternStyle.REGEX, patterns = ConsoleAuthFilter.CONSOLE)
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConsoleAuthFilter {

    /// Every path of the console. A regular expression is compiled once, where a pattern of the usual
    /// style is taken apart for every request, a webhook's too.
    static final String CONSOLE = "(?s)/+console.*";

    static final String SIGN_IN = "/console/sign-in";

    /// The header in which a script sends what a form sends in its field `csrf`.
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<String> READERS_ONLY =
            Set.of("/console/conversations", "/console/search", "/console/campaigns");
    private static final String RULES = "/console/rules";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final long BODY_WAIT_MAX_SECONDS = 10;

    private final StaffSessions sessions;
    private final ClientAddress clientAddress;
    private final Pages pages;

    ConsoleAuthFilter(StaffSessions sessions, ClientAddress clientAddress, Pages pages) {
        this.sessions = sessions;
        this.clientAddress = clientAddress;
        this.pages = pages;
    }

    @RequestFilter
    Optional<HttpResponse<?>> admit(HttpRequest<?> request) {
        var session = request.getCookies()
                .findCookie(StaffSessions.COOKIE)
                .map(Cookie::getValue)
                .flatMap(sessions::read)
                .map(read -> read.from(clientAddress.of(request)));
        session.ifPresent(s -> request.setAttribute(RequestArguments.SESSION, s));
        var signingIn = request.getPath().equals(SIGN_IN);
        if (!READING.contains(request.getMethod())) {
            var refusal = readForm(request, session, signingIn);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        if (session.isEmpty()) {
            return signingIn ? Optional.empty() : Optional.of(toSignIn(request));
        }
        if (!session.get().mayRead() && READERS_ONLY.stream().anyMatch(request.getPath()::startsWith)) {
            return Optional.of(pages.notice(
                    HttpStatus.FORBIDDEN,
                    session,
                    "This is for agents and supervisors",
                    "Your account runs the machines; it may see figures and the log, and not what citizens write."));
        }
        if (!session.get().seesRules() && request.getPath().startsWith(RULES)) {
            return Optional.of(pages.notice(
                    HttpStatus.FORBIDDEN,
                    session,
                    "This is for supervisors and ops",
                    "It shows the versions of the city's rules, and says which one is live."));
        }
        return Optional.empty();
    }

    /// Reads the form, and refuses one that is not ours.
    ///
    /// `Sec-Fetch-Site` is written by the browser and out of a page's reach; it also covers the sign-in form, which
    /// has no session to keep a token in.
    private Optional<HttpResponse<?>> readForm(
            HttpRequest<?> request, Optional<StaffSession> session, boolean signingIn) {
        var site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of(forged(session));
        }
        if (request.getMethod() != HttpMethod.POST
                || request.getContentType()
                        .filter(MediaType.APPLICATION_FORM_URLENCODED_TYPE::matches)
                        .isEmpty()) {
            return Optional.of(pages.notice(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    session,
                    "Only forms are taken here",
                    "Send a POST as application/x-www-form-urlencoded, or use /api."));
        }
        if (request.getContentLength() < 0 || request.getContentLength() > Form.BODY_MAX_BYTES) {
            return Optional.of(pages.notice(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    session,
                    "That is too much for one form",
                    "A form may have " + Form.BODY_MAX_BYTES + " bytes, and must say how many it has."));
        }
        var read = body(request).flatMap(ConsoleAuthFilter::parse);
        if (read.isEmpty()) {
            return Optional.of(pages.notice(
                    HttpStatus.BAD_REQUEST,
                    session,
                    "The form could not be read",
                    "It broke off, or is not application/x-www-form-urlencoded. Go back and send it again."));
        }
        var form = read.get();
        request.setAttribute(RequestArguments.FORM, form);
        if (session.isEmpty() || signingIn) {
            return Optional.empty();
        }
        var token = Optional.ofNullable(request.getHeaders().get(CSRF_HEADER)).orElse(form.field("csrf"));
        return StaffSessions.same(session.get().csrf(), token) ? Optional.empty() : Optional.of(forged(session));
    }

    /// The body is read here, on a thread of our own, whoever reads it afterwards.
    private static Optional<String> body(HttpRequest<?> request) {
        if (!(request instanceof ServerHttpRequest<?> received)) {
            return Optional.empty();
        }
        try (var copy = received.byteBody().split(SplitBackpressureMode.FASTEST);
                var all = copy.buffer().get(BODY_WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
            return Optional.of(all.toString(StandardCharsets.UTF_8));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Form> parse(String body) {
        try {
            return Optional.of(Form.parse(body));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<?> forged(Optional<StaffSession> session) {
        return pages.notice(
                HttpStatus.FORBIDDEN,
                session,
                "This form is not one of ours",
                "It was not sent from a page of this session, so nothing was done. Open the page again and send it.");
    }

    /// A script cannot follow a redirect to another page by itself; htmx is told so in its own header.
    private static HttpResponse<?> toSignIn(HttpRequest<?> request) {
        var live = request.getHeaders().contains("HX-Request");
        var asked = request.getMethod() == HttpMethod.GET
                        && !live
                        && !request.getPath().equals("/console/live")
                ? request.getUri().getRawPath()
                        + (request.getUri().getRawQuery() == null
                                ? ""
                                : "?" + request.getUri().getRawQuery())
                : "/console";
        var signIn = SIGN_IN + "?next=" + URLEncoder.encode(asked, StandardCharsets.UTF_8);
        return live
                ? HttpResponse.unauthorized().header("HX-Redirect", signIn)
                : HttpResponse.seeOther(URI.create(signIn)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /// Where to go after signing in: a page of the console, and never anywhere else.
    static URI next(String asked) {
        var ours = asked.equals("/console") || asked.matches("/console[/?][\\x21-\\x7e]*");
        var leaves = asked.contains("\\")
                || asked.contains("..")
                || asked.toLowerCase(Locale.ROOT).contains("sign-");
        return URI.create(ours && !leaves && isUri(asked) ? asked : "/console");
    }

    private static boolean isUri(String text) {
        try {
            URI.create(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
