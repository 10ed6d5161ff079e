package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.glassline.embedded.HeadlessChromium;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One message all the way, on every channel: asked and answered by the bot, handed to a person, taken and answered
/// in the console in a real browser, and heard by the same citizen on the same channel. For the phone see
/// [PhoneTest]: nobody holds the line while offices are closed.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsTest {

    private final Town town = Town.shared();
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
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # account      | citizen            | asks                                | hears        | asks for a person        | the agent writes
              city-sms     | +15550101101       | When do you pick up my trash?       | once a week  | talk to a person         | Your bin is on today's list.
              city-whatsapp| 15550101102        | How do I pay a parking ticket?      | tickets      | I want to speak to an agent | The ticket was cancelled.
              city-telegram| 550101103          | ¿Cuándo pasa la basura?             | una vez por semana | quiero hablar con una persona | Hoy pasa el camión.
              city-email   | ana.five@example.com | When do you pick up my trash?     | once a week  | Please let me talk to a person. | We will come back today.
            """)
    void oneMessageAllTheWay(
            String account, String citizen, String asks, String hears, String asksForAPerson, String agentWrites) {
        town.says(account, citizen, asks);
        town.hears(account, citizen, hears);
        town.says(account, citizen, asksForAPerson);
        Town.await(
                "the conversation waits in a queue",
                () -> town.conversation(citizen).path("state").asText().equals("waiting"));

        var id = town.conversation(citizen).path("id").asText();
        try (var page = signedIn()) {
            page.navigate(town.inside("/console").toString());
            assertThat(page.locator("a[href*='" + id + "']").count())
                    .as("the queue shows it")
                    .isPositive();
            page.navigate(town.inside("/console/conversations/" + id).toString());
            assertThat(page.locator("main").innerText()).contains(asksForAPerson);
            page.getByText("Take conversation").click();
            page.locator("textarea[name=text]").fill(agentWrites);
            page.getByText("Send reply").click();
            page.locator("main").getByText(agentWrites).first().waitFor(); // the page stays, and takes it up
        }

        town.hears(account, citizen, agentWrites);
        assertThat(authors(citizen)).contains("citizen", "bot", "agent");
    }

    private Page signedIn() {
        var page = browser.newPage();
        page.navigate(town.inside("/console/sign-in").toString());
        page.locator("input[name=id]").fill("supervisor");
        page.locator("input[name=password]").fill("demo");
        page.locator("button[type=submit]").first().click();
        page.waitForURL("**/console");
        return page;
    }

    private List<String> authors(String citizen) {
        return town.conversation(citizen).path("messages").findValuesAsText("author");
    }
}
