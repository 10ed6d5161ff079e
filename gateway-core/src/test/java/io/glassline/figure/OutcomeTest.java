package io.glassline.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.QueueId;
import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Dealing.End;
import io.glassline.figure.Dealing.Said;
import io.glassline.figure.Outcome.AnsweredBy;
import io.glassline.figure.Outcome.Resolution;
import io.glassline.message.ChannelKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The golden vectors of the definitions in docs/figures.md. A line is what happened, with the seconds since the
/// citizen wrote: `bot:x@3` (`bot:x@-` never reached the provider), `person@60`, `queue@5`, `taken@40`,
/// `end:quiet@900`.
class OutcomeTest {

    private static final Instant START = Instant.parse("2026-11-27T14:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-28T05:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            bot:bins@3 end:quiet@900                             | BOT    | 3  | -   | not asked     | ANSWERED  | waste
            bot:greeting@3 end:quiet@900                         | NOBODY | -  | -   | not asked     | ENDED     | other
            bot:not-understood@3 bot:bins@30 end:quiet@900       | BOT    | 30 | -   | not asked     | ANSWERED  | waste
            bot:bins@- end:quiet@900                             | NOBODY | -  | -   | not asked     | ENDED     | waste
            bot:report!@12 end:quiet@900                         | BOT    | 12 | -   | not asked     | ANSWERED  | other
            queue@5 end:no-answer@600                            | NOBODY | -  | -   | left 595      | ABANDONED | water
            bot:bins@3 queue@60 end:quiet@600                    | NOBODY | 3  | -   | left 540      | ABANDONED | waste
            queue@5 taken@40 person@60 end:resolved@600          | PERSON | -  | 60  | reached 35    | RESOLVED  | water
            queue@5 taken@40 person@- end:resolved@600           | NOBODY | -  | -   | reached 35    | RESOLVED  | water
            bot:bins@3 queue@9 taken@20 person@70 end:referred@99| PERSON | 3  | 70  | reached 11    | REFERRED  | waste
            queue@5 taken@40 person@60 end:duplicate@600         | PERSON | -  | 60  | reached 35    | RESOLVED  | water
            queue@5 taken@40 person@60 end:no-answer@600         | PERSON | -  | 60  | reached 35    | NO_ANSWER | water
            queue@5                                              | NOBODY | -  | -   | waiting 53995 | OPEN      | water
            queue@5 taken@80000 person@80010                     | NOBODY | -  | -   | waiting 53995 | OPEN      | water
            """)
    void goldenVectors(
            String happened, AnsweredBy by, Long bot, Long person, String wait, Resolution resolution, String topic) {
        var outcome = Outcome.of(dealing(happened), TOPICS, ZONE, MIDNIGHT);

        assertThat(outcome.answeredBy()).isEqualTo(by);
        assertThat(outcome.botAfter()).isEqualTo(Optional.ofNullable(bot).map(Duration::ofSeconds));
        assertThat(outcome.personAfter()).isEqualTo(Optional.ofNullable(person).map(Duration::ofSeconds));
        assertThat(said(outcome.personWait())).isEqualTo(wait);
        assertThat(outcome.resolution()).isEqualTo(resolution);
        assertThat(outcome.topic()).isEqualTo(topic);
    }

    @Test
    void thePartOfTheDayIsTheCitys() {
        assertThat(Outcome.of(dealing("end:quiet@9"), TOPICS, ZONE, MIDNIGHT).partOfDay())
                .isEqualTo(Outcome.PartOfDay.MORNING);
    }

    private static final Topics TOPICS = new Topics() {
        @Override
        public Optional<String> ofAnswer(String with) {
            return with.equals("bins") ? Optional.of("waste") : Optional.empty();
        }

        @Override
        public Optional<String> ofQueue(QueueId queue) {
            return Optional.of(queue.name());
        }
    };

    private static String said(Outcome.PersonWait wait) {
        return switch (wait) {
            case Outcome.PersonWait.NotAsked _ -> "not asked";
            case Outcome.PersonWait.Reached(var after) -> "reached " + after.toSeconds();
            case Outcome.PersonWait.Left(var after) -> "left " + after.toSeconds();
            case Outcome.PersonWait.Waiting(var soFar) -> "waiting " + soFar.toSeconds();
        };
    }

    private static Dealing dealing(String happened) {
        var said = new ArrayList<Said>();
        var end = Optional.<End>empty();
        var queued = Optional.<Instant>empty();
        var taken = Optional.<Instant>empty();
        for (var event : happened.strip().split(" ")) {
            var what = event.substring(0, event.indexOf('@'));
            var seconds = event.substring(event.indexOf('@') + 1);
            var at = seconds.equals("-")
                    ? Optional.<Instant>empty()
                    : Optional.of(START.plusSeconds(Long.parseLong(seconds)));
            switch (what.split(":")[0]) {
                case "bot" -> said.add(new Said.ByBot(what.substring(4).replace("!", ""), what.endsWith("!"), at));
                case "person" -> said.add(new Said.ByPerson(at));
                case "queue" -> queued = at;
                case "taken" -> taken = at;
                case "end" -> end = Optional.of(new End(at.orElseThrow(), what.substring(4)));
                default -> throw new IllegalArgumentException(event);
            }
        }
        return new Dealing(
                new ChannelKind("sms"),
                Locale.of("es"),
                START,
                end,
                Contact.FIRST,
                queued.map(_ -> new QueueId("water")),
                queued,
                taken,
                Optional.empty(),
                List.copyOf(said));
    }
}
