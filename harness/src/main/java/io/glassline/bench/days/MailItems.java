package io.glassline.bench.days;

import static io.glassline.bench.days.Outcome.ANSWERED;
import static io.glassline.bench.days.Outcome.BESIDE_WORDS;
import static io.glassline.bench.days.Outcome.CONSENT;
import static io.glassline.bench.days.Outcome.MACHINE;
import static io.glassline.bench.days.Outcome.REPORT;
import static io.glassline.bench.days.Outcome.WITH_A_PERSON;

import io.glassline.bench.days.Item.Draft;
import io.glassline.bench.days.Item.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Mail, as programs and people write it.
final class MailItems {

    private static final Set<Outcome> A_QUESTION = Set.of(ANSWERED, WITH_A_PERSON);
    private static final String WORDS = "When is trash day on Elm Street?";

    static final List<ItemMaker> ALL = List.of(
            new ItemMaker("question", 6, chance -> List.of(mail(chance, "question", A_QUESTION, chance.question()))),
            new ItemMaker(
                    "through a list",
                    2,
                    chance -> List.of(mail(
                            chance,
                            "through a list",
                            A_QUESTION,
                            WORDS,
                            "List-Id: <block.example>",
                            "Precedence: list"))),
            new ItemMaker(
                    "a person's mail marked as a machine's",
                    2,
                    chance -> List.of(mail(
                            chance,
                            "a person's mail marked as a machine's",
                            Set.of(ANSWERED, WITH_A_PERSON),
                            "There is a fire hydrant leaking on Elm Street and nobody comes. Please send someone. Ana",
                            "X-Auto-Response-Suppress: All"))),
            new ItemMaker(
                    "forward",
                    2,
                    chance -> List.of(mail(
                            chance,
                            "forward",
                            A_QUESTION,
                            "Please see below.\r\n\r\n---------- Forwarded message ---------\r\nFrom: Bo <bo@x.example>\r\n"
                                    + "Date: Mon, Mar 4, 2030\r\nSubject: bins\r\nTo: ana@x.example\r\n\r\nThe bins were not taken.",
                            "Subject: Fwd: bins"))),
            new ItemMaker(
                    "odd addresses",
                    2,
                    chance -> List.of(mail(
                            chance, "odd addresses", A_QUESTION, WORDS, "Cc: clerk, undisclosed-recipients:;, <>"))),
            new ItemMaker(
                    "out of office",
                    2,
                    chance -> List.of(mail(
                            chance,
                            "out of office",
                            Set.of(MACHINE),
                            "I am out of the office until Monday.",
                            "Auto-Submitted: auto-replied",
                            "Subject: Out of office"))),
            new ItemMaker("bounce of nobody's mail", 2, MailItems::bounce),
            new ItemMaker("abuse report", 1, MailItems::abuse),
            new ItemMaker(
                    "too large",
                    1,
                    chance -> List.of(mail(
                            chance,
                            "too large",
                            A_QUESTION,
                            WORDS + "\r\n" + "long line of a log\r\n".repeat(60_000)))),
            new ItemMaker("photo and words", 2, MailItems::photo),
            new ItemMaker("STOP and then a question", 1, MailItems::stop),
            new ItemMaker("one Message-ID twice", 1, MailItems::sameId),
            new ItemMaker(
                    "attack",
                    1,
                    chance -> List.of(mail(
                            chance,
                            "attack",
                            A_QUESTION,
                            chance.oneOf(Attacks.WORDS).replace("\u0000", ""),
                            "References: " + "<a@b.example> ".repeat(500)))));

    private MailItems() {}

    private static String who(Chance chance) {
        return "ana%d@home%d.example".formatted(chance.fresh(), chance.fresh());
    }

    private static Draft mail(Chance chance, String kind, Set<Outcome> may, String words, String... headers) {
        return mail(chance, kind, Duration.ZERO, who(chance), may, words, headers);
    }

    private static Draft mail(
            Chance chance,
            String kind,
            Duration after,
            String from,
            Set<Outcome> may,
            String words,
            String... headers) {
        var id = "<m%d@mail.example>".formatted(chance.fresh());
        return raw(kind, after, from, id, may, List.of(headers), "Content-Type: text/plain; charset=utf-8", words);
    }

    private static Draft raw(
            String kind,
            Duration after,
            String from,
            String id,
            Set<Outcome> may,
            List<String> headers,
            String type,
            String body) {
        var all = new ArrayList<>(List.of(
                "From: Ana <" + from + ">", "To: help@city.example", "Message-ID: " + id, "MIME-Version: 1.0", type));
        if (headers.stream().noneMatch(header -> header.startsWith("Subject:"))) {
            all.add("Subject: A question");
        }
        all.addAll(headers);
        return new Draft(
                kind,
                after,
                new Key.ByMailId(id, from),
                from + " " + headers + ": " + body.substring(0, Math.min(body.length(), 80)),
                may,
                world -> world.mail(from, String.join("\r\n", all) + "\r\n\r\n" + body));
    }

    private static List<Draft> bounce(Chance chance) {
        var id = "<b%d@mail.example>".formatted(chance.fresh());
        return List.of(raw(
                "bounce of nobody's mail",
                Duration.ZERO,
                "mailer-daemon@mail.example",
                id,
                Set.of(MACHINE, REPORT, WITH_A_PERSON),
                List.of("Subject: Undelivered Mail Returned to Sender", "Auto-Submitted: auto-replied"),
                "Content-Type: multipart/report; report-type=delivery-status; boundary=B",
                "--B\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n--B\r\n"
                        + "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
                        + "Final-Recipient: rfc822; nobody@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--B--\r\n"));
    }

    private static List<Draft> abuse(Chance chance) {
        var id = "<f%d@mail.example>".formatted(chance.fresh());
        return List.of(raw(
                "abuse report",
                Duration.ZERO,
                "fbl@mail.example",
                id,
                Set.of(MACHINE, REPORT, WITH_A_PERSON),
                List.of("Subject: complaint"),
                "Content-Type: multipart/report; report-type=feedback-report; boundary=B",
                "--B\r\nContent-Type: text/plain\r\n\r\nThis is a report.\r\n--B\r\n"
                        + "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x\r\n"
                        + "Version: 1\r\nOriginal-Rcpt-To: ana@x.example\r\n--B--\r\n"));
    }

    private static List<Draft> photo(Chance chance) {
        var id = "<p%d@mail.example>".formatted(chance.fresh());
        return List.of(raw(
                "photo and words",
                Duration.ZERO,
                who(chance),
                id,
                Set.of(ANSWERED, WITH_A_PERSON, BESIDE_WORDS),
                List.of(),
                "Content-Type: multipart/mixed; boundary=B",
                "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe lamp at 12 Elm Street is broken.\r\n--B\r\n"
                        + "Content-Type: image/jpeg; name=lamp.jpg\r\nContent-Disposition: attachment; filename=lamp.jpg\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==\r\n--B--\r\n"));
    }

    private static List<Draft> stop(Chance chance) {
        var who = who(chance);
        return List.of(
                mail(chance, "question", Duration.ZERO, who, A_QUESTION, chance.question()),
                mail(
                        chance,
                        "says STOP",
                        Duration.ofMinutes(2),
                        who,
                        Set.of(ANSWERED, CONSENT, WITH_A_PERSON),
                        "STOP",
                        "Subject: STOP"));
    }

    /// Two people's programs have made the same Message-ID.
    private static List<Draft> sameId(Chance chance) {
        var id = "<same%d@mail.example>".formatted(chance.fresh());
        var type = "Content-Type: text/plain; charset=utf-8";
        return List.of(
                raw("one Message-ID twice", Duration.ZERO, who(chance), id, A_QUESTION, List.of(), type, WORDS),
                raw(
                        "one Message-ID twice",
                        Duration.ofMinutes(1),
                        who(chance),
                        id,
                        A_QUESTION,
                        List.of(),
                        type,
                        "Where is the library?"));
    }
}
