package io.glassline.channels.email;

import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendOutcome.AccountFault;
import io.glassline.channel.SendOutcome.Busy;
import io.glassline.channel.SendOutcome.Limit;
import io.glassline.channel.SendOutcome.Rejected;
import io.glassline.channel.SendOutcome.Retry;
import io.glassline.channel.SendOutcome.Unknown;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// What a mail server's refusal comes to.
///
/// The code of a rejection is the enhanced status of RFC 3463 where the answer has one or its words mean
/// one, so that it is the same as in a report of later; else it is the answer's three digits.
final class SmtpAnswer {

    private static final int CHAIN_MAX = 20;

    private SmtpAnswer() {}

    /// @param leftUs whether the mail itself was being written to the server.
    static SendOutcome outcome(MessagingException failure, boolean leftUs) {
        var chain = chain(failure);
        var isOfSender = chain.stream().anyMatch(SMTPSenderFailedException.class::isInstance);
        for (var e : chain) {
            if (e instanceof AuthenticationFailedException && !words(e).startsWith("4")) {
                return new AccountFault("password", "the mail server does not accept our password: " + words(e));
            }
            if (isDistrust(e) && !leftUs) {
                return new AccountFault(
                        "certificate", "the mail server's certificate is not trusted, so nothing is sent: " + words(e));
            }
            var code = replyCode(e);
            if (code >= 400) {
                return refusal(e, code, isOfSender);
            }
        }
        return leftUs
                ? new Unknown("the mail server went silent after the mail was written to it")
                : new Retry("the mail server could not be reached: " + words(failure), Optional.empty());
    }

    private static boolean isDistrust(Throwable e) {
        return e instanceof SSLHandshakeException
                || e instanceof SSLPeerUnverifiedException
                || e instanceof IOException && words(e).contains("verify identity");
    }

    /// @param isOfSender whether it is about us, and says nothing of whom we write to.
    private static SendOutcome refusal(Throwable e, int code, boolean isOfSender) {
        var words = words(e);
        var status = isOfSender ? Optional.<String>empty() : BounceText.code(words);
        if (status.filter(found -> found.endsWith(".2.2")).isPresent()) {
            return new Rejected(status.get(), words); // the outbox waits for room
        }
        if (code >= 500) {
            return new Rejected(status.filter(found -> found.startsWith("5")).orElse(Integer.toString(code)), words);
        }
        return e instanceof SMTPAddressFailedException || isGreylisting(words)
                ? new Busy(Limit.RECIPIENT, words, Optional.empty())
                : new Retry(words, Optional.empty());
    }

    /// A stranger is asked to come again: nothing is wrong with the server.
    private static boolean isGreylisting(String words) {
        return words.contains("4.7.1") || words.toLowerCase(Locale.ROOT).contains("greylist");
    }

    private static List<Throwable> chain(MessagingException failure) {
        var chain = new ArrayList<Throwable>();
        var next = new ArrayList<Throwable>(List.of(failure));
        while (!next.isEmpty() && chain.size() < CHAIN_MAX) {
            var e = next.removeFirst();
            chain.add(e);
            if (e instanceof MessagingException messaging && messaging.getNextException() != null) {
                next.add(messaging.getNextException());
            }
            if (e.getCause() != null && !chain.contains(e.getCause()) && !next.contains(e.getCause())) {
                next.add(e.getCause());
            }
        }
        return chain;
    }

    private static int replyCode(Throwable e) {
        return switch (e) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> -1;
        };
    }

    private static String words(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : Smtp.oneLine(e.getMessage());
    }
}
