package io.glassline.bench.attacks;

import static io.glassline.bench.attacks.MailAttack.HEAD;
import static io.glassline.bench.attacks.MailAttack.WORDS;
import static io.glassline.bench.attacks.MailAttack.headers;
import static io.glassline.bench.attacks.MailAttack.utf8;
import static io.glassline.bench.attacks.MailNestingAttacks.each;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Headers without number or end, addresses, ids, dates and encoded words.
///
/// CVE-2024-23184 (address headers), CVE-2026-27859 (RFC 2231), MimeKit's `MaxAddressGroupDepth`, and their like.
final class MailHeaderAttacks {

    private static final String ASKING = "\r\n\r\n" + WORDS + "\r\n";

    private static final List<MailAttack> LONG = List.of(
            headers("100,000 header lines", 100_000, "X-A: b\r\n"::repeat),
            new MailAttack(
                    "100,000 header lines before the sender's",
                    100_000,
                    n -> "Message-ID: {id}\r\n" + "Received: from x\r\n".repeat(n) + "From: {from}" + ASKING),
            headers("a header of 5 MB", 5_000_000, n -> "X-A: " + "b".repeat(n)),
            headers("200,000 folded lines of blanks", 200_000, n -> "X-A: b\r\n" + " \t \r\n".repeat(n)),
            headers("lines without a colon", 100_000, n -> "no colon\r\n".repeat(n)),
            headers("names without a name", 100_000, n -> ": x\r\n".repeat(n)),
            headers("a subject of 2 MB", 2_000_000, n -> "Subject: " + "trash day ".repeat(n / 10)),
            headers("a type of 2 MB", 2_000_000, n -> "Content-Type: text/" + "p".repeat(n)),
            headers("2,000 types", 2_000, n -> "Content-Type: text/plain; charset=x\r\n".repeat(n)),
            headers("10,000 results of servers", 10_000, n -> "Authentication-Results: x; dmarc=pass\r\n".repeat(n)),
            headers("comments in results, 5,000 deep", 5_000, n -> "Authentication-Results: " + "(".repeat(n)),
            headers("a length that is a lie", 5, n -> "Content-Length: " + n + "\r\nLines: -1"),
            headers("a line that is an mbox's", 1_000, "From x Mon Mar  4 2030\r\n"::repeat),
            headers("a NUL in a name and in a value", 1_000, n -> "X-\0A: b\0\r\n".repeat(n)),
            headers(
                    "a header of another mail inside a subject",
                    1,
                    n -> "Subject: =?utf-8?q?Trash=0D=0ABcc:_all@city.example=0D=0A=0D=0Aday=3F?="));

    private static final List<MailAttack> ADDRESSES = List.of(
            new MailAttack(
                    "2,000 senders of 10,000 characters",
                    2_000,
                    n -> "Message-ID: {id}\r\n" + ("From: " + "a".repeat(10_000) + "\r\n").repeat(n / 4)
                            + "Sender: {from}" + ASKING),
            headers("100,000 recipients", 100_000, n -> "To: " + "a@x.example, ".repeat(n)),
            headers("100,000 headers of recipients", 100_000, "To: a@x.example\r\n"::repeat),
            headers("2,000 places to answer to", 2_000, n -> ("Reply-To: " + "b".repeat(2_000) + "\r\n").repeat(n)),
            from("groups in groups, 100,000 deep", 100_000, n -> "a:".repeat(n) + "{from}" + ";".repeat(n)),
            from("groups in groups around a sender", 1_000, n -> "a:".repeat(n) + "{from}" + ";".repeat(n)),
            from("comments in a sender, 100,000 deep", 100_000, n -> "(".repeat(n) + ")".repeat(n) + "{from}"),
            from("comments in a sender that do not end", 4_000, n -> "<{from}> " + "(".repeat(n)),
            from("quotes in a sender that do not end", 9_000, n -> "<{from}> \"" + "\\\"".repeat(n / 2)),
            from("blanks in a sender", 9_000, n -> "<a" + " ".repeat(n) + "@x.example>, {from}"),
            from("dots and blanks in a sender", 9_000, n -> "<a" + " . ".repeat(n / 3) + "@x.example>, {from}"),
            from("signs of an address", 9_000, n -> "@".repeat(n) + ", {from}"),
            from("a sender's name of 2 MB", 2_000_000, n -> "\"" + "n".repeat(n) + "\" <{from}>"),
            from("brackets in a sender", 9_000, n -> "<".repeat(n) + "{from}>"),
            from("routes in a sender", 1_000, n -> "<" + "@a.example,".repeat(n / 2) + ":{from}>"),
            from("a domain of 9,000 labels", 9_000, n -> "<a@" + "a.".repeat(n / 2) + "example>, {from}"));

    private static final List<MailAttack> IDS_AND_DATES = List.of(
            headers(
                    "references and what is answered, 2 MB each",
                    200_000,
                    n -> "References: " + each(n, i -> "<%d@x> ".formatted(i)) + "\r\nIn-Reply-To: "
                            + each(n, i -> "<%d@x> ".formatted(i))),
            headers(
                    "references that do not end",
                    2_000_000,
                    n -> "References: " + ("<" + "a".repeat(900)).repeat(n / 901)),
            headers("references that only begin", 2_000_000, n -> "References: " + "<".repeat(n)),
            headers("100,000 headers of references", 100_000, n -> each(n, i -> "References: <%d@x>\r\n".formatted(i))),
            new MailAttack(
                    "an id of 899 characters of three bytes",
                    899,
                    n -> "Message-ID: <" + utf8(each(n, i -> String.valueOf((char) (0x4e00 + i * 7 % 20_000))))
                            + ">\r\n" + "From: <{from}>\r\nMessage-ID: {id}" + ASKING),
            headers("1,000 ids", 1_000, n -> each(n, i -> "Message-ID: <%d@x>\r\n".formatted(i))),
            date("a date in a million years", n -> "Mon, 4 Mar 999999999 10:00:00 +0000"),
            date("a date before all years", n -> "Mon, 4 Mar -999999999 10:00:00 +0000"),
            date("a date that is none", n -> "99 Foo 99999999999999999999 99:99:99 +99999"),
            date("a zone far away", n -> "Mon, 4 Mar 2024 10:00:00 +2147483648"),
            date("comments in a date", n -> "(".repeat(190)),
            date("comments in a date, 100,000 deep", n -> "(".repeat(100_000) + ")".repeat(100_000)),
            date("a date of one sign", n -> "-"),
            date("a date of 9", n -> "9".repeat(190)));

    private static final List<MailAttack> ENCODED = List.of(
            headers(
                    "encoded words in character sets that are none, 2 MB",
                    150_000,
                    n -> "Subject: " + each(n, i -> "=?c%x?q?a?= ".formatted(i))),
            headers("encoded words with nothing in them, 2 MB", 150_000, n -> "Subject: " + "=?utf-8?q??= ".repeat(n)),
            headers("encoded words that do not end, 2 MB", 2_000_000, n -> "Subject: " + "=?a?q?".repeat(n / 6)),
            headers(
                    "encoded words of changing character sets",
                    40_000,
                    n -> "Subject: " + "=?utf-7?q?+AAA?= =?iso-2022-jp?b?GyRC?= ".repeat(n)),
            headers("encoded words in the sender's name", 40_000, n -> "Sender: " + "=?x?b?AAAA?= ".repeat(n)),
            headers(
                    "a parameter in 100,000 pieces",
                    100_000,
                    n -> "Content-Type: text/plain" + each(n, i -> ";\r\n name*%d*=a".formatted(i))),
            headers(
                    "a parameter in pieces that escape each other",
                    100_000,
                    n -> "Content-Disposition: attachment; filename*0*=utf-8''" + "%25".repeat(n)),
            headers(
                    "100,000 parameters with one name",
                    100_000,
                    n -> "Content-Type: text/plain" + ";charset=x".repeat(n)),
            headers("200,000 semicolons", 200_000, n -> "Content-Type: text/plain" + ";".repeat(n) + "charset=x"),
            headers(
                    "a parameter whose quotes do not end",
                    200_000,
                    n -> "Content-Type: text/plain; charset=\"" + "\\".repeat(n)));

    static final List<MailAttack> ALL = Stream.of(LONG, ADDRESSES, IDS_AND_DATES, ENCODED)
            .flatMap(List::stream)
            .toList();

    private MailHeaderAttacks() {}

    private static MailAttack from(String kind, int size, IntFunction<String> from) {
        return new MailAttack(kind, size, n -> "Message-ID: {id}\r\nFrom: " + from.apply(n) + ASKING);
    }

    private static MailAttack date(String kind, IntFunction<String> date) {
        return new MailAttack(kind, 1, n -> HEAD + "Date: " + date.apply(n) + ASKING);
    }
}
