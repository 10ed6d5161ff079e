package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import io.glassline.embedded.HeadlessChromium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The web chat in a real browser, on the website of the demo's city, which allows neither inline scripts
/// nor inline styles. What it looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebChatInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final String TRASH = "When do you pick up my trash?";
    private static final String ANSWER = "once a week";

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

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void fromTheKeyboardAlone(int width) {
        try (var context = context(width);
                var page = website(context, "/city")) {
            tabTo(page, "Chat with us");
            shoot(page, "website", width);
            page.keyboard().press("Enter");
            assertThat(focused(page)).as("one can write at once").isEqualTo("TEXTAREA");
            shoot(page, "chat-opened", width);
            page.keyboard().type(TRASH);
            page.keyboard().press("Enter");
            answers(page, ANSWER).waitFor();

            assertThat(focused(page)).as("and go on writing").isEqualTo("TEXTAREA");
            isReadable(page, "chat-answered", width);
            page.keyboard().press("Escape");
            assertThat(page.getByRole(AriaRole.DIALOG).count()).isZero();
            assertThat(focusedName(page)).contains("Chat with us");
        }
    }

    /// What a screen reader is given.
    @Test
    void everyPartHasItsRoleAndItsName() {
        try (var context = context(1280);
                var page = opened(context, "/city")) {
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            var chat = page.getByRole(
                    AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Chat with the City of Alder Bay"));

            assertThat(chat.getByRole(AriaRole.LOG, new Locator.GetByRoleOptions().setName("Messages"))
                            .getAttribute("aria-live"))
                    .isEqualTo("polite");
            assertThat(chat.getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Your message"))
                            .count())
                    .isOne();
            assertThat(chat.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close the chat"))
                            .count())
                    .isOne();
            assertThat(chat.getByRole(AriaRole.LOG).innerText())
                    .containsSubsequence("You", TRASH, "Automated assistant", ANSWER);
            assertThat(chat.evaluate("panel => panel.closest('[lang]').lang")).isEqualTo("en");
        }
    }

    @Test
    void nothingIsStoredBeforeTheFirstMessageAndNoCookieAfterIt() {
        try (var context = context(1280);
                var page = opened(context, "/city")) {
            assertThat(stored(page)).isZero();
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            assertThat(stored(page)).isOne();
            assertThat(context.cookies()).isEmpty();

            page.getByText("End the chat on this device").click();
            assertThat(stored(page)).isZero();
            assertThat(page.locator(".line").count()).isZero();
        }
    }

    private static int stored(Page page) {
        return (Integer) page.evaluate("localStorage.length");
    }

    @Test
    void aTalkGoesOnAfterAReloadAndOnAnotherPage() {
        try (var context = context(1280);
                var page = opened(context, "/city")) {
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            page.reload();
            open(page);
            answers(page, ANSWER).waitFor();
            page.navigate(town.providers("/city/trash").toString());
            open(page);
            answers(page, ANSWER).waitFor();
            say(page, "How do I pay a parking ticket?");
            answers(page, "tickets").waitFor();

            assertThat(page.locator(".line").count()).isEqualTo(4);
        }
    }

    @Test
    void twoWindowsShowTheSameTalk() {
        try (var context = context(1280);
                var one = opened(context, "/city");
                var other = opened(context, "/city/trash")) {
            say(one, TRASH);
            answers(one, ANSWER).waitFor();
            answers(other, ANSWER).waitFor();
            say(other, "How do I pay a parking ticket?");
            answers(other, "tickets").waitFor();
            answers(one, "tickets").waitFor();

            assertThat(one.locator(".line").allInnerTexts())
                    .isEqualTo(other.locator(".line").allInnerTexts());
            assertThat(onRecord(one)).containsExactly(TRASH, "How do I pay a parking ticket?");
        }
    }

    @Test
    void theNetworkIsCutInTheMiddleAndNothingIsLostOrDoubled() {
        try (var context = context(390);
                var page = opened(context, "/city")) {
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            context.setOffline(true);
            say(page, "How do I pay a parking ticket?");
            say(page, "Where is the library?");
            page.getByText("No connection. Your message is sent as soon as there is one.")
                    .waitFor();
            isReadable(page, "chat-offline", 390);
            context.setOffline(false);
            answers(page, "tickets").waitFor();
            waitUntil(page, "() => !JSON.parse(Object.values(localStorage)[0]).queue.length");

            assertThat(onRecord(page))
                    .containsExactly(TRASH, "How do I pay a parking ticket?", "Where is the library?");
        }
    }

    /// The gateway has the message, and its answer never arrives.
    @Test
    void anAnswerThatIsLostOnTheWayMakesNoSecondMessage() {
        try (var context = context(1280);
                var page = opened(context, "/city")) {
            var tries = new AtomicInteger();
            page.route("**/messages", route -> {
                if (route.request().method().equals("POST") && tries.incrementAndGet() <= 2) {
                    route.fetch();
                    route.abort("connectionreset");
                } else {
                    route.resume();
                }
            });
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            waitUntil(page, "() => !JSON.parse(Object.values(localStorage)[0]).queue.length");

            assertThat(tries.get()).isPositive();
            assertThat(onRecord(page)).containsExactly(TRASH);
            assertThat(page.locator(".line").count()).isEqualTo(2);
        }
    }

    @Test
    void whereNoStreamComesThroughTheTalkIsAskedFor() {
        try (var context = context(1280);
                var page = website(context, "/city")) {
            page.route("**/events", Route::abort);
            open(page);
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
        }
    }

    @Test
    void whatIsWrittenBeforeThePageIsLeftIsSentFromTheNext() {
        try (var context = context(1280);
                var page = opened(context, "/city")) {
            page.route("**/session", Route::abort);
            say(page, TRASH);
            page.locator(".line.waiting").waitFor();
            page.unroute("**/session");
            page.navigate(town.providers("/city/trash").toString());
            open(page);
            answers(page, ANSWER).waitFor();

            assertThat(onRecord(page)).containsExactly(TRASH);
        }
    }

    @Test
    void aButtonIsTappedAndAPersonAnswers() {
        try (var context = context(390);
                var page = opened(context, "/city")) {
            say(page, "xyzzy plugh");
            page.locator(".offers button").first().waitFor();
            isReadable(page, "chat-offers", 390);
            page.locator(".offers button", new Page.LocatorOptions().setHasText("A person"))
                    .click();
            Town.await(
                    "the conversation waits in a queue",
                    () -> town.conversation(visitor(page))
                            .path("state")
                            .asText()
                            .equals("waiting"));
            var id = town.conversation(visitor(page)).path("id").asText();
            town.apiPost("/conversations/" + id + "/taking", Map.of());
            town.apiPost(
                    "/conversations/" + id + "/messages",
                    Map.of("text", "Hello, this is Ada. See https://city.example/trash."));
            answers(page, "this is Ada").waitFor();

            assertThat(page.locator(".line").last().innerText()).contains("City staff");
            assertThat(page.locator(".line a").last().getAttribute("href")).isEqualTo("https://city.example/trash");
            isReadable(page, "chat-person", 390);
            Town.await(
                    "the desk sees that it was read",
                    () -> town.conversation(visitor(page))
                            .path("messages")
                            .findValuesAsText("delivery")
                            .getLast()
                            .equals("read"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void inSpanish(int width) {
        try (var context = context(width);
                var page = website(context, "/city/es")) {
            page.getByText("Chatee con nosotros").click();
            say(page, "¿Cuándo pasa la basura?");
            answers(page, "una vez por semana").waitFor();

            assertThat(page.locator(".root").getAttribute("lang")).isEqualTo("es");
            assertThat(page.locator(".line").last().innerText()).contains("Asistente automático");
            isReadable(page, "chat-spanish", width);
        }
    }

    @ParameterizedTest(name = "at {0} px, {1}")
    @CsvSource({"390, /chat", "1280, /chat", "1280, /chat/city-web?lang=es"})
    void withoutScripts(int width, String path) {
        try (var context = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 844)
                        .setJavaScriptEnabled(false));
                var page = context.newPage()) {
            page.navigate(town.internet(path).toString());
            assertThat(context.cookies()).isEmpty();
            var isSpanish = path.endsWith("es");
            page.locator("textarea").fill(isSpanish ? "¿Cuándo pasa la basura?" : TRASH);
            page.locator("button.send").click();

            assertThat(page.locator(".talk").innerText()).contains(isSpanish ? "una vez por semana" : ANSWER);
            shoot(page, isSpanish ? "page-without-scripts-spanish" : "page-without-scripts", width);
            page.locator("textarea").fill("xyzzy plugh");
            page.locator("button.send").click();
            page.locator("button.offer").first().click();
            assertThat(page.locator(".talk .own").count()).isEqualTo(3);
            page.locator("button.quiet").click();
            assertThat(page.locator(".line").count()).isZero();
            assertThat(context.cookies()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void thePageIsTheSameTalkWithScriptsAndWithout(int width) {
        try (var context = context(width);
                var page = context.newPage()) {
            page.navigate(town.internet("/chat").toString());
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            isReadable(page, "page", width);
            var cookies = context.cookies();
            try (var plain = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                    var other = plain.newPage()) {
                plain.addCookies(cookies.stream()
                        .map(cookie -> new Cookie(cookie.name, cookie.value)
                                .setDomain(cookie.domain)
                                .setPath(cookie.path))
                        .toList());
                other.navigate(town.internet("/chat").toString());
                assertThat(other.locator(".talk").innerText()).contains(TRASH, ANSWER);
            }
            page.reload();
            answers(page, ANSWER).waitFor();
        }
    }

    /// 1280 by 1024 pixels at 400 %.
    @Test
    void enlargedFourTimesEverythingIsThere() {
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(320, 256));
                var page = opened(context, "/city")) {
            say(page, TRASH);
            answers(page, ANSWER).waitFor();
            isReadable(page, "chat-enlarged", 320);
            for (var part : List.of(".head button", ".log", "textarea", ".send")) {
                page.locator(part).scrollIntoViewIfNeeded();
                var box = page.locator(part).boundingBox();
                assertThat(box.x >= 0 && box.x + box.width <= 320 && box.y < 256)
                        .as(part + " can be reached")
                        .isTrue();
            }
        }
    }

    private void isReadable(Page page, String picture, int width) {
        shoot(page, picture, width);
        assertThat((Integer)
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(picture + " is not wider than the screen")
                .isLessThanOrEqualTo(0);
        var grave = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(WebChatInBrowserTest::told)
                        .toList();
        assertThat(grave).as(picture + " at " + width).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes();
    }

    private static void shoot(Page page, String picture, int width) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(picture + "-" + width + ".png")));
    }

    private BrowserContext context(int width) {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(width, width < 500 ? 844 : 800));
    }

    private Page website(BrowserContext context, String path) {
        var page = context.newPage();
        page.navigate(town.providers(path).toString());
        page.locator(".launch").waitFor();
        return page;
    }

    private Page opened(BrowserContext context, String path) {
        var page = website(context, path);
        open(page);
        return page;
    }

    private static void open(Page page) {
        page.locator(".launch").click();
    }

    private static void say(Page page, String text) {
        page.locator("textarea").fill(text);
        page.locator("button.send").click();
    }

    private static Locator answers(Page page, String text) {
        return page.locator(".line:not(.own)", new Page.LocatorOptions().setHasText(text))
                .last();
    }

    private static void tabTo(Page page, String name) {
        for (var n = 0; n < 40 && !focusedName(page).contains(name); n++) {
            page.keyboard().press("Tab");
        }
        assertThat(focusedName(page)).contains(name);
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName ?? ''");
    }

    private static String focusedName(Page page) {
        return (String) page.evaluate("document.activeElement.shadowRoot?.activeElement?.textContent ?? ''");
    }

    private static void waitUntil(Page page, String holds) {
        page.waitForFunction(holds);
    }

    private String visitor(Page page) {
        return ((String) page.evaluate("JSON.parse(Object.values(localStorage)[0]).token")).split("\\.")[0];
    }

    /// What of the visitor's is on the record and was handled, in order.
    private List<String> onRecord(Page page) {
        var visitor = visitor(page);
        var said = new ArrayList<String>();
        for (var conversation : town.conversations(visitor)) {
            for (JsonNode message : town.api(
                            "/conversations/" + conversation.path("id").asText())
                    .path("messages")) {
                if (message.path("author").asText().equals("citizen")) {
                    said.add(message.path("text").asText());
                }
            }
        }
        return said;
    }
}
