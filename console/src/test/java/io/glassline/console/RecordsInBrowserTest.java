package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A records officer goes from the request to the files by the keyboard, on a phone and on a desk, with and without
/// scripts, read by axe. What it looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordsInBrowserTest {

    private final Town town = new Town(-1, new ManualClock());
    private DeskInBrowser desk;

    @BeforeAll
    void openTheBrowser() {
        town.records.put(RecordsTalks.FLOOD);
        town.records.put(RecordsTalks.TRASH);
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
    @CsvSource({"390, true", "1024, true", "1440, true", "1440, false"})
    void fromTheRequestToTheFiles(int width, boolean scripts) {
        try (var context = desk.context(width, scripts);
                var page = desk.signedIn(context, "supervisor")) {
            page.navigate(town.at("/console/records").toString());
            page.locator("#asker").fill("Harbor Gazette");
            page.locator("#about").fill("Everything about the flood on Elm Street in March");
            page.locator("#received").fill("2026-03-01");
            DeskInBrowser.looksRight(page, "records", width, scripts);
            page.locator("#make").press("Enter");

            page.locator("#since").fill("2026-03-01");
            page.locator("#until").fill("2026-03-03");
            page.locator("#words").fill("cellar");
            page.locator("#count").press("Enter");
            page.waitForSelector("#counted");
            assertThat(page.locator("#counted").innerText()).contains("1 conversation fits");
            page.locator("#take").press("Enter");
            page.waitForSelector("#go-on");
            DeskInBrowser.looksRight(page, "records-taken", width, scripts);
            page.locator("#go-on").press("Enter");

            page.waitForSelector("#piece-2");
            page.locator("input[name=ruling-1][value=withheld]").focus();
            page.keyboard().press("Space");
            blackOut(page, scripts);
            page.locator("input[name=ruling-5][value=withheld]").check();
            page.locator("#reason-5").selectOption("12.6");
            DeskInBrowser.looksRight(page, "records-review", width, scripts);
            page.locator("#rest").press("Enter");
            page.waitForSelector("#progress:has-text('0 of 5')");
            assertThat(page.locator("#piece-2 mark.marked").allInnerTexts())
                    .containsExactlyInAnyOrder("12 Elm Street", "Maria Soto", "(555) 010-4477");

            page.locator(".crumb a").press("Enter");
            page.waitForSelector("#export");
            var files = page.waitForDownload(() -> page.locator("#export").press("Enter"));
            assertThat(files.suggestedFilename()).isEqualTo("records.zip");
            page.reload();
            assertThat(page.locator("#given").innerText()).contains("Given out", "Ruth Okafor");
            DeskInBrowser.looksRight(page, "records-given", width, scripts);
        }
    }

    /// With scripts by selecting the name, without them by typing it.
    private static void blackOut(Page page, boolean scripts) {
        if (scripts) {
            page.evaluate("""
                    () => {
                      const text = document.querySelector('.piece-text[data-piece="2"]');
                      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                      while (walker.nextNode()) {
                        const at = walker.currentNode.data.indexOf("Maria Soto");
                        if (at >= 0) {
                          getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 10);
                          return;
                        }
                      }
                    }""");
            page.locator("button.pick[data-piece='2']").press("Enter");
            assertThat(page.locator("#words-2").inputValue()).isEqualTo("Maria Soto");
        } else {
            assertThat(page.locator("button.pick:visible").count()).isZero();
            page.locator("#words-2").fill("Maria Soto");
            page.locator("input[name=ruling-2][value=redacted]").check();
        }
    }
}
