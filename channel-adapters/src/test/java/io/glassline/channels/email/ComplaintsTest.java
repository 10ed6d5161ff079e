package io.glassline.channels.email;

import static io.glassline.channels.email.MailAtTheCity.ourReference;
import static io.glassline.channels.email.MailAtTheCity.ours;
import static io.glassline.channels.email.MailAtTheCity.shown;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Of the reports of RFC 5965 and 6591 only those by which somebody wants no more mail opt anyone out,
/// and whom is on our own record.
class ComplaintsTest {

    @ParameterizedTest
    @CsvSource({"abuse, abuse", "Abuse, abuse", "opt-out, opt-out", "opt-out-list, opt-out-list"})
    void whoWantsNoMoreMailIsOptedOut(String kind, String read) {
        assertThat(shown(report(kind, ours())))
                .isEqualTo("unwanted: ref " + ourReference() + ", complained to the mail provider: " + read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-spam", "auth-failure"})
    void nothingFollowsFromAReportOnSignaturesOrOneThatWantsOurMail(String kind) {
        assertThat(shown(report(kind, ours()))).startsWith("nothing: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraud", "virus", "other", "miscategorized", ""})
    void aPersonSeesTheOthers(String kind) {
        assertThat(shown(report(kind, ours())))
                .startsWith("<arf@isp.example> from abuse@isp.example: ")
                .endsWith("[NO_AUTOMATIC_ANSWER]");
    }

    @Test
    void aReportOnAMailThatWeNeverSentOptsNobodyOut() {
        assertThat(shown(report("abuse", "<guess@x>")))
                .startsWith("<arf@isp.example> from abuse@isp.example: ")
                .endsWith("[AUTOMATIC]");
    }

    @Test
    void aReportThatAPersonPassesOnOptsNobodyOut() {
        assertThat(shown(report("abuse", ours())
                        .replace("multipart/report; report-type=feedback-report", "multipart/mixed")))
                .startsWith("<arf@isp.example> from abuse@isp.example: ");
    }

    private static String report(String kind, String id) {
        return """
                From: <abuse@isp.example>
                Message-ID: <arf@isp.example>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="part1"

                --part1

                This is a report on a mail.
                --part1
                Content-Type: message/feedback-report

                Feedback-Type: %s
                User-Agent: SomeGenerator/1.0
                Version: 1

                --part1
                Content-Type: message/rfc822

                From: <help@city.example>
                To: <ana@example.org>
                Message-ID: %s
                Subject: Re: x

                words
                --part1--
                """.formatted(kind, id);
    }
}
