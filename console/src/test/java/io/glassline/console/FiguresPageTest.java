package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The figures for managers, over a town whose numbers are known.
class FiguresPageTest extends ConsoleFixture {

    @BeforeEach
    void aWeek() {
        DealtWeek.fill(town, clock.instant());
    }

    @Test
    void whoWaitsIsCountedAndNothingFlatters() throws Exception {
        var body = agent.get("/console/figures?period=week").body();

        assertThat(body)
                .containsSubsequence("Conversations ended", ">200<", "before 100", "+100 %")
                .containsSubsequence("Answered by the bot", ">60 %<", "before 80 %", "−20 points", ", worse")
                .containsSubsequence("A person, half within", "cannot be told: too many had none", "before 2 min")
                .containsSubsequence("Waiting for a person", ">140<")
                .containsSubsequence("Service level", ">22 %<", "40 of 180 were reached")
                .containsSubsequence("Satisfied", ">75 %<", "of 40 who said so");
    }

    @Test
    void eachChartHasItsTableAndEachGroupItsRow() throws Exception {
        var body = agent.get("/console/figures").body();

        assertThat(body)
                .containsSubsequence("How soon a person came", "<polyline class=\"curve-now\"", "1 min", "22 %")
                .containsSubsequence("Conversations that ended, by day", "role=\"img\"", "<th scope=\"row\">")
                .containsSubsequence("By channel", "Text message", "By queue", "Waste &amp; recycling")
                .containsSubsequence("By topic", "Waste", "By language", "Spanish")
                .doesNotContain(" style=");
        assertThat(agent.get("/console/figures?period=day").body()).contains("Conversations that ended, by day");
        assertThat(agent.get("/console/figures?period=28d").body()).contains("aria-current=\"page\">28 days");
    }

    @Test
    void whatRisesIsToldWithMaskedExamplesAndThatTheyWereReadIsOnTheRecord() throws Exception {
        assertThat(agent.get("/console/figures").body())
                .containsSubsequence("Topics that rise", "Water", "×4.0", "80 conversations, 20.0 expected")
                .contains("The water at ••• Harbor Road is brown")
                .doesNotContain("1420");
        assertThat(town.memory.kinds()).contains("list.read");

        var ops = new Browser(town).signedInAs("ops");
        assertThat(ops.get("/console/figures").body())
                .contains("80 conversations")
                .doesNotContain("Harbor Road");
    }

    @Test
    void theFilesHaveEveryFigureAndTheirDictionary() throws Exception {
        var csv = agent.get("/console/figures/figures.csv?period=week");
        assertThat(csv.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body())
                .startsWith("by,value,figure,unit,now,before\n")
                .contains("all,all,conversations,count,200,100\n")
                .contains("all,all,person_half_within,seconds,none,120\n")
                .contains("queue,waste,person_waiting,count,140,0\n");
        assertThat(agent.get("/console/figures/figures.json?period=week").body())
                .contains("\"figure\":\"conversations\",\"unit\":\"count\",\"now\":200,\"before\":100");
        assertThat(agent.get("/console/figures/dictionary.json").body())
                .contains("\"figure\":\"person_half_within\",\"unit\":\"seconds\"");
        assertThat(new Browser(town).get("/console/figures/figures.csv").statusCode())
                .as("nobody gets them unknown")
                .isNotEqualTo(200);
    }

    @Test
    void theWallCountsAsTheFiguresDo() throws Exception {
        var supervisor = new Browser(town).signedInAs("supervisor");
        assertThat(supervisor.get("/console/wall").body()).contains("of what ended was answered by it");
    }
}
