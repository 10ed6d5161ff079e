package io.glassline.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.AnswerUse.Question;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class QuestionClustersTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private static Question asked(int who, String words) {
        return asked(who, words, Locale.ENGLISH);
    }

    private static Question asked(int who, String words, Locale language) {
        return new Question(
                words,
                new Lane("city-sms", new Address(new ChannelKind("sms"), "+1555019900" + who)),
                language,
                NOON.plusSeconds(who));
    }

    @Test
    void whatIsAboutTheSameStandsTogetherTheMostAskedFirst() {
        var found = QuestionClusters.of(List.of(
                asked(1, "Where can I get a beekeeping permit?"),
                asked(2, "do I need a permit for beekeeping"),
                asked(3, "Beekeeping permits"),
                asked(4, "beekeeping permit please"),
                asked(5, "is the skate park open"),
                asked(6, "Skate park open?"),
                asked(7, "when is the skate park open")));
        assertThat(found.clusters())
                .extracting(QuestionClusters.Cluster::people)
                .containsExactly(4, 3);
        assertThat(found.clusters().getFirst().words()).contains("beekeeping", "permit");
        assertThat(found.clusters().getFirst().last()).isEqualTo(NOON.plusSeconds(4));
        assertThat(found.clusters().getLast().words()).contains("skate", "park");
        assertThat(found.apart()).isZero();
    }

    @Test
    void noQuestionOfFewIsShown() {
        var found = QuestionClusters.of(List.of(
                asked(1, "my neighbour Bob is loud"), asked(2, "neighbour Bob loud"), asked(1, "neighbour Bob loud")));
        assertThat(found.clusters()).isEmpty();
        assertThat(found.apart()).isEqualTo(3);
    }

    @Test
    void wordsOfFewAndAllNumbersAreMasked() {
        var found = QuestionClusters.of(List.of(
                asked(1, "beekeeping permit for Maria Gonzalez, 12, +15550123456"),
                asked(2, "beekeeping permit for Elm"),
                asked(3, "beekeeping permit"),
                asked(4, "beekeeping permit"),
                asked(5, "beekeeping permit")));
        assertThat(found.clusters()).hasSize(1).allSatisfy(cluster -> {
            assertThat(cluster.example())
                    .doesNotContainIgnoringCase("maria", "gonzalez", "elm")
                    .doesNotContainPattern("[0-9]");
            assertThat(cluster.words()).doesNotContain("maria", "gonzalez", "elm");
        });
    }

    @Test
    void languagesStandApart() {
        var found = QuestionClusters.of(List.of(
                asked(1, "hospital parking"),
                asked(2, "hospital parking"),
                asked(3, "hospital parking", Locale.of("es"))));
        assertThat(found.clusters()).isEmpty();
    }
}
