package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A supervisor holds an address and lifts the hold by the keyboard, on a phone and on a desk, with and without
/// scripts, read by axe. What it looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrivacyInBrowserTest {

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
    void anAddressIsFoundHeldAndLetGo(int width, boolean scripts) {
        try (var context = desk.context(width, scripts);
                var page = desk.signedIn(context, "supervisor")) {
            page.navigate(town.at("/console/privacy").toString());
            DeskInBrowser.looksRight(page, "privacy", width, scripts);
            page.locator("#address").focus();
            page.keyboard().type(MemoryPrivacy.MARIA.value());
            page.keyboard().press("Enter");
            page.waitForSelector("#known-sms");
            DeskInBrowser.looksRight(page, "privacy-known", width, scripts);

            page.locator("#hold-sms").focus();
            page.keyboard().type("Soto v. Alder Bay");
            page.keyboard().press("Enter");
            page.waitForSelector("#notice");
            assertThat(page.locator("#notice").innerText()).contains("It is held");
            assertThat(page.locator("#erase-sms").count())
                    .as("it cannot be erased")
                    .isZero();
            DeskInBrowser.looksRight(page, "privacy-held", width, scripts);

            page.getByLabel("Why it is lifted").focus();
            page.keyboard().type("settled");
            page.keyboard().press("Enter");
            page.waitForSelector("#notice:has-text('lifted')");
            assertThat(town.privacy.holds).isEmpty();
        }
    }
}
