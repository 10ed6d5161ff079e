package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.glassline.embedded.HeadlessChromium;
import java.nio.file.Path;
import java.util.Set;
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

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final Town town = new Town(-1, new ManualClock());
    private HeadlessChromium chromium;
    private Browser browser;

    @BeforeAll
    void openTheBrowser() {
        chromium = HeadlessChromium.start();
        browser = chromium.browser();
    }

    @AfterAll
    void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
        town.close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "1440, true", "1440, false"})
    void colleaguesWorkOnOneConversation(int width, boolean scripts) {
        var number = "+1555018" + width + (scripts ? 1 : 2);
        var talk = town.waiting("sms", number, Town.WASTE, "My trash was not picked up");
        var place = town.at("/console/conversations/" + talk.id()).toString();
        try (var mine = context(width, scripts);
                var theirs = context(width, scripts);
                var page = signedIn(mine, "agent");
                var colleague = signedIn(theirs, "colleague")) {
            page.navigate(place);
            page.getByText("Take conversation").click();
            page.waitForSelector("#text");
            page.locator("#text").fill("Half a reply");
            page.locator("#note summary").click();
            page.locator("#note-text").fill("The bin stands behind the house. The crew cannot see it from the street.");
            page.locator("#note-colleague").selectOption("colleague");
            looksRight(page, "note-form", width, scripts);
            page.getByText("Keep note").click();
            page.waitForSelector(".noted");
            assertThat(page.locator(".noted").innerText()).contains("@Jonas Weber", "Internal note · not sent");
            if (scripts) {
                assertThat(page.locator("#text").inputValue())
                        .as("half a reply outlives a note")
                        .isEqualTo("Half a reply");
                page.locator("#text").fill("");
            }
            looksRight(page, "note", width, scripts);

            colleague.navigate(town.at("/console/mentions").toString());
            assertThat(colleague.locator("main").innerText()).contains("The bin stands behind the house", "New");
            looksRight(colleague, "mentions", width, scripts);
            colleague.locator(".mentions .line-link").first().click();
            colleague.waitForSelector(".noted");
            assertThat(colleague.locator("#presence").innerText()).contains("Maya Torres has this open too.");
            if (scripts) {
                page.locator("#text").pressSequentially("I am on it");
                page.waitForSelector("#presence:has-text('Jonas Weber has this open too.')");
                assertThat(page.locator("#text").inputValue()).isEqualTo("I am on it");
                colleague.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
                colleague.waitForSelector("#presence:has-text('Maya Torres is writing here.')");
                looksRight(colleague, "presence", width, scripts);
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
            looksRight(colleague, "put-off", width, scripts);
        }
    }

    private BrowserContext context(int width, boolean scripts) {
        return browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setViewportSize(width, 900));
    }

    private Page signedIn(BrowserContext context, String id) {
        var page = context.newPage();
        page.navigate(town.at("/console/sign-in").toString());
        page.locator("input[name=id]").fill(id);
        page.locator("input[name=password]").fill(Town.PASSWORD);
        page.locator("button[type=submit]").first().click();
        page.waitForSelector(".me-name");
        return page;
    }

    private static void looksRight(Page page, String picture, int width, boolean scripts) {
        if (!scripts) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(picture + "-" + width + ".png"))
                .setFullPage(true));
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("nothing sticks out")
                .isLessThanOrEqualTo(width);
        assertThat(new AxeBuilder(page)
                        .analyze().getViolations().stream()
                                .filter(rule -> GRAVE.contains(rule.getImpact()))
                                .map(rule -> rule.getId() + ": " + rule.getHelp()))
                .isEmpty();
    }
}
