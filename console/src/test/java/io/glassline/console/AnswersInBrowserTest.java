package io.glassline.console;

import static io.glassline.console.DeskInBrowser.looksRight;
import static io.glassline.console.Town.citizen;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.AnswerUse.Count;
import io.glassline.answer.AnswerUse.Question;
import io.glassline.answer.CityAnswers.Confusion;
import io.glassline.answer.Judgements.Sampled;
import io.glassline.answer.SourcePassage;
import io.glassline.answer.SourceState;
import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers in a real browser, on a large and on a small screen, read by axe.
@Tag("browser")
class AnswersInBrowserTest {

    private static final String TRASH = "/console/answers/trash-day";

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private final DeskInBrowser browser = new DeskInBrowser(town);

    @BeforeEach
    void aMonth() {
        town.answers.counts.put("trash-day", new Count(412, 37, 21, 30, 24));
        town.answers.confusions.add(new Confusion("trash-day", "when do I put the bins out", "pothole"));
        for (var who = 1; who <= 4; who++) {
            town.answers.questions.add(new Question(
                    "where do I get a beekeeping permit" + (who == 1 ? " for Maria" : ""),
                    new Lane("city-sms", new Address(new ChannelKind("sms"), "+1555017" + who)),
                    Locale.ENGLISH,
                    clock.instant()));
        }
        town.answers.given(
                town.conversation(
                        "sms",
                        "+15550177",
                        "en",
                        Duration.ofMinutes(9),
                        _ -> new Stage.WithBot(),
                        citizen("trash day")),
                clock.instant());
    }

    @AfterEach
    void close() {
        browser.close();
        town.close();
    }

    @ParameterizedTest(name = "at {0} points")
    @ValueSource(ints = {1440, 390})
    void thePages(int width) {
        try (var context = browser.context(width, true)) {
            var page = browser.signedIn(context, "supervisor");
            page.navigate(town.at("/console/answers").toString());
            looksRight(page, "answers", width, true);
            page.navigate(town.at(TRASH).toString());
            looksRight(page, "answer", width, true);
            page.navigate(town.at(TRASH + "/receivers").toString());
            looksRight(page, "receivers", width, true);
            page.navigate(town.at("/console/questions").toString());
            looksRight(page, "questions", width, true);
            page.navigate(town.at("/console/confusions").toString());
            looksRight(page, "confusions", width, true);
            town.judgements.given(new Sampled(
                    1,
                    "trash-day",
                    "when do you pick up the trash on elm street",
                    Locale.ENGLISH,
                    town.answers.received.getFirst().conversation(),
                    clock.instant().minus(Duration.ofDays(1)),
                    Optional.empty()));
            page.navigate(town.at("/console/sample").toString());
            looksRight(page, "sample", width, true);
            var digest = town.answers.find("trash-day").orElseThrow().digest();
            town.withdrawals.withdraw("trash-day", digest, "The day moved.", Actor.atConsole("supervisor"));
            page.navigate(town.at(TRASH).toString());
            looksRight(page, "answer-withdrawn", width, true);
            var answer = town.answers.find("trash-day").orElseThrow();
            town.sources.keep(new SourceState(
                    "trash-day",
                    answer.source(),
                    digest,
                    answer.reviewed(),
                    Optional.of(new SourcePassage("Collection", "Trash is picked up on Tuesday.")),
                    Optional.of(new SourcePassage("Collection", "Trash is picked up on Wednesday.")),
                    clock.instant(),
                    Optional.empty()));
            page.navigate(town.at(TRASH).toString());
            looksRight(page, "answer-changed", width, true);
        }
    }

    @Test
    void withoutScriptsItIsWithdrawnWithOneClick() {
        try (var context = browser.context(390, false)) {
            var page = browser.signedIn(context, "supervisor");
            page.navigate(town.at(TRASH).toString());
            page.locator("#reason").fill("The day moved.");
            page.locator("#withdraw").click();
            assertThat(page.locator("#notice").innerText()).contains("It is withdrawn");
            assertThat(town.withdrawals.of("trash-day")).hasSize(1);
        }
    }
}
