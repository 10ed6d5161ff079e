package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.message.Content;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where free text is not taken any more, an agent sends a template; without scripts.
class TemplatePagesTest extends ConsoleFixture {

    @Test
    void afterADayATemplateIsFilledInAndStandsInTheThread() throws Exception {
        var talk = taken("whatsapp");
        var page = "/console/conversations/" + talk.id();

        assertThat(agent.get(page).body())
                .contains("It is too late to reply here")
                .contains("Send a template, below the reply.")
                .contains("We have an answer about [matter]. Reply to get it.")
                .contains("The provider has paused it");
        agent.submit(
                page + "/templates",
                Map.of("template", "reply_waiting", "fields", "1", "field-1", "your\n bin", "once", "1"));

        assertThat(town.memory
                        .transcript(talk.id())
                        .orElseThrow()
                        .messages()
                        .getLast()
                        .message()
                        .content())
                .isEqualTo(new Content.Template(
                        "reply_waiting",
                        "en",
                        List.of("your bin"),
                        "We have an answer about your bin. Reply to get it."));
        assertThat(agent.get(page).body()).contains("We have an answer about your bin. Reply to get it.");
    }

    @Test
    void whatTheProviderWouldNotSendIsRefusedWithTheReason() throws Exception {
        var talk = taken("whatsapp");
        var page = "/console/conversations/" + talk.id();
        var before = town.memory.transcript(talk.id()).orElseThrow().messages().size();

        assertThat(agent.submit(page + "/templates", Map.of("template", "reminder", "fields", "0", "once", "1"))
                        .body())
                .contains("has paused it");
        assertThat(agent.submit(page + "/templates", Map.of("template", "reply_waiting", "fields", "1", "once", "2"))
                        .body())
                .contains("takes no empty field");
        assertThat(agent.submit(page + "/templates", Map.of("template", "nothing", "fields", "0", "once", "3"))
                        .body())
                .contains("There is no template named");
        assertThat(town.memory.transcript(talk.id()).orElseThrow().messages()).hasSize(before);
    }

    @Test
    void aChannelThatTakesAReplyAlwaysHasNone() throws Exception {
        assertThat(agent.get("/console/conversations/" + taken("sms").id()).body())
                .doesNotContain("Send a template");
    }

    private Conversation taken(String channel) throws Exception {
        var talk = town.waiting(channel, "+15550177", Town.WASTE, "My bin was not emptied");
        var page = "/console/conversations/" + talk.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        clock.advance(Duration.ofHours(25));
        agent = new Browser(town).signedInAs("agent");
        agent.get(page);
        return talk;
    }
}
