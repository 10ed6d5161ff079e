package io.glassline.channels.email;

import io.glassline.channels.email.mime.MimePart;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent.Mark;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Whether a machine wrote a mail, and whether its sender is proven.
final class MailMarks {

    private static final Pattern MACHINE_SENDER = Pattern.compile(
            "(mailer-daemon|postmaster|mail-daemon|no-?reply|do-?not-?reply|noreply-.*|bounces?)([+=-].*)?@.*");

    private MailMarks() {}

    static Set<Mark> of(MimePart mail, String sender, ChannelAccount account) {
        var marks = EnumSet.noneOf(Mark.class);
        if (isAutomatic(mail, sender)) {
            marks.add(Mark.AUTOMATIC);
        }
        if (isUnproven(mail, account)) {
            marks.add(Mark.SENDER_UNPROVEN);
        }
        return marks;
    }

    /// RFC 3834, and what mail programs do instead of it.
    private static boolean isAutomatic(MimePart mail, String sender) {
        var isAnswerToInvitation = MimePart.leaves(mail)
                .anyMatch(part -> part.type().equals("text/calendar")
                        && part.parameter("content-type", "method")
                                .filter("reply"::equalsIgnoreCase)
                                .isPresent());
        return says(mail, "auto-submitted", word -> !word.equals("no"))
                || says(mail, "precedence", Set.of("bulk", "junk", "list", "auto_reply", "auto-reply")::contains)
                || says(mail, "x-auto-response-suppress", word -> !word.equals("none"))
                || mail.hasHeaderThatStarts("list-")
                || mail.header("x-autoreply").isPresent()
                || mail.header("x-autorespond").isPresent()
                || mail.header("x-loop").isPresent()
                || mail.header("return-path")
                        .filter(path -> path.strip().equals("<>"))
                        .isPresent()
                || mail.type().equals("multipart/report")
                || MACHINE_SENDER.matcher(sender).matches()
                || isAnswerToInvitation;
    }

    private static boolean says(MimePart mail, String header, Predicate<String> means) {
        return mail.header(header)
                .map(value -> value.strip().toLowerCase(Locale.ROOT).split("[;,\\s(]", 2)[0])
                .filter(word -> !word.isEmpty())
                .filter(means)
                .isPresent();
    }

    /// Only the results of our own server count (RFC 8601). It writes on top, so its first result is the true one.
    private static boolean isUnproven(MimePart mail, ChannelAccount account) {
        return account.setting("authserv-id")
                .flatMap(own -> mail.headers("authentication-results").stream()
                        .map(result -> result.toLowerCase(Locale.ROOT))
                        .filter(result -> result.split("[;\\s]", 2)[0].equals(own.toLowerCase(Locale.ROOT)))
                        .findFirst())
                .filter(result -> result.matches("(?s).*[;\\s]dmarc\\s*=\\s*fail\\b.*"))
                .isPresent();
    }
}
