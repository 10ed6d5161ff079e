package io.glassline.declared.send;

import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channel.SendOutcome.Rejected;
import io.glassline.declared.body.Decoder;
import io.glassline.declared.body.Unreadable;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.expression.Scope;
import io.glassline.declared.send.OutcomeRule.Kind;
import io.glassline.declared.send.OutcomeRule.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What came of a send, by the provider's answer: the first rule that holds says it, and where none does, the status.
record Outcomes(Decoder decoder, List<OutcomeRule> rules, ErrorCodes errors) {

    private static final Duration WAIT_MAX = Duration.ofHours(24);
    private static final int SAYS_MAX_CHARS = 300;

    Outcomes {
        rules = List.copyOf(rules);
    }

    /// @param body of the answer
    /// @param after what the answer's header `Retry-After` says
    SendOutcome of(int status, byte[] body, String contentType, Optional<Duration> after, Scope scope) {
        scope.set("status", (long) status).set("answer", decoded(body, contentType));
        for (var rule : rules) {
            if (rule.when().isEmpty() || rule.when().get().holds(scope)) {
                var outcome = by(rule, status, after, scope);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
        return byStatus(status, after);
    }

    /// A proxy's page, perhaps: then only the status tells.
    private @org.jspecify.annotations.Nullable Object decoded(byte[] body, String contentType) {
        try {
            return decoder.decode(body, contentType, "");
        } catch (Unreadable e) {
            return null;
        }
    }

    private Optional<SendOutcome> by(OutcomeRule rule, int status, Optional<Duration> after, Scope scope) {
        var says = rule.says()
                .flatMap(expression -> expression.text(scope))
                .map(text -> text.substring(0, Math.min(text.length(), SAYS_MAX_CHARS)))
                .orElse("the provider answered " + status);
        var wait = rule.after()
                .flatMap(expression -> expression.number(scope))
                .filter(seconds -> seconds > 0 && seconds <= WAIT_MAX.toSeconds())
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                .or(() -> after);
        return switch (rule.meaning()) {
            case Meaning.Accepted(var id) ->
                Optional.of(id.text(scope)
                        .<SendOutcome>map(SendOutcome.Accepted::new)
                        .orElseGet(() -> new SendOutcome.Unknown("the provider's answer names no message")));
            case Meaning.ByCode(var code) -> code.text(scope).map(word -> byCode(word, says, wait));
            case Meaning.Is(var kind) -> Optional.of(is(kind, Integer.toString(status), says, wait));
        };
    }

    private SendOutcome byCode(String code, String says, Optional<Duration> wait) {
        return errors.meaning(code)
                .map(meaning -> switch (meaning) {
                    case RETRY -> is(Kind.RETRY, code, says, wait);
                    case BUSY -> is(Kind.BUSY, code, says, wait);
                    case BUSY_RECIPIENT -> is(Kind.BUSY_RECIPIENT, code, says, wait);
                    case ACCOUNT_FAULT -> is(Kind.ACCOUNT_FAULT, code, says, wait);
                    case OPTED_OUT -> is(Kind.OPTED_OUT, code, says, wait);
                    case WINDOW_CLOSED, UNREACHABLE, MAILBOX_FULL, FILTERED -> new Rejected(meaning.word(), says);
                })
                .orElseGet(() -> new Rejected(code, says));
    }

    private static SendOutcome is(Kind kind, String code, String says, Optional<Duration> wait) {
        return switch (kind) {
            case REJECTED -> new Rejected(code, says);
            case RETRY -> new SendOutcome.Retry(says, wait);
            case BUSY -> new SendOutcome.Busy(Limit.ACCOUNT, says, wait);
            case BUSY_RECIPIENT -> new SendOutcome.Busy(Limit.RECIPIENT, says, wait);
            case ACCOUNT_FAULT -> new SendOutcome.AccountFault(code, says);
            case OPTED_OUT -> new SendOutcome.Unwanted(says);
            case UNREACHABLE -> new Rejected(Rejected.UNREACHABLE, says);
            case FILTERED -> new Rejected(Rejected.FILTERED, says);
            case WINDOW_CLOSED -> new Rejected(Rejected.WINDOW_CLOSED, says);
            case UNKNOWN -> new SendOutcome.Unknown(says);
        };
    }

    private static SendOutcome byStatus(int status, Optional<Duration> after) {
        var says = "the provider answered " + status;
        if (status == 401 || status == 402 || status == 403) {
            return new SendOutcome.AccountFault(Integer.toString(status), says);
        }
        if (status == 429) {
            return new SendOutcome.Busy(Limit.ACCOUNT, says, after);
        }
        if (status >= 500) {
            return new SendOutcome.Retry(says, after);
        }
        if (status >= 400) {
            return new Rejected(Integer.toString(status), says);
        }
        return new SendOutcome.Unknown(
                status >= 300 ? "the provider answered with a redirect" : "the provider's answer names no message");
    }
}
