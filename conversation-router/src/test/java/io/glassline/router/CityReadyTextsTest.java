package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.desk.Agent;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.ReadyTexts.Asked;
import io.glassline.desk.ReadyTexts.ReadyText;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.router.knowledge.Retrieval;
import io.glassline.routing.WithdrawnAnswers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ready texts of the example city.
class CityReadyTextsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:00:00Z");

    private WithdrawnAnswers withdrawn = WithdrawnAnswers.NONE;

    private final ReadyTexts texts = new CityReadyTexts(
            ExampleCity.city(), Retrieval.wordForWord(ExampleCity.city().knowledge()), () -> withdrawn, () -> NOW);

    @ParameterizedTest
    @CsvSource({
        "en, trash day,          trash-day",
        "en, tras,               trash-day",
        "en, TRASH  pickups,     trash-day",
        "es, basura dia,         trash-day",
        "en, crew told,          crew-is-told",
        "en, house number street, where-exactly",
    })
    void isFoundByItsWords(String language, String words, String id) {
        assertThat(texts.found(words, asked(language)))
                .extracting(ReadyText::id)
                .contains(id);
    }

    @Test
    void aWithdrawnAnswerIsHeldOutToNobody() {
        var answer = ExampleCity.city().knowledge().find("trash-day").orElseThrow();
        withdrawn = new WithdrawnAnswers(Map.of("trash-day", Set.of(answer.textDigest())));
        assertThat(texts.found("trash day", asked("en")))
                .extracting(ReadyText::id)
                .doesNotContain("trash-day");
        assertThat(texts.suggested("When is trash day?", List.of("trash-day"), asked("en")))
                .extracting(ReadyText::id)
                .doesNotContain("trash-day");
        withdrawn = new WithdrawnAnswers(Map.of("trash-day", Set.of("another text")));
        assertThat(texts.suggested("", List.of("trash-day"), asked("en")))
                .extracting(ReadyText::id)
                .containsExactly("trash-day");
    }

    @Test
    void aTextMustHaveEveryWord() {
        assertThat(texts.found("trash zebra", asked("en"))).isEmpty();
        assertThat(texts.found("the", asked("en"))).hasSizeLessThanOrEqualTo(ReadyTexts.FOUND_MAX);
    }

    @Test
    void whatStandsInATitleComesFirst() {
        assertThat(texts.found("trash day", asked("en")).getFirst().id()).isEqualTo("trash-day");
    }

    @Test
    void theCannedRepliesStandThereWithoutAWordTheirPlacesFilled() {
        assertThat(texts.found(" ", asked("en")))
                .extracting(ReadyText::text)
                .anyMatch(text -> text.contains("This is Maya Torres of Waste and Recycling."))
                .anyMatch(text -> text.contains("today, November 29, 2026."))
                .anyMatch(text -> text.contains("Your number with us is 00000007."))
                .noneMatch(text -> text.contains("{"));
        assertThat(texts.found("", asked("es")))
                .extracting(ReadyText::text)
                .anyMatch(text -> text.contains("de Basura y Reciclaje."))
                .anyMatch(text -> text.contains("hoy, 29 de noviembre de 2026."));
    }

    /// A citizen in a language that the city does not answer in.
    @Test
    void whatIsNotTranslatedSaysInWhichLanguageItIs() {
        assertThat(texts.found("trash day", asked("vi")))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text.language()).isEqualTo(Locale.ENGLISH));
    }

    @Test
    void theBotsCandidatesComeFirstAndThenTheNearest() {
        assertThat(texts.suggested(
                        "when do you pick up my trash", List.of("water-bill-pay", "gone-since"), asked("en")))
                .extracting(ReadyText::id)
                .startsWith("water-bill-pay", "trash-day");
        assertThat(texts.suggested("", List.of(), asked("en"))).isEmpty();
    }

    private static Asked asked(String language) {
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550199"));
        var opened = Conversation.open(
                new Conversation.Id(new UUID(7L << 32, 1)), new UUID(1, 2), lane, Locale.of(language), NOW);
        return new Asked(
                opened.with(new Stage.WithAgent(new QueueId("waste"), "maya", NOW)),
                new Agent("maya", "Maya Torres", Set.of(Agent.Role.AGENT)));
    }
}
