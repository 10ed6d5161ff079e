package io.glassline.bench.attacks;

import static io.glassline.bench.attacks.MailAttack.HEAD;
import static io.glassline.bench.attacks.MailAttack.WORDS;
import static io.glassline.bench.attacks.MailAttack.body;
import static io.glassline.bench.attacks.MailAttack.headers;
import static io.glassline.bench.attacks.MailAttack.parts;
import static io.glassline.bench.attacks.MailNestingAttacks.each;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// What is attached, what programs report, and what is as large as it may be.
final class MailPartAttacks {

    /// Of a mail, as `MailboxFetch` takes it whole.
    private static final int MAIL_MAX_BYTES = 25 * 1024 * 1024;

    private static final String REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=b";
    private static final String RECIPIENT =
            "\r\nFinal-Recipient: rfc822; a@x.example\r\nAction: failed\r\nStatus: 5.1.1\r\n";
    private static final String TOKEN =
            "00000000-0000-0000-0000-000000000000.00000000-0000-0000-0000-000000000000.0123456789abcdef@";

    private static final List<MailAttack> ATTACHED = List.of(
            attached("a gzip that grows a thousandfold", 20_000_000, "a.gz", MailPartAttacks::gzip),
            attached("a zip that grows a thousandfold", 20_000_000, "a.zip", n -> zip(new byte[n])),
            attached("zips in zips", 6, "42.zip", MailPartAttacks::zips),
            attached(
                    "Outlook's own form, with lengths that are lies",
                    200_000,
                    "winmail.dat",
                    n -> repeated("x\u009f>\"\1\2\u00ff\u00ff\u00ff\177", n / 10)),
            parts("a file name that climbs", 1_000, n -> file("../".repeat(n) + "etc/passwd")),
            parts("a file name of 1 MB", 1_000_000, n -> file("a".repeat(n))),
            parts("a file name that runs backwards", 1, n -> file("=?utf-8?q?gpj=E2=80=AE.exe?=")),
            parts(
                    "10,000 names by which a page shows it",
                    10_000,
                    n -> "--b\r\nContent-Type: text/html\r\n\r\n" + "<img src=cid:a>\r\n"
                            + "--b\r\nContent-Type: image/png\r\nContent-ID: <a>\r\n\r\nx\r\n".repeat(n)),
            calendar("an event for ever", 1, n -> "RRULE:FREQ=SECONDLY;COUNT=999999999;BYSECOND=0,1,2\r\n"),
            calendar(
                    "an event in a zone of 1 MB",
                    1_000_000,
                    n -> "DTSTART;TZID=" + "Z".repeat(n) + ":20300304T090000\r\n"),
            calendar("an event at a place of 1 MB", 1_000_000, n -> "LOCATION:" + "L".repeat(n) + "\r\n"),
            calendar("an event on 100,000 folded lines", 100_000, n -> "SUMMARY:a\r\n" + " b\r\n".repeat(n)),
            calendar("100,000 events", 100_000, n -> "END:VEVENT\r\nBEGIN:VEVENT\r\n".repeat(n)),
            body(
                    "a calendar in a calendar",
                    50_000,
                    "Content-Type: text/calendar; method=REQUEST",
                    "BEGIN:VCALENDAR\r\n"::repeat),
            body(
                    "a program in a mail",
                    2_000,
                    "Content-Type: text/plain",
                    n -> "begin 644 a.exe\r\n" + "M<&5L;&\\\r\n".repeat(n)));

    private static final List<MailAttack> REPORTS = List.of(
            report(
                    "a report that names 100,000 recipients",
                    100_000,
                    n -> "--b\r\nContent-Type: message/delivery-status\r\n" + RECIPIENT.repeat(n)),
            report(
                    "a report of one recipient with 100,000 lines",
                    100_000,
                    n -> "--b\r\nContent-Type: message/delivery-status\r\n" + RECIPIENT + "X-A: b\r\n".repeat(n)),
            report(
                    "a diagnosis of 2 MB",
                    2_000_000,
                    n -> "--b\r\nContent-Type: message/delivery-status\r\n" + RECIPIENT + "Diagnostic-Code: smtp; "
                            + "5.0.0 ".repeat(n / 6)),
            report(
                    "ids that look like ours",
                    20_000,
                    n -> "--b\r\nContent-Type: text/plain\r\n\r\n" + (TOKEN + "\r\n").repeat(n)),
            report(
                    "signs of an address in a report",
                    2_000_000,
                    n -> "--b\r\nContent-Type: text/plain\r\n\r\n" + "@".repeat(n)),
            report(
                    "letters of an id in a report",
                    2_000_000,
                    n -> "--b\r\nContent-Type: text/plain\r\n\r\n" + "a".repeat(n)),
            report(
                    "reports in reports, 5,000 deep",
                    5_000,
                    n -> each(
                            n,
                            i ->
                                    "--b\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n")),
            report(
                    "300 mails that came back",
                    300,
                    n -> ("--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n" + "y".repeat(3_000) + "\r\n")
                            .repeat(n)),
            body(
                    "a complaint in a complaint, 5,000 deep",
                    5_000,
                    "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
                    n -> "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n\r\n".repeat(n)),
            body(
                    "a complaint of 2 MB",
                    2_000_000,
                    "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
                    n -> "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: " + "x".repeat(n)
                            + "\r\n"),
            body(
                    "a complaint about somebody else",
                    1,
                    "Content-Type: multipart/report; report-type=feedback-report; boundary=b",
                    n ->
                            "--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: ana@x.example\r\n--b--\r\n"),
            headers(
                    "a link to unsubscribe that is not ours",
                    1,
                    n -> "Subject: unsubscribe 00000000-0000-0000-0000-000000000000.0." + "0".repeat(32)));

    private static final List<MailAttack> LARGE = List.of(
            new MailAttack("a mail of exactly the limit", MAIL_MAX_BYTES, MailPartAttacks::ofSize),
            new MailAttack("a mail of one byte more than the limit", MAIL_MAX_BYTES + 1, MailPartAttacks::ofSize));

    static final List<MailAttack> ALL =
            Stream.of(ATTACHED, REPORTS, LARGE).flatMap(List::stream).toList();

    private MailPartAttacks() {}

    private static MailAttack attached(String kind, int size, String name, IntFunction<byte[]> file) {
        return parts(
                kind,
                size,
                n -> file(name)
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(file.apply(n)) + "\r\n");
    }

    private static String file(String name) {
        return "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"" + name
                + "\"\r\n";
    }

    private static MailAttack calendar(String kind, int size, IntFunction<String> event) {
        return parts(
                kind,
                size,
                n -> "--b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
                        + event.apply(n) + "END:VEVENT\r\n");
    }

    /// As mail servers send them, which anybody can be.
    private static MailAttack report(String kind, int size, IntFunction<String> parts) {
        return new MailAttack(
                kind,
                size,
                n -> "Message-ID: {id}\r\nReturn-Path: <>\r\nFrom: Mail Delivery System <{from}>\r\n"
                        + "X-Failed-Recipients: a@x.example\r\n"
                        + "Subject: Undelivered Mail Returned to Sender\r\n" + REPORT + "\r\n\r\n"
                        + "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n"
                        + parts.apply(n) + "--b--\r\n");
    }

    /// All of it so many bytes.
    private static String ofSize(int bytes) {
        var start = HEAD + "Subject: A question\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + WORDS
                + "\r\n" + file("a.bin") + "\r\n";
        var named = start.length() + MailRun.FROM_CHARS + MailRun.ID_CHARS - "{from}{id}".length();
        return start + "x".repeat(Math.max(0, bytes - named));
    }

    private static byte[] repeated(String bytes, int times) {
        return bytes.repeat(times).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(int bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[]... files) {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(packed)) {
            for (var n = 0; n < files.length; n++) {
                out.putNextEntry(new ZipEntry(n + ".zip"));
                out.write(files[n]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /// Each holds the one before ten times.
    private static byte[] zips(int levels) {
        var zip = zip(new byte[1_000_000]);
        for (var level = 1; level < levels; level++) {
            zip = zip(zip, zip, zip, zip, zip, zip, zip, zip, zip, zip);
        }
        return zip;
    }
}
