package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Campaigns.Audience;
import io.glassline.programme.Campaigns.Counts;
import io.glassline.programme.Recipient.Reason;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A campaign is written, looked at, approved by another person, watched and stopped, without scripts.
class CampaignPagesTest extends ConsoleFixture {

    private static final String CAMPAIGNS = "/console/campaigns";

    private final UUID id = UUID.randomUUID();
    private final String page = CAMPAIGNS + "/" + id;

    @BeforeEach
    void somePeopleHaveTheProgramme() {
        town.campaigns.audience = List.of(new Audience("sms", "en", 812), new Audience("whatsapp", "es", 40));
    }

    @Test
    void theFormOffersTheProgrammesAndEachLanguage() throws Exception {
        assertThat(agent.get(CAMPAIGNS).body()).contains("Write a campaign");
        assertThat(agent.get(CAMPAIGNS + "/new").body())
                .contains("trash reminders", "emergency notices", "Text in English", "Text in Spanish");
    }

    @Test
    void whatIsWrittenIsADraftAndIsShownAsEachChannelWould() throws Exception {
        var answer = written("trash", "No pickup on Monday.", "El lunes no hay recogida.");

        assertThat(Browser.location(answer)).isEqualTo(page);
        assertThat(agent.get(page).body())
                .contains(
                        "Draft",
                        "852 people have this programme now",
                        "812 by",
                        "Nothing is sent between 21:00 and 08:00")
                .contains("No pickup on Monday.", "El lunes no hay recogida.", "1 text message for each person")
                .contains("Ask for approval")
                .doesNotContain("Approve: send it");
        written("trash", "No pickup on Monday.", "El lunes no hay recogida.");
        assertThat(town.campaigns.list(9)).as("the form sent twice").hasSize(1);
    }

    @Test
    void aLanguageMustNotBeLeftOut() throws Exception {
        var answer = written("trash", "No pickup on Monday.", "");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The text in Spanish needs", "No pickup on Monday.");
        assertThat(written("nothing", "a", "b").body()).contains("Choose the programme");
        assertThat(town.campaigns.list(9)).isEmpty();
    }

    @Test
    void aSupervisorWhoDidNotWriteItApprovesIt() throws Exception {
        written("trash", "No pickup", "No hay");
        agent.submit(page + "/asking", Map.of());
        assertThat(agent.get(page).body()).contains("Waits for approval", "cannot approve it; a second person must");
        assertThat(agent.submit(page + "/approval", Map.of()).statusCode()).isEqualTo(409);
        var colleague = new Browser(town).signedInAs("colleague");
        colleague.get(page);
        assertThat(colleague.submit(page + "/approval", Map.of()).body()).contains("Supervisors approve campaigns.");
        assertThat(state()).isEqualTo(State.ASKED);

        var supervisor = new Browser(town).signedInAs("supervisor");
        assertThat(supervisor.get(page).body()).contains("Approve: send it to 852 people");
        supervisor.submit(page + "/approval", Map.of());

        assertThat(state()).isEqualTo(State.APPROVED);
        assertThat(supervisor.get(page).body()).contains("Written by agent", "Approved by supervisor");
    }

    @Test
    void aSupervisorDoesNotApproveTheirOwn() throws Exception {
        var supervisor = new Browser(town).signedInAs("supervisor");
        supervisor.get(CAMPAIGNS + "/new");
        supervisor.submit(CAMPAIGNS, fields("trash", "No pickup", "No hay"));
        supervisor.submit(page + "/asking", Map.of());

        assertThat(supervisor.submit(page + "/approval", Map.of()).statusCode()).isEqualTo(409);
        assertThat(state()).isEqualTo(State.ASKED);
    }

    @Test
    void itsResultsAreShownWithWhoWasLeftOutAndItCanBeStopped() throws Exception {
        written("alerts", "Boil your water.", "Hierva el agua.");
        agent.submit(page + "/asking", Map.of());
        var supervisor = new Browser(town).signedInAs("supervisor");
        supervisor.get(page);
        supervisor.submit(page + "/approval", Map.of());
        town.campaigns.counts = new Counts(852, 600, 50, 190, 2, Map.of(Reason.WINDOW_CLOSED, 10L));

        assertThat(agent.get(page).body())
                .contains(
                        "id=\"sent\">190<", "id=\"waiting\">600<", "10: wrote too long ago", "any hour", "Stop it now");
        agent.submit(page + "/stop", Map.of());

        assertThat(state()).isEqualTo(State.STOPPED);
        assertThat(agent.get(page).body()).contains("Stopped by agent").doesNotContain("Stop it now");
        assertThat(agent.get(CAMPAIGNS + "/new?from=" + id).body()).contains("Boil your water.");
    }

    @Test
    void whoOnlyRunsTheMachinesSeesNone() throws Exception {
        var ops = new Browser(town).signedInAs("ops");
        assertThat(ops.get(CAMPAIGNS).statusCode()).isEqualTo(403);
        assertThat(agent.get(CAMPAIGNS + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(agent.get(CAMPAIGNS + "/nothing").statusCode()).isEqualTo(404);
    }

    private State state() {
        return town.campaigns.find(new Campaign.Id(id)).orElseThrow().state();
    }

    private HttpResponse<String> written(String programme, String english, String spanish) throws Exception {
        agent.get(CAMPAIGNS + "/new");
        return agent.submit(CAMPAIGNS, fields(programme, english, spanish));
    }

    private Map<String, String> fields(String programme, String english, String spanish) {
        return Map.of("once", id.toString(), "programme", programme, "text-en", english, "text-es", spanish);
    }
}
