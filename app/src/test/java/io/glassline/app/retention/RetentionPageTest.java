package io.glassline.app.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.console.Assets;
import io.glassline.conversation.QueueId;
import io.glassline.retention.Schedule;
import io.glassline.retention.Schedule.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionPageTest {

    private static final Locale SPANISH = Locale.of("es");

    private static final List<Schedule> SCHEDULES = List.of(
            new Schedule(
                    Kind.CONVERSATIONS,
                    Set.of(new QueueId("permits")),
                    2555,
                    Map.of(Locale.ENGLISH, "Series 31 <permits>", SPANISH, "Serie 31")),
            new Schedule(Kind.FILES, Set.of(), 365, Map.of(Locale.ENGLISH, "Series 14", SPANISH, "Serie 14")));

    private static String page(List<Schedule> schedules, Locale language) {
        var titles = Map.of("permits", Map.of("en", "Permits", "es", "Permisos"));
        return new RetentionPage(new PublicSchedules("Alder Bay", schedules, titles), new Assets(), language).html();
    }

    @Test
    void eachScheduleStandsThereInBothLanguagesWithItsReason() {
        assertThat(page(SCHEDULES, Locale.ENGLISH))
                .contains("<html lang=\"en\">", "Conversations, from their end: Permits", "2555 days")
                .contains("Series 31 &lt;permits>", "Photographs and files", "365 days", "?lang=es");
        assertThat(page(SCHEDULES, SPANISH))
                .contains("<html lang=\"es\">", "Conversaciones, desde su final: Permisos", "2555 días", "Serie 31")
                .contains("?lang=en");
    }

    @Test
    void aReaderOfAnotherLanguageGetsOneLanguageThroughout() {
        assertThat(page(SCHEDULES, Locale.FRENCH))
                .contains("<html lang=\"en\">", "Permits", "Series 31 &lt;permits>", "Series 14")
                .doesNotContain("Serie 31", "Serie 14");
    }

    @Test
    void aCityWithoutSchedulesSaysSo() {
        assertThat(page(List.of(), Locale.ENGLISH))
                .contains("removes nothing by its age")
                .doesNotContain("<table");
        assertThat(page(List.of(), SPANISH)).contains("no borra nada por su antigüedad");
    }
}
