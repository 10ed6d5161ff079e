package io.glassline.channels.email;

import static io.glassline.channels.email.MailAtTheCity.ours;
import static io.glassline.channels.email.MailAtTheCity.shown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What servers report of our mails sets what became of them; what people and holiday notes write about a
/// report does not.
class BouncesTest {

    private static final String FAILED = "FAILED OURS ref " + MailAtTheCity.ourReference();

    /// From, return path, subject and action of a report in the form of RFC 3464.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # kind                            | headers                                                            | the part for machines                                        | what is read
            failed                            | From: MAILER-DAEMON@x.example¶Return-Path: <>                      | Action: failed¶Status: 5.1.1                                 | FAILED code 5.1.1
            failed, from nobody               | From: <>                                                           | Action: failed¶Status: 5.1.1                                 | FAILED code 5.1.1
            failed, an odd sender             | From: Mail <bot@x.example>¶Return-Path: <>                         | Action: failed¶Status: 5.1.1                                 | FAILED code 5.1.1
            failed, no action                 | From: postmaster@x.example                                         | Status: 5.1.1                                                | FAILED code 5.1.1
            a full mailbox                    | From: MAILER-DAEMON@x.example                                      | Action: failed¶Status: 5.2.2                                 | FAILED code 5.2.2
            full, said in words               | From: MAILER-DAEMON@x.example                                      | Action: failed¶Status: 5.0.0¶Diagnostic-Code: smtp; 552 mailbox is full | FAILED code 5.2.2
            full, another number              | From: MAILER-DAEMON@x.example                                      | Action: failed¶Status: 5.1.1¶Diagnostic-Code: smtp; 550 user over quota. (#5.1.1) | FAILED code 5.2.2
            full for too long                 | From: MAILER-DAEMON@x.example                                      | Action: failed¶Status: 4.2.2¶Diagnostic-Code: smtp; 452 4.2.2 over quota | FAILED code 4.2.2
            a quota of ours                   | From: MAILER-DAEMON@x.example                                      | Action: failed¶Status: 5.7.1¶Diagnostic-Code: smtp; 550 5.7.1 sending quota exceeded | FAILED code 5.7.1
            tried for too long                | From: MAILER-DAEMON@x.example                                      | Action: failed¶Status: 4.4.7                                 | FAILED code 4.4.7
            delayed                           | From: MAILER-DAEMON@x.example                                      | Action: delayed¶Status: 4.4.1                                | nothing: a mail of ours is delayed or was passed on
            delayed, a number like a failure  | From: MAILER-DAEMON@x.example                                      | Action: delayed¶Status: 5.4.1                                | nothing: a mail of ours is delayed or was passed on
            passed on                         | From: MAILER-DAEMON@x.example                                      | Action: relayed¶Status: 2.1.9                                | nothing: a mail of ours is delayed or was passed on
            to a list                         | From: MAILER-DAEMON@x.example                                      | Action: expanded¶Status: 2.1.5                               | nothing: a mail of ours is delayed or was passed on
            delivered                         | From: MAILER-DAEMON@x.example                                      | Action: delivered¶Status: 2.1.5                              | DELIVERED
            """)
    void aReportSetsTheDeliveryOfOurMail(String kind, String headers, String status, String read) {
        var shown = shown(report(headers, status, ours()));
        assertThat(shown.replace(ours(), "OURS").replace(" OURS ref " + MailAtTheCity.ourReference(), ""))
                .isEqualTo(read);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Exim          | Mailer-Daemon@x                | Mail delivery failed: returning message to sender | A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.¶¶  ana@example.org¶    retry timeout exceeded | 5.4.7
            Exim, named   | postbote@x¶X-Failed-Recipients: ana@example.org | Mail delivery failed | ana@example.org: unrouteable address | 5.1.1
            qmail         | MAILER-DAEMON@x                | failure notice | Hi. This is the qmail-send program at x.¶I'm afraid I wasn't able to deliver your message to the following addresses.¶This is a permanent error; I've given up. Sorry it didn't work out.¶¶<ana@example.org>:¶Sorry, no mailbox here by that name. (#5.1.1)¶¶--- Below this line is a copy of the message. | 5.1.1
            qmail, full   | MAILER-DAEMON@x                | failure notice | Hi. This is the qmail-send program at x.¶I wasn't able to deliver your message.¶<ana@example.org>:¶user is over quota. | 5.2.2
            Exchange      | "System Administrator" <postmaster@x> | Undeliverable: Light | Your message did not reach some or all of the intended recipients.¶The e-mail account does not exist at the organization this message was sent to. | 5.1.1
            WorkMail      | postmaster@x.awsapps.com       | Delivery Status Notification (Failure) | Your message could not be delivered.¶Technical report: 550 5.1.1 recipient not found | 5.1.1
            Google Groups | mailer-daemon@googlemail.com   | Delivery Status Notification (Failure) | Hello help@city.example,¶We're writing to let you know that the group you tried to contact (x) may not exist | 5.1.1
            Domino        | Mail Router <mailrouter@x>     | DELIVERY FAILURE: User ana not listed in Domino Directory | Your message¶  Subject: Light¶was not delivered to:¶  ana@example.org¶because:¶  User ana not listed in Domino Directory | 5.1.1
            Sendmail      | MAILER-DAEMON@x                | Returned mail: see transcript for details | ----- The following addresses had permanent fatal errors -----¶<ana@example.org>¶----- Transcript of session follows -----¶550 5.1.1 <ana@example.org>... User unknown¶----- Original message follows ----- | 5.1.1
            MDaemon       | MDaemon at x <MDaemon@x>       | Undeliverable Mail | The attached message had PERMANENT fatal delivery errors!¶No such user here | 5.1.1
            OpenSMTPD     | Mailer Daemon <MAILER-DAEMON@x>| Delivery status notification: error | Hi! This is the MAILER-DAEMON, please DO NOT REPLY to this email.¶An error has occurred while attempting to deliver a message for the following list of recipients:¶ana@example.org: 550 5.1.1 unknown | 5.1.1
            Mail.ru       | mailer-daemon@corp.mail.ru     | Mail failure. | This message was created automatically.¶A message that you sent could not be delivered: mailbox is full | 5.2.2
            a phone firm  | post_master@vtext.example      | Undelivered Mail Returned to Sender | Error: undeliverable. Invalid recipient. | 5.1.1
            bounces@      | bounces@x¶Return-Path: <>      | Undelivered Mail Returned to Sender | Your message could not be delivered: user unknown | 5.1.1
            """)
    void aReportInWordsSetsItToo(String kind, String from, String subject, String words, String code) {
        assertThat(shown(lines("From: " + from + "¶Subject: " + subject + "¶Message-ID: <b@x>¶¶" + words
                                + "¶¶Return-Path: <help@city.example>¶Message-ID: OURS¶Subject: Re: Light¶"))
                        .replace(ours(), "OURS"))
                .isEqualTo(FAILED + " code " + code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            late, in words          | From: Mailer-Daemon@x¶Subject: Warning: message 1abc delayed 24 hours | This message was created automatically. A message that you sent has not yet been delivered. No action is required on your part.
            late, by qmail's kind   | From: MAILER-DAEMON@x¶Subject: Delivery delayed | It will be retried. You do not need to resend your message. Temporary failure.
            arrived, in words       | From: postmaster@x¶Subject: Delivery Status Notification | Your message was successfully delivered.
            """)
    void whatIsLateOrArrivedDidNotFail(String kind, String headers, String words) {
        assertThat(shown(lines(headers + "¶Message-ID: <b@x>¶¶" + words + "¶¶Message-ID: OURS¶")))
                .startsWith("nothing: a mail of ours");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # kind                                     | headers                                                                                       | words                                                                  | marks
            a holiday note that quotes a bounce        | From: Ana <ana@example.org>¶Return-Path: <>¶Subject: Automatic reply: Light¶Auto-Submitted: auto-replied | I am out of the office until Monday.¶> Your message could not be delivered: 550 5.1.1 user unknown | [AUTOMATIC]
            a holiday note with the whole mail below   | From: Ana <ana@example.org>¶Return-Path: <>¶Subject: Re: Light¶Auto-Submitted: auto-replied   | I am away.¶¶----- Original message -----¶Message-ID: OURS¶¶The mailbox does not exist, delivery has failed. | [AUTOMATIC]
            a holiday note of a postmaster             | From: postmaster@x.example¶Subject: Out of office: Light                                      | I am on holiday. Mail to the old address is undeliverable.            | [AUTOMATIC]
            a person on a bounce                       | From: Ana <ana@example.org>¶Subject: Mail delivery failed: what is this?                     | I got this from you:¶Delivery has failed, 550 5.1.1 user unknown.      | []
            a person passes a bounce on                | From: Ana <ana@example.org>¶Subject: Fwd: Undelivered Mail Returned to Sender                 | Why?¶---------- Forwarded message ---------¶From: MAILER-DAEMON@x¶Subject: Undelivered Mail¶¶could not be delivered 5.1.1 | []
            the postmaster answers himself             | From: postmaster@x.example¶Subject: Re: Light                                                 | The old address does not exist. Please write to ana2@example.org.      | [NO_AUTOMATIC_ANSWER]
            a ticket system                            | From: noreply@tickets.example¶Subject: [Request received] Light¶Auto-Submitted: auto-generated | Your request (123) has been received. If the page does not exist, write again. | [AUTOMATIC]
            held by a filter                           | From: noreply@filter.example¶Subject: Please confirm your message                             | Your message was rejected for now. Confirm that you are a person.       | [NO_AUTOMATIC_ANSWER]
            """)
    void aPersonOrAHolidayNoteIsNoReport(String kind, String headers, String words, String marks) {
        var shown = shown(lines(headers + "¶Message-ID: <b@x>¶¶" + words + "¶¶Message-ID: OURS¶"));
        assertThat(shown).startsWith("<b@x> from ").doesNotContain("FAILED");
        assertThat(shown.endsWith("]") ? shown.replaceAll("(?s).*\" ?\\[", "[") : "[]")
                .isEqualTo(marks);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            passed on with its parts   | From: Ana <ana@example.org>¶Return-Path: <ana@example.org>¶Subject: Fwd: Undelivered Mail Returned to Sender | multipart/mixed
            passed on as it was        | From: Ana <ana@example.org>¶Return-Path: <ana@example.org>¶Subject: Undelivered Mail Returned to Sender      | multipart/report; report-type=delivery-status
            a holiday note with parts  | From: Ana <ana@example.org>¶Return-Path: <>¶Subject: Re: Undelivered Mail                                   | multipart/mixed
            """)
    void aReportThatAPersonPassesOnIsThatPersons(String kind, String headers, String type) {
        var shown = shown(report(headers, "Action: failed¶Status: 5.1.1", ours())
                .replace("multipart/report; report-type=delivery-status", type));
        assertThat(shown).startsWith("<b@x> from ana@example.org: ").doesNotContain("FAILED");
    }

    @ParameterizedTest
    @CsvSource({
        "<not-ours@x>",
        "<7d0b6b6e-0f0f-4b7e-8a53-1f2e3d4c5b6a.00000000-0000-0001-0000-000000000002.0123456789abcdef@city.example>"
    })
    void aReportOnAMailThatWeNeverSentSaysNothingOfAny(String id) {
        assertThat(shown(report("From: MAILER-DAEMON@x.example", "Action: failed¶Status: 5.1.1", id)))
                .startsWith("<b@x> from mailer-daemon@x.example: ")
                .endsWith("[AUTOMATIC]");
    }

    private static String report(String headers, String status, String id) {
        return lines(headers + "¶Message-ID: <b@x>¶MIME-Version: 1.0¶"
                        + "Content-Type: multipart/report; report-type=delivery-status; boundary=b¶¶"
                        + "--b¶¶This is the mail system.¶"
                        + "--b¶Content-Type: message/delivery-status¶¶Reporting-MTA: dns; x.example¶¶"
                        + "Final-Recipient: rfc822; ana@example.org¶" + status + "¶¶"
                        + "--b¶Content-Type: message/rfc822¶¶From: help@city.example¶Message-ID: ID¶¶words¶--b--¶")
                .replace("ID: ID\n", "ID: " + id + "\n");
    }

    private static String lines(String mail) {
        return mail.replace('¶', '\n').replace("OURS", ours());
    }
}
