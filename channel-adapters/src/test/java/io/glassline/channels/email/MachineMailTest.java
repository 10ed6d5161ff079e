package io.glassline.channels.email;

import static io.glassline.channels.email.MailAtTheCity.shown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a machine wrote is nobody's question; what a person may have written is seen by a person,
/// whatever the headers say.
class MachineMailTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # kind                        | headers                                                                                     | words                                                                             | marks
            Zendesk's receipt             | From: Shop <support@shop.example>¶Subject: [Request received] Light¶Auto-Submitted: auto-generated¶X-Zendesk-From-Account-Id: 1 | Your request (12345) has been received and is being reviewed by our support staff. | [AUTOMATIC]
            Freshdesk's receipt           | From: Shop <support@shop.example>¶Subject: Ticket Received - Light¶X-Auto-Response-Suppress: All | We have received your request and a ticket has been created. Your ticket id is 77.  | [AUTOMATIC]
            OTRS's receipt                | From: Shop <support@shop.example>¶Subject: [Ticket#2026030210000012] RE: Light¶X-Powered-By: OTRS 6¶Auto-Submitted: auto-generated¶X-OTRS-Loop: yes¶Precedence: bulk | Your email will be answered. Do not reply to this email. Your ticket number is 2026030210000012. | [AUTOMATIC]
            RT's receipt                  | From: Shop <support@shop.example>¶Subject: [shop.example #123] AutoReply: Light¶RT-Ticket: shop #123¶X-RT-Loop-Prevention: shop¶Precedence: bulk | Greetings, this message has been automatically generated in response to the creation of a trouble ticket. | [AUTOMATIC]
            ServiceNow's receipt          | From: IT <it@shop.example>¶Subject: Incident INC0010001 has been opened¶X-ServiceNow-Generated: true | Your incident INC0010001 has been created.                                         | [AUTOMATIC]
            Jira's receipt                | From: Jira <jira@shop.example>¶Subject: SUP-1 Light¶X-JIRA-FingerPrint: a¶Auto-Submitted: auto-generated | Just confirming that we got your request. ##- Please type your reply above this line -## | [AUTOMATIC]
            a receipt in Spanish          | From: Tienda <ayuda@shop.example>¶Subject: Solicitud recibida¶Auto-Submitted: auto-replied      | Hemos recibido su solicitud.                                                       | [AUTOMATIC]
            a receipt in German           | From: Laden <hilfe@shop.example>¶Subject: Eingangsbestätigung¶Auto-Submitted: auto-replied      | Ihre Anfrage ist bei uns eingegangen.                                              | [AUTOMATIC]
            an agent by Zendesk           | From: Ben <support@shop.example>¶Subject: Re: Light¶Auto-Submitted: auto-generated¶X-Zendesk-From-Account-Id: 1 | We will send a truck on Monday. Is the gate open?                                    | [NO_AUTOMATIC_ANSWER]
            an agent by Jira              | From: Ben <jira@shop.example>¶Subject: SUP-1 Light¶X-JIRA-FingerPrint: a                        | We will send a truck on Monday.                                                    | [NO_AUTOMATIC_ANSWER]
            a form that marks all         | From: Ana <ana@example.org>¶Subject: Water¶Auto-Submitted: auto-generated                        | I am on vacation and my neighbour says that water comes out of my house at 12 Elm. Can somebody look? | [NO_AUTOMATIC_ANSWER]
            a form that says so           | From: City form <web@pages.example>¶Reply-To: ana@example.org¶Subject: Contact¶Auto-Submitted: auto-generated | This is an automatically generated e-mail, do not reply to this e-mail. Message: there is a leak at 12 Elm. | [NO_AUTOMATIC_ANSWER]
            a person's suppressed answer  | From: Ana <ana@example.org>¶Subject: Water¶X-Auto-Response-Suppress: All                         | I'm away until May. There is a fire, can you come?                                  | [NO_AUTOMATIC_ANSWER]
            on vacation, a person asks    | From: Ana <ana@example.org>¶Subject: On vacation: stop my water                                  | I am on vacation until May. Please stop the water.                                 | []
            oops                          | From: Ana <ana@example.org>¶Subject: Ooops, the light is out                                     | At 12 Elm.                                                                         | []
            an office, not an absence     | From: Ana <ana@example.org>¶Subject: Out of office building 3 comes smoke                        | Look at it.                                                                        | []
            Outlook's holiday note        | From: Ana <ana@example.org>¶Subject: Automatic reply: Light¶X-Auto-Response-Suppress: All¶Auto-Submitted: auto-generated | Back on Monday.                                                    | [AUTOMATIC]
            Apple's holiday note          | From: Ana <ana@example.org>¶Subject: Re: Light¶X-Apple-Action: VACATION¶Auto-Submitted: auto-replied | I am on vacation.                                                              | [AUTOMATIC]
            Gmail's holiday note          | From: Ana <ana@example.org>¶Subject: Re: Light¶Precedence: bulk¶X-Autoreply: yes¶Auto-Submitted: auto-replied | Estoy de vacaciones hasta el lunes.                                   | [AUTOMATIC]
            no headers, named             | From: Ana <ana@example.org>¶Subject: Abwesenheitsnotiz: Light                                    | Ich bin bis Montag nicht im Büro.                                                  | [AUTOMATIC]
            a newsletter                  | From: Shop <news@shop.example>¶Subject: Sale¶List-Unsubscribe: <https://x.example>               | All chairs are cheap.                                                              | [NO_AUTOMATIC_ANSWER]
            a delivery note               | From: Parcel <no-reply@parcel.example>¶Subject: Your parcel is on its way                        | It comes at noon.                                                                  | [NO_AUTOMATIC_ANSWER]
            do not reply, written apart   | From: Parcel <do-not-reply@parcel.example>¶Subject: Parcel                                       | It comes at noon.                                                                  | [NO_AUTOMATIC_ANSWER]
            """)
    void whoWroteItAndWhoMayAnswerItAreTwoFacts(String kind, String headers, String words, String marks) {
        var shown = shown(
                (headers + "¶Message-ID: <b@x>¶Content-Type: text/plain; charset=utf-8¶¶" + words).replace('¶', '\n'));
        assertThat(shown.endsWith("]") ? shown.replaceAll("(?s).*\" \\[", "[") : "[]")
                .isEqualTo(marks);
    }

    @Test
    void aReadReceiptIsAMachines() {
        assertThat(shown("""
                From: Ana <ana@example.org>
                Subject: Read: Light
                Message-ID: <b@x>
                Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                --b

                Your message was displayed.
                --b
                Content-Type: message/disposition-notification

                Disposition: manual-action/MDN-sent-manually; displayed

                --b--
                """))
                .isEqualTo("<b@x> from ana@example.org: \"Read: Light\\nYour message was displayed.\" [AUTOMATIC]");
    }
}
