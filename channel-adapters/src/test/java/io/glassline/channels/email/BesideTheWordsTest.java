package io.glassline.channels.email;

import static io.glassline.channels.email.MailAtTheCity.mail;
import static io.glassline.channels.email.MailAtTheCity.shown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What programs put beside the words is no attachment; what people attach is.
class BesideTheWordsTest {

    private static final String TEXT = "Look at it.";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an S/MIME signature        | application/pkcs7-signature; name=smime.p7s¶Content-Disposition: attachment; filename=smime.p7s
            the same, type unknown     | application/octet-stream¶Content-Disposition: attachment; filename=smime.p7s
            a PGP signature            | application/pgp-signature; name=signature.asc
            a PGP key                  | application/pgp-keys¶Content-Disposition: attachment; filename=key.asc
            Outlook's own form         | application/ms-tnef; name=winmail.dat¶Content-Disposition: attachment; filename=winmail.dat
            the same, type unknown     | application/octet-stream; name="WINMAIL.DAT"¶Content-Disposition: attachment
            a read receipt             | message/disposition-notification
            a delivery status          | message/delivery-status
            headers of another mail    | text/rfc822-headers
            a page for watches         | text/watch-html
            a page for AMP             | text/x-amp-html
            Apple's fork of a file     | application/applefile; name="._a"
            """)
    void whatProgramsAddIsNoAttachment(String kind, String type) {
        assertThat(shown(with(type, "x"))).isEqualTo("<m@x> from ana@example.org: \"Light\\nLook at it.\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a file                     | application/pdf; name=a.pdf¶Content-Disposition: attachment; filename=a.pdf       | application/pdf
            a picture without a page   | image/jpeg; name=a.jpg¶Content-ID: <a>¶Content-Disposition: inline; filename=a.jpg | image/jpeg
            a mail as a file           | message/rfc822¶Content-Disposition: attachment; filename=a.eml                    | message/rfc822
            """)
    void whatPeopleAttachIs(String kind, String type, String read) {
        assertThat(shown(with(type, "x")))
                .contains(" // <m@x>:part:1 from ana@example.org: " + read + " mail:attachment/0");
    }

    @Test
    void outlooksOwnFormIsAFileWhereNothingElseIsSaid() {
        assertThat(shown(mail("Content-Type: application/ms-tnef; name=winmail.dat\n", "x")))
                .contains("application/ms-tnef mail:attachment/0");
    }

    @Test
    void aLogoOfThePageIsNoAttachment() {
        var parts = "--b\nContent-Type: text/html\n\n<p>Look at it.<img src=\"cid:logo@x\"></p>\n"
                + "--b\nContent-Type: image/png; name=logo.png\nContent-ID: <logo@x>\nContent-Disposition: inline; filename=logo.png\n\nx\n--b--\n";
        assertThat(shown(mail("Subject: Light\nContent-Type: multipart/related; boundary=b\n", parts)))
                .isEqualTo("<m@x> from ana@example.org: \"Light\\nLook at it.\"");
    }

    private static final String EVENT = """
            BEGIN:VCALENDAR
            METHOD:%s
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:STANDARD
            DTSTART:19961027T030000
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            DTSTART;TZID="Europe/Berlin":20260310T090000
            DTEND;TZID="Europe/Berlin":20260310T100000
            SUMMARY;LANGUAGE=en:Look at the lamp\\, with Ben and the electrici
             an
            LOCATION:12 Elm Street\\nBack door
            END:VEVENT
            END:VCALENDAR
            """;

    @Test
    void anInvitationIsReadBesideTheWords() {
        assertThat(shown(with("text/calendar; method=REQUEST; charset=utf-8", EVENT.formatted("REQUEST"))))
                .isEqualTo("<m@x> from ana@example.org: \"Light\\nLook at it.\\nLook at the lamp, with Ben and the"
                        + " electrician\\n2026-03-10 09:00 (Europe/Berlin) – 2026-03-10 10:00 (Europe/Berlin)\\n12 Elm"
                        + " Street Back door\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/calendar; method=REQUEST
            application/ics; name=invite.ics
            """)
    void anInvitationAloneIsReadAsWords(String type) {
        assertThat(shown(mail("Subject: Visit\nContent-Type: " + type + "\n", EVENT.formatted("REQUEST"))))
                .startsWith(
                        "<m@x> from ana@example.org: \"Visit\\nLook at the lamp, with Ben and the electrician\\n2026-03-10 09:00");
    }

    @Test
    void aWholeDayAndTheTimeOfTheWorldAreWrittenPlainly() {
        var event =
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260310\nSUMMARY:Fair\nEND:VEVENT\nEND:VCALENDAR\n";
        assertThat(shown(with("text/calendar", event))).endsWith("Look at it.\\nFair\\n2026-03-10\"");
        assertThat(shown(with("text/calendar", event.replace(";VALUE=DATE:20260310", ":20260310T080000Z"))))
                .endsWith("Look at it.\\nFair\\n2026-03-10 08:00 UTC\"");
    }

    private static String with(String type, String content) {
        return mail(
                "Subject: Light\nContent-Type: multipart/mixed; boundary=b\n",
                "--b\nContent-Type: text/plain\n\n" + TEXT + "\n--b\nContent-Type: " + type.replace('¶', '\n') + "\n\n"
                        + content + "\n--b--\n");
    }
}
