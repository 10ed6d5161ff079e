package io.glassline.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.answer.CityAnswers.CityAnswer;
import io.glassline.answer.CityAnswers.Confusion;
import io.glassline.answer.CityAnswers.Text;
import io.glassline.conversation.QueueId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceWorkTest {

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private List<CityAnswer> answers = List.of(answer("library", "2026-10-05"), answer("trash-day", "2026-10-05"));
    private SourceReader.Look page = found("Trash is picked up on Tuesday.");
    private final List<String> asked = new ArrayList<>();
    private final InMemorySourceStates states = new InMemorySourceStates();
    private final SourceWork work = new SourceWork(
            new CityAnswers() {
                @Override
                public List<CityAnswer> all() {
                    return answers;
                }

                @Override
                public List<Confusion> confusions() {
                    return List.of();
                }
            },
            states,
            (source, _, _, heading) -> {
                asked.add(source.getPath() + heading.map(known -> " " + known).orElse(""));
                return page;
            },
            () -> now);

    private static CityAnswer answer(String id, String reviewed) {
        return new CityAnswer(
                id,
                "waste",
                "Public Works",
                new QueueId("waste"),
                URI.create("https://city.example/" + id),
                LocalDate.parse(reviewed),
                LocalDate.parse("2027-10-05"),
                "ab12",
                List.of(new Text("en", "On Tuesday.", "On Tuesday.", "", "", List.of("when"))));
    }

    private static SourceReader.Look found(String text) {
        return new SourceReader.Look.Found(new SourcePassage("Pickup", text));
    }

    private SourceState trash() {
        return states.all().get("trash-day");
    }

    private void dayPasses() {
        now = now.plus(SourceWork.LOOK_EVERY).plus(Duration.ofSeconds(1));
        while (work.step()) {}
    }

    @Test
    void eachPageIsLookedAtOnceADayOneAtAStep() {
        assertThat(work.step()).isTrue();
        assertThat(work.step()).isTrue();
        assertThat(work.step()).isFalse();
        assertThat(asked).containsExactly("/library", "/trash-day");
        dayPasses();
        assertThat(asked).containsExactly("/library", "/trash-day", "/library Pickup", "/trash-day Pickup");
        assertThat(trash().isChanged()).isFalse();
    }

    @Test
    void aPageThatSaysSomethingElseIsChangedUntilTheOwnerHasReadTheAnswerAgain() {
        dayPasses();
        page = found("Trash is picked up on Wednesday.");
        dayPasses();
        assertThat(trash().isChanged()).isTrue();
        assertThat(trash().first().map(SourcePassage::text)).contains("Trash is picked up on Tuesday.");
        dayPasses();
        assertThat(trash().isChanged()).isTrue();

        answers = List.of(answer("trash-day", "2026-12-02"));
        assertThat(work.step()).isTrue();
        assertThat(trash().isChanged()).isFalse();
        assertThat(trash().first().map(SourcePassage::text)).contains("Trash is picked up on Wednesday.");
    }

    @Test
    void aPageThatCannotBeReadSaysWhyAndForgetsNothing() {
        dayPasses();
        page = new SourceReader.Look.NotRead("the site answered 503");
        dayPasses();
        assertThat(trash().failure()).contains("the site answered 503");
        assertThat(trash().isChanged()).isFalse();
        page = found("Trash is picked up on Wednesday.");
        dayPasses();
        assertThat(trash().failure()).isEqualTo(Optional.empty());
        assertThat(trash().isChanged()).isTrue();
    }
}
