package io.glassline.bench.attacks;

import static io.glassline.bench.attacks.MailAttack.WORDS;
import static io.glassline.bench.attacks.MailAttack.body;
import static io.glassline.bench.attacks.MailAttack.utf8;
import static io.glassline.bench.attacks.MailNestingAttacks.each;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Bodies: pages, encodings, character sets, and the lines that mail programs put around quotes.
final class MailTextAttacks {

    private static final List<MailAttack> PAGES = List.of(
            page("a page of elements in elements, 100,000 deep", 100_000, n -> "<div>".repeat(n) + WORDS),
            page("tables in tables, 20,000 deep", 20_000, n -> "<table><tr><td>".repeat(n) + WORDS),
            page("quotes in quotes around empty lines", 200_000, n -> "<blockquote>".repeat(20) + "<br>".repeat(n)),
            page("lists in lists", 50_000, n -> "<ol><li>".repeat(n) + WORDS),
            page("bold and never ended", 100_000, n -> "<b>".repeat(n) + "<p>".repeat(n / 10) + WORDS),
            page("links in links", 50_000, n -> "<a href=http://x.example/>".repeat(n) + WORDS),
            page("misnested ends", 50_000, n -> "<b><i><p></b></i>".repeat(n) + WORDS),
            page("an attribute of 10 MB", 10_000_000, n -> WORDS + "<p style='" + "x".repeat(n) + "'>"),
            page("100,000 attributes", 100_000, n -> "<p " + each(n, i -> "a%d=b ".formatted(i)) + ">" + WORDS),
            page("a class of 200,000 words", 200_000, n -> "<p class='" + "gmail ".repeat(n) + "'>" + WORDS),
            page("300,000 entities", 300_000, n -> "&#x1F600;".repeat(n)),
            page("entities that are none", 300_000, n -> "&amp".repeat(n) + "&" + "x".repeat(n)),
            page("a comment that does not end", 900_000, n -> WORDS + "<!--" + "-".repeat(n)),
            page("a script that does not end", 900_000, n -> WORDS + "<script>" + "<".repeat(n)),
            page("300,000 pictures that the mail brings along", 300_000, n -> WORDS + "cid:".repeat(n)),
            page(
                    "30,000 pictures with ids of their own",
                    30_000,
                    n -> WORDS + each(n, i -> "<img src='cid:%%%d'>".formatted(i))),
            page("a page of 1,000,000 signs for smaller", 1_000_000, n -> WORDS + "<".repeat(n)));

    private static final List<MailAttack> ENCODINGS = List.of(
            plain("soft line breaks and nothing else", 1_000_000, "quoted-printable", "=\r\n"::repeat),
            plain("blanks before line breaks", 1_000_000, "quoted-printable", n -> WORDS + " ".repeat(n) + "\r\n"),
            plain("escapes that are none", 1_000_000, "quoted-printable", "=Z="::repeat),
            plain("base64 that is none, 3 MB", 1_000_000, "base64", "=!a"::repeat),
            plain("base64, a character on each line", 500_000, "base64", "A\r\n"::repeat),
            plain("an encoding that does not exist", 1_000, "x-{from}", n -> WORDS.repeat(n)),
            charset("a character set that does not exist", 1_000, "x-none-such", n -> WORDS.repeat(n)),
            charset("a character set with a name of 1 MB", 1_000, "x" + "y".repeat(1_000_000), n -> WORDS.repeat(n)),
            charset("UTF-7 in runs", 300_000, "utf-7", "+2D3eAA-+"::repeat),
            charset("UTF-7 of one run", 1_000_000, "utf-7", "+"::repeat),
            charset("changes of the set in ISO-2022-JP", 300_000, "iso-2022-jp", "\u001b$B!!\u001b(B"::repeat),
            charset(
                    "changes of the set in ISO-2022-KR",
                    300_000,
                    "iso-2022-kr",
                    n -> "\u001b$)C" + "\u000e!!\u000f".repeat(n)),
            charset(
                    "changes of the set in ISO-2022-CN",
                    300_000,
                    "iso-2022-cn",
                    n -> "\u001b$)A" + "\u000e!!\u000f".repeat(n)),
            charset("half characters of UTF-16", 500_001, "utf-16", n -> "\u00d8\0".repeat(n / 2) + "x"),
            charset("UTF-32 beyond its end", 250_000, "utf-32", "\u00ff\u00ff\u00ff\u00ff"::repeat),
            charset(
                    "a character set for machines that sort",
                    100_000,
                    "x-COMPOUND_TEXT",
                    "\u001b%/1\u0080\u0085"::repeat),
            plain("NUL, 1 MB", 1_000_000, "8bit", n -> WORDS + "\0".repeat(n)),
            plain("bare CR and bare LF", 300_000, "8bit", n -> WORDS + "\r\n\n\r".repeat(n)),
            plain("one line of 5 MB", 5_000_000, "8bit", n -> WORDS + "x".repeat(n)),
            plain("marks above one letter", 100_000, "8bit", n -> WORDS + utf8("e" + "\u0301".repeat(n))),
            plain(
                    "families of emoji",
                    20_000,
                    "8bit",
                    n -> utf8("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(n))),
            plain("directions in directions", 100_000, "8bit", n -> WORDS + utf8("\u202E\u2066".repeat(n))));

    private static final List<MailAttack> QUOTES = List.of(
            quote("marks of quotes on one line", 100_000, n -> WORDS + "\r\n" + "> ".repeat(n)),
            quote("lines that wrote", 8_000, n -> "On Mon, Mar 4, 2030 at 9:14 a@x.example wrote:\r\n".repeat(n / 2)),
            quote("lines that almost wrote", 10_000, "On Mon, Mar 4, 2030\r\nat 9:14\r\n"::repeat),
            quote("heads of mails", 4_000, n -> "From: a@x.example\r\nSent: Mon 4\r\nTo: b@x.example\r\n".repeat(n)),
            quote("titles of mails", 6_000, n -> "-----Original Message-----\r\n\r\n".repeat(n)),
            quote("a quote on every second line", 40_000, "> a\r\nb\r\n"::repeat),
            quote("opening brackets at the ends of lines", 50_000, "a <\r\n"::repeat),
            quote("links broken over lines", 8_000, "> http://x.example/a\r\nb>\r\n> c\r\n"::repeat),
            quote("dashes", 100_000, "--\r\n"::repeat),
            quote("rules of every kind", 200_000, n -> "-_=*".repeat(n / 4)),
            quote("colons", 50_000, ":\r\n: \r\n"::repeat),
            quote("lines of a signature of phones", 5_000, n -> "Sent from my iPhone\r\n".repeat(n)),
            quote("blank lines and quotes", 60_000, n -> "\r\n".repeat(n) + "> a\r\n".repeat(n / 2)),
            quote(
                    "forwards in forwards",
                    5_000,
                    n -> "> ".repeat(20) + "---------- Forwarded message ---------\r\n".repeat(n)),
            body(
                    "lines that go on, 200,000",
                    200_000,
                    "Content-Type: text/plain; format=flowed; delsp=yes",
                    "> \r\n"::repeat));

    static final List<MailAttack> ALL =
            Stream.of(PAGES, ENCODINGS, QUOTES).flatMap(List::stream).toList();

    private MailTextAttacks() {}

    private static MailAttack page(String kind, int size, IntFunction<String> page) {
        return body(kind, size, "Content-Type: text/html; charset=utf-8", page);
    }

    private static MailAttack plain(String kind, int size, String encoding, IntFunction<String> text) {
        return body(
                kind, size, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + encoding, text);
    }

    private static MailAttack charset(String kind, int size, String name, IntFunction<String> text) {
        return body(kind, size, "Content-Type: text/plain; charset=" + name, text);
    }

    private static MailAttack quote(String kind, int size, IntFunction<String> text) {
        return body(
                kind,
                size,
                "Subject: Re: Trash\r\nIn-Reply-To: <a@x.example>\r\nContent-Type: text/plain; charset=utf-8",
                text);
    }
}
