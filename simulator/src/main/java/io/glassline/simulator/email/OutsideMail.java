package io.glassline.simulator.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.glassline.simulator.provider.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The servers of everybody else, by the names of mailboxes that stand for what goes wrong, in any domain:
///
/// | mailbox | what becomes of a mail |
/// |---|---|
/// | `no-such-user` | 550 5.1.1 at once |
/// | `mailbox-full` | 452 4.2.2 at once |
/// | `greylisted` | 451 4.7.1 until the same sender comes again after a second |
/// | `gone-later` | taken, then a bounce of 5.1.1 |
/// | `full-later` | taken, then a bounce of 5.2.2 |
final class OutsideMail {

    private static final Duration GREY_FOR = Duration.ofSeconds(1);
    private static final int HEADERS_MAX_BYTES = 64 * 1024;

    private final InstantSource clock;
    private final Map<String, Instant> greeted = new ConcurrentHashMap<>();

    OutsideMail(InstantSource clock) {
        this.clock = clock;
    }

    Optional<String> refuses(String address) {
        return switch (mailbox(address)) {
            case "no-such-user" -> Optional.of("550 5.1.1 <" + address + ">: there is no such user");
            case "mailbox-full" -> Optional.of("452 4.2.2 <" + address + ">: the mailbox is full");
            case "greylisted" -> {
                var now = clock.instant();
                var first = greeted.computeIfAbsent(address, _ -> now);
                yield now.isBefore(first.plus(GREY_FOR))
                        ? Optional.of("451 4.7.1 <" + address + ">: greylisted, come again")
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /// What the other server sends back of a mail that it took.
    Optional<byte[]> bounce(String recipient, MailRules.Envelope envelope, byte[] mail) {
        return switch (mailbox(recipient)) {
            case "gone-later" -> Optional.of(report(recipient, envelope, mail, "5.1.1", "550 5.1.1 no such user"));
            case "full-later" -> Optional.of(report(recipient, envelope, mail, "5.2.2", "552 5.2.2 mailbox full"));
            default -> Optional.empty();
        };
    }

    /// As RFC 3464 has it, with the headers of the mail that came back.
    byte[] report(String recipient, MailRules.Envelope envelope, byte[] mail, String status, String diagnostic) {
        var domain = recipient.substring(recipient.lastIndexOf('@') + 1);
        var text = new String(mail, 0, Math.min(mail.length, HEADERS_MAX_BYTES), ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        return """
                From: Mail Delivery System <MAILER-DAEMON@%1$s>
                To: <%2$s>
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <%3$s@%1$s>
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="report"

                --report
                Content-Type: text/plain; charset=utf-8

                Your message could not be delivered to <%4$s>: %6$s

                --report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; %1$s

                Final-Recipient: rfc822; %4$s
                Action: failed
                Status: %5$s
                Diagnostic-Code: smtp; %6$s

                --report
                Content-Type: text/rfc822-headers

                %7$s

                --report--
                """.replace("\n", "\r\n")
                .formatted(
                        domain,
                        envelope.from(),
                        Ids.hex32(),
                        recipient,
                        status,
                        diagnostic,
                        end < 0 ? "" : text.substring(0, end))
                .getBytes(ISO_8859_1);
    }

    private static String mailbox(String address) {
        return address.substring(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase(Locale.ROOT);
    }
}
