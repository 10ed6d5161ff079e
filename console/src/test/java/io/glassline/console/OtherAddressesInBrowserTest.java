package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
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

/// An agent links an address, writes over it and undoes the link, on a phone and on a desk, with and without scripts,
/// read by axe. What it looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherAddressesInBrowserTest {

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
    @CsvSource({"390, true", "1280, true", "1280, false"})
    void anAddressIsLinkedWrittenToAndLetGo(int width, boolean scripts) {
        var number = width + (scripts ? "1" : "2");
        var mailbox = "ana." + number + "@mail.example";
        var talk = town.waiting("sms", "+1555019" + number, Town.WASTE, "My trash was not picked up");
        town.waiting("email", mailbox, Town.ROADS, "The lamp on Elm Street is out");
        try (var context = browser.newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(scripts)
                        .setViewportSize(width, 900));
                var page = context.newPage()) {
            page.navigate(town.at("/console/sign-in").toString());
            page.locator("input[name=id]").fill("agent");
            page.locator("input[name=password]").fill(Town.PASSWORD);
            page.locator("button[type=submit]").first().click();
            page.waitForSelector(".me-name");
            page.navigate(town.at("/console/conversations/" + talk.id()).toString());
            page.getByText("Take conversation").click();
            page.waitForSelector("#text");

            page.getByText("Link another address").click();
            looksRight(page, "person-to-link", width, scripts);
            page.locator("#link-account").selectOption("city-email");
            page.locator("#link-address").fill(mailbox);
            page.locator("#link-because").fill("showed me both at the counter");
            page.getByText("Link without a code").click();
            page.waitForSelector("#person .link");
            assertThat(page.locator("#person").innerText()).contains(mailbox, "By Maya Torres", "What was said there");
            looksRight(page, "person-linked", width, scripts);

            page.locator("#text").fill("The form is in this mail.");
            page.getByText("Send there").click();
            page.waitForSelector("h1:has-text('Email')");
            assertThat(page.locator("h1").innerText()).contains("Email", mailbox);
            assertThat(page.locator(".thread").innerText()).contains("The form is in this mail.");

            page.navigate(town.at("/console/conversations/" + talk.id()).toString());
            page.getByText("Undo this link").click();
            page.getByLabel("Why it is undone").fill("it is her sister's");
            page.locator("#person button", new Page.LocatorOptions().setHasText("Undo link"))
                    .click();
            page.waitForSelector("#person:has-text('No other address')");
            assertThat(page.locator("#person").innerText()).contains("No other address is linked with this one.");
        }
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
