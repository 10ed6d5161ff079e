package io.glassline.router.phrasing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.phrasing.ApprovedAnswer;
import io.glassline.phrasing.LanguageModel;
import io.glassline.phrasing.LanguageModel.Answer;
import io.glassline.phrasing.LanguageModel.Failure;
import io.glassline.phrasing.Phrasing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerPhrasingTest {

    private static final ApprovedAnswer HALL = new ApprovedAnswer(
            "opening-hours",
            URI.create("https://city.example/hall"),
            "when do you close",
            "City Hall is open Monday to Friday from 8 am to 5 pm. It is closed on city holidays. Call 311 for help.");

    private final List<String> asked = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();

    private Phrasing phrasing(Answer answer) {
        LanguageModel model = (instructions, material) -> {
            asked.add(instructions + "\n" + material);
            return answer;
        };
        return new AnswerPhrasing(model, counted::add);
    }

    @Test
    void saysWhatPassesTheGuard() {
        var said = phrasing(new Answer.Words(" Call 311 for help.\n", "m-1"))
                .phrase("who helps me", List.of(HALL), Locale.ENGLISH);

        assertThat(said).isEqualTo(new Phrasing.Outcome.Phrased("Call 311 for help.", "m-1"));
        assertThat(counted).containsExactly("phrased");
    }

    @Test
    void saysTheApprovedAnswerWhereTheModelInvents() {
        var said = phrasing(new Answer.Words("Call 312 for help.", "m-1"))
                .phrase("who helps me", List.of(HALL), Locale.ENGLISH);

        assertThat(said).isEqualTo(new Phrasing.Outcome.AsApproved("number"));
        assertThat(counted).containsExactly("number");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void saysTheApprovedAnswerWhereThereIsNone(Failure failure) {
        var said = phrasing(new Answer.None(failure)).phrase("who helps me", List.of(HALL), Locale.ENGLISH);

        assertThat(said).isEqualTo(new Phrasing.Outcome.AsApproved(failure.word()));
    }

    @Test
    void asksNothingInALanguageInWhichItCannotJudge() {
        var said = phrasing(new Answer.Words("x", "m-1")).phrase("hỏi", List.of(HALL), Locale.of("vi"));

        assertThat(said).isEqualTo(new Phrasing.Outcome.AsApproved("language"));
        assertThat(asked).isEmpty();
    }

    @Test
    void sendsNothingByWhichSomebodyIsKnown() {
        phrasing(new Answer.Words("x", "m-1"))
                .phrase(
                        "My name is Ana López, card 4111 1111 1111 1111, ana@mail.example, 555-0142, when do you close?",
                        List.of(HALL),
                        Locale.ENGLISH);

        assertThat(asked)
                .singleElement()
                .satisfies(sent -> assertThat(sent)
                        .contains("when do you close?", HALL.text(), "English")
                        .doesNotContain("Ana", "4111", "1111", "mail.example", "0142"));
    }
}
