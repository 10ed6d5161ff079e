package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.glassline.embedded.HeadlessChromium;
import java.nio.file.Path;
import java.util.Set;

/// The desk of a town in a real browser. What it looks like is in `target/screenshots`.
final class DeskInBrowser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final int HEIGHT = 900;

    private final Town town;
    private final HeadlessChromium chromium = HeadlessChromium.start();

    DeskInBrowser(Town town) {
        this.town = town;
    }

    BrowserContext context(int width, boolean scripts) {
        return chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(scripts)
                        .setViewportSize(width, HEIGHT));
    }

    Page signedIn(BrowserContext context, String id) {
        var page = context.newPage();
        page.navigate(town.at("/console/sign-in").toString());
        page.locator("input[name=id]").fill(id);
        page.locator("input[name=password]").fill(Town.PASSWORD);
        page.locator("button[type=submit]").first().click();
        page.waitForSelector(".me-name");
        return page;
    }

    /// Nothing sticks out, and axe finds nothing grave. Without scripts there is no axe.
    static void looksRight(Page page, String picture, int width, boolean scripts) {
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

    @Override
    public void close() {
        chromium.close();
    }
}
