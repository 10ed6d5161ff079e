package io.glassline.declared.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.SendOutcome;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.declared.body.JsonBody;
import io.glassline.declared.body.Unreadable;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Fault;
import io.glassline.declared.expression.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Tokens that the provider gives for an account's secrets, each kept until shortly before it ends.
final class TokenSource {

    /// A token is renewed so long before it ends: a request that leaves with it must still arrive.
    private static final Duration RENEWED_BEFORE = Duration.ofSeconds(60);

    private static final Duration LASTS_USUALLY = Duration.ofMinutes(5);
    private static final double LASTS_MAX_SECONDS = 30 * 86_400.0;

    private final RequestTemplate request;
    private final Expr value;
    private final Optional<Expr> lastsSeconds;
    private final InstantSource clock;
    private final Map<ChannelAccount, Token> tokens = new ConcurrentHashMap<>();
    private final ReentrantLock minting = new ReentrantLock();

    TokenSource(RequestTemplate request, Expr value, Optional<Expr> lastsSeconds, InstantSource clock) {
        this.request = request;
        this.value = value;
        this.lastsSeconds = lastsSeconds;
        this.clock = clock;
    }

    private record Token(String value, Instant until) {

        @Override
        public String toString() {
            return "•••";
        }
    }

    sealed interface Minting {

        record Good(String token) implements Minting {

            @Override
            public String toString() {
                return "•••";
            }
        }

        /// Nothing of the message was sent.
        record Bad(SendOutcome outcome) implements Minting {}
    }

    /// @param call makes a request of the provider
    Minting token(ChannelAccount account, Scope scope, Function<OutboundRequest, Reply> call) {
        var known = known(account);
        if (known.isPresent()) {
            return known.get();
        }
        minting.lock();
        try {
            var meanwhile = known(account);
            return meanwhile.isPresent() ? meanwhile.get() : mint(account, scope, call);
        } finally {
            minting.unlock();
        }
    }

    private Optional<Minting> known(ChannelAccount account) {
        return Optional.ofNullable(tokens.get(account))
                .filter(token -> clock.instant().isBefore(token.until()))
                .map(token -> new Minting.Good(token.value()));
    }

    private Minting mint(ChannelAccount account, Scope scope, Function<OutboundRequest, Reply> call) {
        return switch (call.apply(request.filled(scope, account, clock.instant()))) {
            case Reply.NoConnection no -> new Minting.Bad(no.outcome());
            case Reply.NoAnswer(var because) -> new Minting.Bad(new SendOutcome.Retry(because, Optional.empty()));
            case Reply.Answer answer -> minted(account, answer);
        };
    }

    private Minting minted(ChannelAccount account, Reply.Answer answer) {
        if (answer.status() >= 500 || answer.status() == 429) {
            return new Minting.Bad(new SendOutcome.Retry(
                    "the provider gave no token: it answered " + answer.status(), answer.retryAfter()));
        }
        var scope = new Scope().set("status", (long) answer.status());
        try {
            scope.set("answer", JsonBody.decode(answer.body().getBytes(UTF_8)));
            var token = answer.status() < 300 ? value.text(scope) : Optional.<String>empty();
            if (token.isPresent()) {
                var lasts = lastsSeconds
                        .flatMap(expression -> expression.number(scope))
                        .filter(seconds -> seconds > 0 && seconds < LASTS_MAX_SECONDS)
                        .map(seconds -> Duration.ofSeconds(seconds.longValue()))
                        .orElse(LASTS_USUALLY);
                tokens.put(
                        account,
                        new Token(token.get(), clock.instant().plus(lasts).minus(RENEWED_BEFORE)));
                return new Minting.Good(token.get());
            }
        } catch (Unreadable | Fault e) {
            // said below
        }
        return new Minting.Bad(new SendOutcome.AccountFault(
                Integer.toString(answer.status()), "the provider gave no token for the account's secrets"));
    }

    /// The provider does not take this account's token any more.
    void forget(ChannelAccount account) {
        tokens.remove(account);
    }
}
