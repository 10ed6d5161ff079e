package io.glassline.console;

import io.glassline.desk.AccessLog;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Signing in and out.
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SignInController {

    /// Hashing a password is made to be slow; no more of it than this at once, or signing in could stop the
    /// gateway.
    private static final int HASHING_MAX = 2;

    private static final long HASHING_WAIT_MAX_SECONDS = 5;

    private final Staff staff;
    private final StaffSessions sessions;
    private final SignInAttempts attempts;
    private final ClientAddress clientAddress;
    private final AccessLog log;
    private final Pages pages;
    private final Semaphore hashing = new Semaphore(HASHING_MAX);

    SignInController(
            Staff staff,
            StaffSessions sessions,
            SignInAttempts attempts,
            ClientAddress clientAddress,
            AccessLog log,
            Pages pages) {
        this.staff = staff;
        this.sessions = sessions;
        this.attempts = attempts;
        this.clientAddress = clientAddress;
        this.log = log;
        this.pages = pages;
    }

    @Get("/sign-in")
    HttpResponse<?> show(@QueryValue(defaultValue = "/console") String next, HttpRequest<?> request) {
        return RequestArguments.session(request).isPresent()
                ? HttpResponse.seeOther(ConsoleAuthFilter.next(next))
                : page(HttpStatus.OK, "", next, Optional.empty());
    }

    @Post("/sign-in")
    @Consumes(MediaType.ALL)
    HttpResponse<?> signIn(Form form, HttpRequest<?> request) throws InterruptedException {
        var id = form.field("id").strip();
        var next = form.field("next");
        var place = clientAddress.of(request);
        var wait = attempts.waitFor(id, place);
        if (wait.isPresent()) {
            var minutes = wait.get().toMinutes() + 1;
            return page(
                            HttpStatus.TOO_MANY_REQUESTS,
                            id,
                            next,
                            Optional.of("Too many tries that were wrong. Try again in " + minutes
                                    + (minutes == 1 ? " minute." : " minutes.")))
                    .header(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
        }
        if (!hashing.tryAcquire(HASHING_WAIT_MAX_SECONDS, TimeUnit.SECONDS)) {
            return page(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    id,
                    next,
                    Optional.of("Many are signing in. Try again in a moment."));
        }
        Optional<Staff.Account> account;
        try {
            account = staff.signIn(id, form.field("password"));
        } finally {
            hashing.release();
        }
        if (account.isEmpty()) {
            attempts.failed(id, place);
            log.refused(staff.find(id).map(Staff.Account::id), place);
            return page(
                    HttpStatus.UNAUTHORIZED,
                    id,
                    next,
                    Optional.of("The name and the password do not belong together. Check both and try again."));
        }
        attempts.succeeded(id, place);
        log.signedIn(account.get().agent().from(place).actor());
        return HttpResponse.seeOther(ConsoleAuthFilter.next(next)).cookie(sessions.begin(account.get()));
    }

    @Post("/sign-out")
    @Consumes(MediaType.ALL)
    HttpResponse<?> signOut(StaffSession session) {
        var forgotten = sessions.end(session);
        log.signedOut(session.agent().actor());
        return HttpResponse.seeOther(URI.create(ConsoleAuthFilter.SIGN_IN)).cookie(forgotten);
    }

    private io.micronaut.http.MutableHttpResponse<?> page(
            HttpStatus status, String id, String next, Optional<String> problem) {
        return pages.html(
                status, "signin", new SignInPage(pages.frame("Sign in", "", Optional.empty()), id, next, problem));
    }
}
