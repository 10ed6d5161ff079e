package io.glassline.channels.email;

import com.google.re2j.Pattern;
import io.glassline.channel.ChannelAccount;
import io.glassline.channels.email.mime.MimePart;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose mail it is, and where its answer goes.
///
/// The citizen is the address in `From`. Where a form, a list or a no-reply address stands there, it is
/// the address in `Reply-To`; elsewhere that is only where the answer is sent.
///
/// @param isMachine whether nobody reads what is sent to the citizen's address.
/// @param isFrom whether the citizen's address is the one in `From`, which is the one a mail server can
///     vouch for.
record MailSender(String citizen, Optional<String> replyTo, boolean isMachine, boolean isFrom) {

    /// Addresses that send and do not read, or that send for others.
    private static final Pattern NOBODY =
            Pattern.compile("(mailer-daemon|postmaster|mail-daemon|mailerdaemon|bounces?|no-?_?\\.?reply"
                    + "|do-?_?\\.?not-?_?\\.?reply|donotrespond|ne-?pas-?repondre|nicht-?antworten|no-?responder|nao-?responda|unattended|auto-?mail"
                    + "|(web|contact|online)-?_?forms?|forms?|formular|kontaktformular|formulario|formulaire|webmaster-form|wordpress|www-data|apache"
                    + "|httpd|nginx|nobody|root|notifications?|notify|alerts?|automated|robot|system)([+=._-].*)?@.*");

    /// Of the headers of one name, so many are looked at: a mail has one of each.
    private static final int HEADERS_MAX = 10;

    static Optional<MailSender> of(MimePart mail, ChannelAccount account) {
        var us = MailboxAddress.normal(account.ownAddress());
        var from = Stream.of("from", "sender", "return-path")
                .flatMap(name -> mail.headers(name).stream().limit(HEADERS_MAX))
                .flatMap(value -> MailboxAddress.in(value).stream())
                .findFirst();
        var replyTo = mail.headers("reply-to").stream()
                .limit(HEADERS_MAX)
                .flatMap(value -> MailboxAddress.in(value).stream())
                .filter(address -> !address.equals(us) && !from.equals(Optional.of(address)))
                .filter(address -> !isListOf(mail, address))
                .findFirst();
        if (from.isEmpty()) {
            return replyTo.map(address -> new MailSender(address, Optional.empty(), isNobody(address), false));
        }
        var sendsForOthers = isNobody(from.get()) || from.get().equals(us) || isListOf(mail, from.get());
        return Optional.of(
                sendsForOthers && replyTo.isPresent()
                        ? new MailSender(replyTo.get(), Optional.empty(), isNobody(replyTo.get()), false)
                        : new MailSender(
                                from.get(),
                                replyTo,
                                from.get().equals(us) || isNobody(from.get()) && replyTo.isEmpty(),
                                true));
    }

    boolean isUs(ChannelAccount account) {
        return citizen.equals(MailboxAddress.normal(account.ownAddress()));
    }

    /// Lists put their own address where the writer's was.
    private static boolean isListOf(MimePart mail, String address) {
        return mail.header("list-post")
                .filter(list -> list.toLowerCase(Locale.ROOT).contains(address))
                .isPresent();
    }

    private static boolean isNobody(String address) {
        return NOBODY.matches(address);
    }
}
