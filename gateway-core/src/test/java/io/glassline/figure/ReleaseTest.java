package io.glassline.figure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.figure.Dealing.Contact;
import io.glassline.figure.Outcome.AnsweredBy;
import io.glassline.figure.Outcome.PartOfDay;
import io.glassline.figure.Outcome.PersonWait;
import io.glassline.figure.Outcome.Resolution;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-27");

    @Test
    void aDayHasARowForEachConversation() {
        var csv = csv(Collections.nCopies(6, outcome(PartOfDay.MORNING, "sms", "waste", "es")));

        assertThat(csv)
                .isEqualTo(ReleaseRow.HEAD + "\n"
                        + "ended,morning,sms,waste,es,first,bot,1m,not-asked,none,answered\n".repeat(6));
    }

    @Test
    void aDayWithoutConversationsAndADayWithFewAreEmpty() {
        assertThat(csv(List.of())).isEqualTo(ReleaseRow.HEAD + "\n");
        assertThat(csv(Collections.nCopies(4, outcome(PartOfDay.MORNING, "sms", "waste", "es"))))
                .isEqualTo(ReleaseRow.HEAD + "\n");
    }

    @Test
    void theOneWhoWroteInVietnameseIsNotFoundAgain() {
        var outcomes = new ArrayList<>(Collections.nCopies(9, outcome(PartOfDay.MORNING, "sms", "waste", "en")));
        outcomes.add(outcome(PartOfDay.MORNING, "sms", "waste", "vi"));

        assertThat(csv(outcomes)).doesNotContain("vi").doesNotContain("morning,");
        assertThat(csv(outcomes).lines()).hasSize(11);
    }

    @Test
    void aSensitiveTopicHasNoPartOfDay() {
        assertThat(csv(Collections.nCopies(50, outcome(PartOfDay.NIGHT, "sms", "housing", "en"))))
                .contains(",housing,")
                .doesNotContain("night");
    }

    /// No released class is smaller than it may be, no row is lost, and the order of conversations tells nothing.
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6, 9, 20, 77, 400, 3_000})
    void noReleasedClassIsSmall(int count) {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed * 10_007L + count);
            var outcomes = new ArrayList<Outcome>();
            for (var i = 0; i < count; i++) {
                outcomes.add(drawn(random));
            }
            var csv = csv(outcomes);
            var classes = csv.lines()
                    .skip(1)
                    .map(line -> Arrays.asList(line.split(",")).subList(1, 5))
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

            assertThat(classes.values()).allMatch(size -> size >= Release.TOGETHER_MIN);
            assertThat(csv.lines().skip(1).count()).isEqualTo(count < Release.TOGETHER_MIN ? 0 : count);
            assertThat(csv.lines().filter(line -> line.contains(",housing,")))
                    .allMatch(line -> line.split(",")[1].equals(ReleaseRow.ANY));
            Collections.shuffle(outcomes, random);
            assertThat(csv(outcomes)).isEqualTo(csv);
        }
    }

    /// Few values are frequent and many are rare, as in a city.
    private static Outcome drawn(Random random) {
        return outcome(
                PartOfDay.values()[random.nextInt(4)],
                rarer(random, "sms", "web", "email", "voice", "telegram"),
                rarer(random, "waste", "water", "housing", "roads", "parks", "permits"),
                rarer(random, "en", "es", "vi", "zh", "so"));
    }

    private static String rarer(Random random, String... values) {
        var at = (int) Math.abs(random.nextGaussian() * values.length / 3);
        return values[Math.min(at, values.length - 1)];
    }

    private static String csv(List<Outcome> outcomes) {
        return new String(Release.of(DAY, outcomes).csv(), UTF_8);
    }

    private static Outcome outcome(PartOfDay partOfDay, String channel, String topic, String language) {
        return new Outcome(
                partOfDay,
                channel,
                topic,
                language,
                Optional.empty(),
                Contact.FIRST,
                AnsweredBy.BOT,
                Optional.of(Duration.ofSeconds(4)),
                Optional.empty(),
                new PersonWait.NotAsked(),
                Resolution.ANSWERED);
    }
}
