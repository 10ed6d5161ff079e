package io.glassline.channels.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.twilio.exception.TwilioException;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.type.PhoneNumber;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channels.ProviderCall.Reply;
import io.glassline.channels.twilio.TwilioErrors;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Hands text messages to Twilio, and asks what became of one whose sending was not answered.
final class SmsSender {

    static final String PUNCTUATION = "punctuation";
    static final String PLAIN = "plain";
    static final String AS_WRITTEN = "as-written";
    private static final long LISTED_MAX = 50;

    /// Twilio's clock and ours may differ by this much.
    private static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(1);

    private final SmsApi api;

    SmsSender(SmsApi api) {
        this.api = api;
    }

    SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
        var exchange = api.exchange(account);
        var reference = new Outgoing.PartRef(message.id(), part.number());
        try {
            var sent = Message.creator(
                            new PhoneNumber(message.to().value()),
                            new PhoneNumber(account.ownAddress()),
                            written(part, account))
                    .setStatusCallback(URI.create(callbackUrl + "/status?ref=" + reference))
                    .create(SmsApi.client(account, exchange));
            return sent.getSid() == null
                    ? new SendOutcome.Unknown("the provider's answer names no message")
                    : new SendOutcome.Accepted(sent.getSid());
        } catch (TwilioException e) {
            return switch (exchange.reply()) {
                case Reply.Answer answered -> outcome(answered);
                case Reply.NoConnection noConnection -> noConnection.outcome();
                case Reply.NoAnswer noAnswer -> noAnswer.outcome();
            };
        }
    }

    /// The text as it goes out: with plain punctuation where the account wants that and it makes the text
    /// cheaper.
    private static String written(Outgoing.Part part, ChannelAccount account) {
        return account.setting(PUNCTUATION).filter(PLAIN::equals).isPresent()
                ? SmsAlphabet.cheaper(part.text())
                : part.text();
    }

    private static SendOutcome outcome(Reply.Answer answered) {
        var error = error(answered.body());
        var code = error.code() == null ? answered.status() : error.code();
        var because = error.message() == null ? "the provider answered " + answered.status() : error.message();
        if (code == TwilioErrors.STOPPED) {
            return new SendOutcome.Unwanted(because);
        }
        if (answered.status() == 401 || TwilioErrors.TABLE.isOfTheAccount(code)) {
            return new SendOutcome.AccountFault(Integer.toString(code), because);
        }
        if (answered.status() == 429 || TwilioErrors.TABLE.isBusy(code)) {
            return new SendOutcome.Busy(Limit.ACCOUNT, because, answered.retryAfter());
        }
        if (answered.status() >= 500) {
            return new SendOutcome.Retry(because, answered.retryAfter());
        }
        if (answered.status() < 400) {
            return new SendOutcome.Unknown("the provider's answer could not be read");
        }
        return new SendOutcome.Rejected(TwilioErrors.TABLE.word(code), because);
    }

    private static ApiError error(String body) {
        try {
            var error = SmsApi.JSON.readValue(body, ApiError.class);
            return error == null ? new ApiError(null, null) : error;
        } catch (JsonProcessingException e) {
            return new ApiError(null, null);
        }
    }

    /// Twilio takes no key that would make a send happen once. So a send without an answer is looked for among
    /// the newest messages to this citizen, without those that are known to be other parts. The list is not
    /// asked by date sent, because a message that is still queued has none.
    SendOutcome askAfter(
            Outgoing message,
            Outgoing.Part part,
            ChannelAccount account,
            Instant handedOverAt,
            Predicate<String> isKnown) {
        var exchange = api.exchange(account);
        try {
            var newest = Message.reader()
                    .setTo(new PhoneNumber(message.to().value()))
                    .setFrom(new PhoneNumber(account.ownAddress()))
                    .setPageSize(LISTED_MAX)
                    .firstPage(SmsApi.client(account, exchange))
                    .getRecords();
            var since = handedOverAt.minus(CLOCK_SKEW_MAX);
            var found = newest.stream()
                    .filter(listed -> written(part, account).equals(listed.getBody()) && listed.getSid() != null)
                    .filter(listed -> listed.getDateCreated() != null && !madeBefore(listed, since))
                    .filter(listed -> !isKnown.test(listed.getSid()))
                    .findFirst();
            if (found.isPresent()) {
                return new SendOutcome.Accepted(found.get().getSid());
            }
            var undated = newest.stream().anyMatch(listed -> listed.getDateCreated() == null);
            var sawAll = newest.size() < LISTED_MAX || newest.stream().anyMatch(listed -> madeBefore(listed, since));
            return sawAll && !undated
                    ? new SendOutcome.Retry("the provider does not have it", Optional.empty())
                    : new SendOutcome.Unknown("the provider's list does not show whether it has it");
        } catch (TwilioException e) {
            return new SendOutcome.Unknown("the provider could not be asked: " + e.getMessage());
        }
    }

    private static boolean madeBefore(Message listed, Instant since) {
        return listed.getDateCreated() != null
                && listed.getDateCreated().toInstant().isBefore(since);
    }

    private record ApiError(
            @Nullable Integer code, @Nullable String message) {}
}
