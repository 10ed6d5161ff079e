package io.glassline.channels.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.channels.Wording;
import io.glassline.channels.email.mime.MimePart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A report in the form of RFC 5965 on a mail of ours, by what it says it is about.
enum Complaint {
    /// Whoever had the mail wants no more of them.
    UNWANTED,
    /// Nothing follows from it: somebody wants our mail, or a domain's owner is told of its signatures
    /// (RFC 6591).
    OF_NO_CONSEQUENCE,
    /// Somebody takes our mail for fraud, or found a virus in it, or says what this program does not
    /// know: a person has to see it, and nobody is opted out for it.
    FOR_A_PERSON;

    private static final Set<String> OPT_OUT = Set.of("abuse", "opt-out", "opt-out-list");
    private static final Set<String> KNOWN = Set.of("not-spam", "auth-failure", "dmarc");
    private static final int KIND_MAX_CHARS = 40;

    /// Empty when the mail is no such report.
    static Optional<Complaint> of(MimePart mail) {
        return kind(mail)
                .map(kind ->
                        OPT_OUT.contains(kind) ? UNWANTED : KNOWN.contains(kind) ? OF_NO_CONSEQUENCE : FOR_A_PERSON);
    }

    /// Heard only about a mail that we did send, and said of whoever our own record says it went to.
    /// Empty where a person is to read the report.
    static Optional<Receipt> receipt(MimePart mail, WebhookCall call, ChannelAccount account) {
        return of(mail).flatMap(complaint -> MailReports.ours(mail, call, account)
                .flatMap(token -> switch (complaint) {
                    case UNWANTED ->
                        Optional.of(new Receipt.Events(List.of(new ChannelEvent.Unwanted(
                                token.part().toString(),
                                ChannelEvent.Scope.ALL,
                                Wording.legible("complained to the mail provider: "
                                        + kind(mail).orElseThrow()),
                                call.receivedAt()))));
                    case OF_NO_CONSEQUENCE ->
                        Optional.of(new Receipt.Nothing("a report on a mail of ours from which nothing follows"));
                    case FOR_A_PERSON -> Optional.empty();
                }));
    }

    /// A report that a person passes on is that person's.
    private static Optional<String> kind(MimePart mail) {
        return mail.type().equals("multipart/report")
                ? MimePart.leaves(mail)
                        .filter(part -> part.type().equals("message/feedback-report"))
                        .map(part -> MimePart.read(part.text().strip().getBytes(UTF_8)))
                        .findFirst()
                        .map(feedback -> feedback.header("feedback-type").orElse("none"))
                        .map(kind -> kind.strip().toLowerCase(Locale.ROOT).split("[\\s;(]", 2)[0])
                        .map(kind -> kind.substring(0, Math.min(kind.length(), KIND_MAX_CHARS)))
                : Optional.empty();
    }
}
