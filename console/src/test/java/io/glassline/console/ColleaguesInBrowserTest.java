package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Colleagues note, see each other, put off and hand on: on a phone and on a desk, with and without scripts, read by
/// axe. What it looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColleaguesInBrowserTest {

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

    @ParameterizedTest
    @CsvSource({"390, true", "1440, true", "1440, false"})
    void colleaguesWorkOnOneConversation(int width, boolean scripts) {
        var number = "+1555018" + width + (scripts ? 1 : 2);
        var talk = town.waiting("sms", number, Town.WASTE, "My trash was not picked up");
        var place = town.at("/console/conversations/" + talk.id()).toString();
        try (var mine = desk.context(width, scripts);
                var theirs = desk.context(width, scripts);
                var page = desk.signedIn(mine, "agent");
                var colleague = desk.signedIn(theirs, "colleague")) {
            var left = new ConcurrentLinkedQueue<String>();
            page.onRequest(request -> {
                if (Objects.requireNonNullElse(request.postData(), "").contains("left=yes")) {
                    left.add(request.url());
                }
            });
            page.navigate(place);
            page.getByText("Take conversation").click();
            page.waitForSelector("#text");
            page.locator("#text").fill("Half a reply");
            page.locator("#note summary").click();
            page.locator("#note-text").fill("The bin stands behind the house. The crew cannot see it from the street.");
            page.locator("#note-colleague").selectOption("colleague");
            DeskInBrowser.looksRight(page, "note-form", width, scripts);
            page.getByText("Keep note").click();
            page.waitForSelector(".noted");
            assertThat(page.locator(".noted").innerText()).contains("@Jonas Weber", "Internal note · not sent");
            if (scripts) {
                assertThat(page.locator("#text").inputValue())
                        .as("half a reply outlives a note")
                        .isEqualTo("Half a reply");
                page.locator("#text").fill("");
            }
            DeskInBrowser.looksRight(page, "note", width, scripts);
            assertThat(left).as("who took it and keeps a note stays there").isEmpty();

            colleague.navigate(town.at("/console/mentions").toString());
            assertThat(colleague.locator("main").innerText()).contains("The bin stands behind the house", "New");
            DeskInBrowser.looksRight(colleague, "mentions", width, scripts);
            colleague.locator(".mentions .line-link").first().click();
            colleague.waitForSelector(".noted");
            assertThat(colleague.locator("#presence").innerText()).contains("Maya Torres has this open too.");
            if (scripts) {
                page.locator("#text").pressSequentially("I am on it");
                page.waitForSelector("#presence:has-text('Jonas Weber has this open too.')");
                assertThat(page.locator("#text").inputValue()).isEqualTo("I am on it");
                colleague.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
                colleague.waitForSelector("#presence:has-text('Maya Torres is writing here.')");
                DeskInBrowser.looksRight(colleague, "presence", width, scripts);
            }

            page.locator("#hand-on-note").fill("You know the street.");
            page.locator("#assignee").selectOption("colleague");
            page.getByText("Give to colleague").click();
            page.waitForSelector("#notice:has-text('Given on')");
            colleague.navigate(place);
            assertThat(colleague.locator(".thread").innerText()).contains("You know the street.");
            colleague.locator("#snooze-for").selectOption("3h");
            colleague
                    .getByText("Put off", new Page.GetByTextOptions().setExact(true))
                    .click();
            colleague.waitForSelector("#notice:has-text('Put off')");
            DeskInBrowser.looksRight(colleague, "put-off", width, scripts);
        }
    }
}
