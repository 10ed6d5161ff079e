package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
    @CsvSource({"390, true", "1280, true", "1280, false"})
    void anAddressIsLinkedWrittenToAndLetGo(int width, boolean scripts) {
        var number = width + (scripts ? "1" : "2");
        var mailbox = "ana." + number + "@mail.example";
        var talk = town.waiting("sms", "+1555019" + number, Town.WASTE, "My trash was not picked up");
        town.waiting("email", mailbox, Town.ROADS, "The lamp on Elm Street is out");
        try (var context = desk.context(width, scripts);
                var page = desk.signedIn(context, "agent")) {
            page.navigate(town.at("/console/conversations/" + talk.id()).toString());
            page.getByText("Take conversation").click();
            page.waitForSelector("#text");

            page.getByText("Link another address").click();
            DeskInBrowser.looksRight(page, "person-to-link", width, scripts);
            page.locator("#link-account").selectOption("city-email");
            page.locator("#link-address").fill(mailbox);
            page.locator("#link-because").fill("showed me both at the counter");
            page.getByText("Link without a code").click();
            page.waitForSelector("#person .link");
            assertThat(page.locator("#person").innerText()).contains(mailbox, "By Maya Torres", "What was said there");
            DeskInBrowser.looksRight(page, "person-linked", width, scripts);

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
}
