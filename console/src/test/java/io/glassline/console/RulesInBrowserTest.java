package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.glassline.conversation.Stage;
import io.glassline.embedded.HeadlessChromium;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages about rules in a real browser, over a month of a city's rules: on a phone and on a desk, with and without
/// scripts, and read by axe. What they look like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private HeadlessChromium chromium;
    private Browser browser;
    private String conversation;
    private String message;

    @BeforeAll
    void openTheBrowser() {
        var waits = town.conversation(
                "sms",
                "+15550133",
                "en",
                Duration.ofMinutes(41),
                Town.waitsIn(Town.WATER, Stage.Priority.URGENT),
                Town.citizen(
                        new Content.Text("hydrant at 5th and main is spraying the whole street"),
                        Town.decided(Town.WATER, Stage.Priority.URGENT, "water main break")),
                Town.bot("A person of the water office will answer you here.", Delivery.READ));
        conversation = waits.id().toString();
        message = town.memory
                .transcript(waits.id())
                .orElseThrow()
                .messages()
                .getFirst()
                .message()
                .id()
                .toString();
        RulesMonth.in(town, clock.instant(), conversation);
        town.trials.recorded.put(message, RulesMonth.explanation(RulesMonth.DRAFT));
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

    @ParameterizedTest(name = "{0} at {2} px")
    @CsvSource(delimiter = '|', textBlock = """
            # picture        | page                               | width
            versions         | /console/rules                     | 390
            versions         | /console/rules                     | 1440
            use              | /console/rules/use                 | 390
            use              | /console/rules/use                 | 1440
            changes          | /console/rules/DRAFT               | 390
            changes          | /console/rules/DRAFT               | 1440
            cases            | /console/rules/DRAFT/cases         | 390
            cases            | /console/rules/DRAFT/cases         | 1440
            approval         | /console/rules/DRAFT/approval      | 390
            approval         | /console/rules/DRAFT/approval      | 1440
            activation       | /console/rules/APPROVED/activation | 390
            activation       | /console/rules/APPROVED/activation | 1440
            rollback         | /console/rules/rollback            | 390
            rollback         | /console/rules/rollback            | 1440
            replay-choice    | /console/rules/DRAFT/replay        | 390
            replay-choice    | /console/rules/DRAFT/replay        | 1440
            replay-running   | /console/rules/DRAFT/replay/5f0c2b | 390
            replay-running   | /console/rules/DRAFT/replay/5f0c2b | 1440
            replay           | /console/rules/DRAFT/replay/5f0c2a | 390
            replay           | /console/rules/DRAFT/replay/5f0c2a | 1440
            shadow           | /console/rules/DRAFT/shadow        | 390
            shadow           | /console/rules/DRAFT/shadow        | 1440
            shadow-elsewhere | /console/rules/APPROVED/shadow     | 390
            shadow-elsewhere | /console/rules/APPROVED/shadow     | 1440
            why              | WHY                                | 390
            why              | WHY                                | 1440
            """)
    void aPageFitsAndCanBeReadByEverybody(String picture, String path, int width) {
        try (var page = signedIn(width)) {
            page.navigate(town.at(filled(path)).toString());
            looksRight(page, picture, width);
        }
    }

    @ParameterizedTest
    @CsvSource({"390", "1440"})
    void aMessageIsTriedAndItsExplanationFits(int width) {
        try (var page = signedIn(width)) {
            page.navigate(town.at(filled("/console/rules/DRAFT/trial")).toString());
            looksRight(page, "trial-blank", width);
            page.getByLabel("What the citizen writes").fill("hydrant at 5th and main is spraying the whole street");
            page.getByLabel("When it comes").fill("2026-11-24T23:10");
            page.getByText("Try it").click();
            page.waitForSelector(".explanation");
            looksRight(page, "trial", width);
        }
    }

    @ParameterizedTest
    @CsvSource({"390", "1440"})
    void whyOpensBesideTheMessageAndStaysOpen(int width) {
        try (var page = signedIn(width)) {
            page.navigate(town.at("/console/conversations/" + conversation).toString());
            page.getByText("Why?").first().click();
            page.waitForSelector(".why-more");
            assertThat(page.locator(".decided").first().innerText())
                    .contains("A person of the water office looks at this now", "leak-at-home", "58 %", "in 1.8 ms");
            looksRight(page, "conversation-why", width);
        }
    }

    @Test
    void aReplayGoesOnBeforeTheReadersEyes() {
        try (var page = signedIn(1440)) {
            followed(page);
        }
    }

    @Test
    void aReplayGoesOnWithoutScriptsToo() {
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                var page = context.newPage()) {
            signIn(page);
            followed(page);
        }
    }

    @Test
    void aVersionIsApprovedActivatedAndRolledBackWithoutScripts() {
        var other = town.versions.pushed("0123456789ab", "By a program", "ci", clock.instant());
        var was = town.versions.active();
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                var page = context.newPage()) {
            signIn(page);
            for (var step : List.of("approval", "activation")) {
                page.navigate(town.at("/console/rules").toString());
                page.locator("a[href='/console/rules/" + other + "/" + step + "']")
                        .click();
                page.locator("#confirm").click();
            }
            assertThat(town.versions.active()).contains(other);
            page.locator("#rollback").click();
            page.locator("#confirm").click();
            assertThat(page.locator("#notice").innerText()).contains("is active again");
            assertThat(town.versions.active()).isEqualTo(was);
        }
    }

    private void followed(Page page) {
        var running = town.trials.replays.get(RulesMonth.REPLAY_RUNNING);
        page.navigate(town.at(filled("/console/rules/DRAFT/replay/5f0c2b")).toString());
        assertThat(page.locator(".progress").innerText()).contains("34 %", "about 14 s left");
        town.trials.replays.put(RulesMonth.REPLAY_RUNNING, town.trials.replays.get(RulesMonth.REPLAY));
        try {
            page.waitForSelector(".replay-window");
            assertThat(page.locator(".progress").count()).isZero();
        } finally {
            town.trials.replays.put(RulesMonth.REPLAY_RUNNING, running);
        }
    }

    private String filled(String path) {
        return path.replace("DRAFT", RulesMonth.DRAFT.hex())
                .replace("APPROVED", RulesMonth.APPROVED.hex())
                .replace("WHY", "/console/conversations/" + conversation + "/messages/" + message + "/why");
    }

    private Page signedIn(int width) {
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, 900));
        signIn(page);
        return page;
    }

    private void signIn(Page page) {
        page.navigate(town.at("/console/sign-in").toString());
        page.locator("input[name=id]").fill("supervisor");
        page.locator("input[name=password]").fill(Town.PASSWORD);
        page.locator("button[type=submit]").click();
        page.waitForSelector(".me-name");
    }

    private static void looksRight(Page page, String picture, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(picture + "-" + width + ".png"))
                .setFullPage(true));
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("what is wider than the page")
                .isEqualTo(0);
        var axe = new AxeBuilder(page).analyze();
        assertThat(axe.getPasses()).as("what axe looked at").isNotEmpty();
        assertThat(axe.getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(RulesInBrowserTest::told))
                .isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
