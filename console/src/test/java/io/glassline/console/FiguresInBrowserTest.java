package io.glassline.console;

import static io.glassline.console.DeskInBrowser.looksRight;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The managers' figures in a real browser, from a phone to a wall, by day and by night.
@Tag("browser")
class FiguresInBrowserTest {

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private final DeskInBrowser browser = new DeskInBrowser(town);

    @BeforeEach
    void aWeek() {
        DealtWeek.fill(town, clock.instant());
    }

    @AfterEach
    void close() {
        browser.close();
        town.close();
    }

    @ParameterizedTest(name = "at {0} points, {1}")
    @CsvSource({"320, LIGHT", "390, LIGHT", "1024, LIGHT", "1440, LIGHT", "2560, LIGHT", "1440, DARK", "390, DARK"})
    void theFigures(int width, ColorScheme scheme) {
        try (var context = browser.context(width, true)) {
            var page = browser.signedIn(context, "supervisor");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.navigate(town.at("/console/figures").toString());

            looksRight(page, "figures-" + scheme, width, true);
            page.locator(".behind summary").first().click();
            assertThat(page.locator(".chart-table").first().innerText()).contains("1 min", "22 %");
        }
    }

    /// A chart has its size before anything is drawn.
    @Test
    void nothingMovesWhileItLoads() {
        try (var context = browser.context(1024, true)) {
            var page = browser.signedIn(context, "supervisor");
            page.navigate(town.at("/console/figures").toString());
            var shift = page.evaluate("""
                    () => new Promise(done => {
                      let sum = 0;
                      new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value))
                        .observe({type: 'layout-shift', buffered: true});
                      setTimeout(() => done(sum), 400);
                    })
                    """);

            assertThat(((Number) shift).doubleValue()).isLessThan(0.01);
        }
    }

    @Test
    void onPaperTheTablesAreOpen() {
        try (var context = browser.context(1024, true)) {
            var page = browser.signedIn(context, "supervisor");
            page.navigate(town.at("/console/figures").toString());
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));

            assertThat(page.locator(".chart-table").first().isVisible()).isTrue();
            assertThat(page.locator(".top").isVisible()).isFalse();
        }
    }
}
