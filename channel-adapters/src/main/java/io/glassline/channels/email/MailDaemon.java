package io.glassline.channels.email;

import com.google.re2j.Pattern;
import io.glassline.channels.email.mime.MimePart;
import io.glassline.channels.email.reply.Subject;
import java.util.Optional;

/// Whether mail servers sent a mail by themselves. Only they can tell that a mail came back: a person who
/// passes a returned mail on, and a program that answers for an absent person and quotes one, hold the
/// same words and the same parts.
enum MailDaemon {
    /// Sent by an address that only servers use.
    SURELY,
    /// Sent without a return path, which no person's program does, or by an address that servers use
    /// among others.
    PERHAPS,
    NO;

    private static final Pattern SERVERS = Pattern.compile(
            "(?i)(mailer-?daemon|mail-?daemon|m?daemon|post_?master|mail-?delivery(-?(sub)?system)?"
                    + "|microsoftexchange[0-9a-f]*|mail-?system|mailmaster|mailrouter|mail-router|dsn|ndr)([+=._-].*)?@.*");

    private static final Pattern OTHERS = Pattern.compile("(?i)(bounces?|abuse|complaints?|no-?reply|do-?not-?reply"
            + "|interscan|mailmarshal|notifications?|returns?)([+=._-].*)?@.*");

    private static final Pattern NAMES = Pattern.compile(
            "(?i)\"?\\s*(mail delivery (sub)?system|mail administrator|mailer daemon|internet mail delivery|mail router"
                    + "|system administrator|postmaster|mdaemon).*<.*");

    static MailDaemon of(MimePart mail) {
        if (Subject.forwards(mail.words("subject").orElse("")) || MachineMail.isNamedAnswer(mail)) {
            return NO;
        }
        var from = mail.headers("from").stream().findFirst().orElse("");
        var address = MailboxAddress.in(from);
        if (address.filter(SERVERS::matches).isPresent()
                || mail.header("x-failed-recipients").isPresent()
                || from.strip().equals("<>")) {
            return SURELY;
        }
        var isNamed = NAMES.matches(mail.words("from").orElse("").replace('\n', ' '));
        return isNamed || hasNullPath(mail) || address.filter(OTHERS::matches).isPresent() ? PERHAPS : NO;
    }

    static boolean hasNullPath(MimePart mail) {
        return mail.header("return-path")
                .filter(path -> path.strip().equals("<>"))
                .isPresent();
    }

    /// The part in which servers say what became of a mail (RFC 3464), if they sent it.
    static Optional<MimePart> status(MimePart mail) {
        var daemon = of(mail);
        var isReport = mail.type().equals("multipart/report");
        return daemon == NO || daemon == PERHAPS && !isReport
                ? Optional.empty()
                : MimePart.leaves(mail)
                        .filter(part -> part.type().equals("message/delivery-status")
                                || part.type().equals("message/global-delivery-status"))
                        .findFirst();
    }
}
