package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.desk.Agent;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Taking, replying, noting, closing and going on to the next, in a page that is loaded once.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutLoadingInBrowserTest {

    private final Town town = new Town(-1, new ManualClock());
    private DeskInBrowser desk;

    @BeforeAll
    void openTheBrowser() {
        desk = new DeskInBrowser(town);
    }

    @AfterAll
    void closeTheBrowser() {
        if (desk != null) {
            desk.close();
        }
        town.close();
    }

    @Test
    void aMorningIsOnePage() {
        var first = town.waiting("sms", "+15550181", Town.WASTE, "My trash was not picked up");
        var second = town.waiting("sms", "+15550182", Town.WASTE, "Is the yard waste site open?");
        try (var context = desk.context(1440, true);
                var page = desk.signedIn(context, "agent")) {
            page.navigate(town.at("/console/conversations/" + first.id()).toString());
            page.evaluate("window.loadedOnce = true");
            page.getByText("Take conversation").click();
            page.waitForSelector("#text");
            assertThat(page.locator("#ready").count()).isEqualTo(1);

            page.locator("#text").fill("Half a reply");
            page.locator("#note summary").click();
            page.locator("#note-text").fill("He is hard of hearing.");
            page.getByText("Keep note").click();
            page.waitForSelector(".noted");
            assertThat(page.locator("#text").inputValue()).isEqualTo("Half a reply");

            page.locator("#text").fill("A truck comes today.");
            page.getByText("Send reply").click();
            page.waitForSelector(".said-agent:has-text('A truck comes today.')");
            assertThat(page.locator("#text").inputValue()).isEmpty();
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("text");

            page.locator("#outcome").selectOption("resolved");
            page.getByText("Close and take the next").click();
            page.waitForSelector(".said-citizen:has-text('Is the yard waste site open?')");
            assertThat(page.url()).endsWith("/console/conversations/" + second.id());
            assertThat(page.evaluate("window.loadedOnce")).isEqualTo(true);

            page.navigate(town.at("/console/conversations/" + first.id()).toString());
            page.getByText("Take it up again").click();
            page.waitForSelector("#text");
        }
    }

    /// The conversation went to a colleague meanwhile: what was typed is there to copy, and the page says why.
    @Test
    void whatCannotBeSentIsStillThere() {
        var talk = town.waiting("sms", "+15550183", Town.WASTE, "My trash was not picked up");
        try (var context = desk.context(1440, true);
                var page = desk.signedIn(context, "agent")) {
            page.navigate(town.at("/console/conversations/" + talk.id()).toString());
            page.getByText("Take conversation").click();
            page.waitForSelector("#text");
            page.locator("#text").fill("A truck comes today.");
            page.route("**/messages", route -> route.abort());
            page.getByText("Send reply").click();
            page.waitForSelector(".not-sent");
            assertThat(page.locator("#text").inputValue()).isEqualTo("A truck comes today.");

            page.unroute("**/messages");
            town.desk.putBack(talk.id(), "", new Agent("agent", "Maya Torres", Set.of(Agent.Role.AGENT)));
            town.desk.take(talk.id(), Town.colleague());
            page.getByText("Send reply").click();
            page.waitForSelector("#notice");
            assertThat(page.locator("#notice").innerText()).contains("This conversation is with colleague.");
            assertThat(page.locator("#unsent").inputValue()).isEqualTo("A truck comes today.");
        }
    }
}
