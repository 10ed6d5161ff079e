package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.glassline.embedded.HeadlessChromium;
import io.glassline.log.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A citizen's receipt in a real browser: what it proves, that it does so with the network cut, and
/// what it says of a page that was tampered with. What it looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiptInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final Pattern LINK = Pattern.compile("http://[^ ]+/receipt/[A-Za-z0-9_-]{24}");
    private static final String TRASH = "When do you pick up my trash?";

    private final Town town = Town.shared();
    private HeadlessChromium chromium;
    private Browser browser;
    private String link;

    @BeforeAll
    void anaAsksForHerReceipt() {
        chromium = HeadlessChromium.start();
        browser = chromium.browser();
        link = receiptOf("+15550104001", TRASH, "once a week");
    }

    @AfterAll
    void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /// The link that the city sends to who writes RECEIPT, once all said before it is in the log.
    private String receiptOf(String phone, String question, String answer) {
        town.says("city-sms", phone, question);
        town.hears("city-sms", phone, answer);
        town.says("city-sms", phone, "RECEIPT");
        var found = town.hears("city-sms", phone, "/receipt/").stream()
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(MatchResult::group)
                .toList()
                .getLast();
        Town.await("all of it is in the log", () -> !get(found).body().contains("\"standing\":\"waiting\""));
        return found;
    }

    private HttpResponse<String> get(String url) {
        return town.send(town.request(URI.create(url)).GET());
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void eachMessageIsProved(int width) {
        try (var context = context(width);
                var page = opened(context, link)) {
            assertThat(verdict(page)).contains("Proved: all 4 messages");
            assertThat(page.locator(".standing.proved").count()).isEqualTo(4);
            assertThat(page.locator("#m1").innerText()).contains("You", TRASH, "Rule");
            assertThat(page.locator("#m2").innerText()).contains("automated assistant", "once a week");
            assertThat(context.cookies()).isEmpty();
            isReadable(page, "receipt", width);
        }
    }

    @Test
    void alsoWithTheNetworkCutAndFromACopyThatWasSaved(@TempDir Path folder) throws Exception {
        var copy = Files.writeString(folder.resolve("receipt.html"), get(link).body());
        try (var context = context(1280)) {
            context.setOffline(true);
            var page = opened(context, copy.toUri().toString());
            assertThat(verdict(page)).contains("Proved: all 4 messages");
        }
    }

    /// By a program that shares nothing with the page.
    @Test
    void eachProofFileIsCheckedByTheVerifierThatStandsAlone(@TempDir Path folder) throws Exception {
        var key = get(town.internet("/log/vkey").toString()).body().strip();
        var told = new StringBuilder();
        for (var n = 1; n <= 4; n++) {
            var file = Files.writeString(
                    folder.resolve(n + ".tlog-proof"),
                    get(link + "/" + n + ".tlog-proof").body());
            var out = new ByteArrayOutputStream();
            var print = new PrintStream(out, true, UTF_8);
            assertThat(VerifyCommand.run(List.of("receipt", file.toString(), "--vkey", key), print, print))
                    .as(out.toString(UTF_8))
                    .isEqualTo(VerifyCommand.HOLDS);
            told.append(out.toString(UTF_8));
        }
        assertThat(told.toString()).containsSubsequence(TRASH, "once a week", "RECEIPT", "/receipt/");
        assertThat(get(link + "/5.tlog-proof").statusCode()).isEqualTo(404);
    }

    /// Of each thing that the page shows, another than was recorded.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            words      | once a week</p> | once a year</p>
            your words | pick up my trash? | pick up my bins?
            hour       | <time datetime="2 | <time datetime="1
            sender     | The city’s automated assistant</strong> | A member of the city’s staff</strong>
            rule       | <code class="rule"> | <code class="rule">other\s
            """)
    void whatWasTamperedWithIsTold(String what, String recorded, String shown, @TempDir Path folder) throws Exception {
        var whole = get(link).body();
        assertThat(whole).contains(recorded.replace("</p>", ""));
        var changed = whole.replaceFirst(Pattern.quote(recorded.replace("</p>", "")), shown.replace("</p>", ""));
        try (var context = context(1280);
                var page = opened(
                        context,
                        Files.writeString(folder.resolve("page.html"), changed)
                                .toUri()
                                .toString())) {
            assertThat(verdict(page)).as(what).contains("Not proved: 1 of 4 messages do not match the record.");
            assertThat(page.locator(".standing.wrong").count()).isOne();
            assertThat(page.locator(".standing.proved").count()).isEqualTo(3);
            shoot(page, "receipt-tampered", 1280);
        }
    }

    /// The data below the page, changed in each of its parts: then nothing is proved by it.
    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "vkey", "leaf", "path", "salt", "sealed", "wordsSalt", "words", "index"})
    void noPartOfTheProofCanBeAnother(String part, @TempDir Path folder) throws Exception {
        try (var context = context(1280);
                var page = context.newPage()) {
            var text = get(link).body();
            page.setContent(text);
            var changed = (String) page.evaluate("""
                    part => {
                      const data = JSON.parse(document.getElementById('record').textContent);
                      const holder = part in data ? data : data.messages[0].entry;
                      const flip = text => text.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, c => c === 'A' ? 'B' : 'A');
                      holder[part] = part === 'path' ? [flip0(holder[part][0]), ...holder[part].slice(1)]
                          : part === 'index' ? String(Number(holder[part]) ^ 1)
                          : part === 'salt' || part === 'wordsSalt' || part === 'vkey' ? flip0(holder[part])
                          : part === 'checkpoint' ? holder[part].replace(/\\n(\\d+)\\n/, (_, n) => '\\n' + (Number(n) + 1) + '\\n')
                          : flip(holder[part]);
                      function flip0(text) {
                        const at = part === 'vkey' ? text.length - 20 : 4;
                        return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
                      }
                      return JSON.stringify(data);
                    }
                    """, part);
            var begin = text.indexOf("id=\"record\">") + "id=\"record\">".length();
            var end = text.indexOf("</script>", begin);
            var file = Files.writeString(
                    folder.resolve("page.html"),
                    text.substring(0, begin) + changed.replace("<", "\\u003c") + text.substring(end));
            page.navigate(file.toUri().toString());
            checked(page);
            assertThat(verdict(page)).as(part).contains("Not proved:");
        }
    }

    @Test
    void anExpiredLinkShowsWhatAnUnknownOneDoes() throws SQLException {
        var phone = "+15550104002";
        var over = receiptOf(phone, TRASH, "once a week");
        expire(phone);
        var unknown = get(town.internet("/receipt/" + "A".repeat(24)).toString());
        for (var path : List.of(over, over.replace("/receipt/", "/track/"), over + "/1.tlog-proof")) {
            var shown = get(path);
            assertThat(shown.statusCode()).as(path).isEqualTo(404);
            assertThat(shown.body()).isEqualTo(unknown.body()).doesNotContain("trash");
        }
        try (var context = context(390);
                var page = context.newPage()) {
            page.navigate(over);
            isReadable(page, "receipt-expired", 390);
        }
    }

    private void expire(String phone) throws SQLException {
        var how = Town.servers(town.data());
        try (var connection = DriverManager.getConnection(
                        how.getProperty("jdbcUrl"), how.getProperty("user"), how.getProperty("password"));
                var update = connection.prepareStatement(
                        "update receipt_link set expires_at = now() - interval '1 second' where address = ?")) {
            update.setString(1, phone);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    @Test
    void nothingOfItIsKeptOrToldOnTheWay() {
        var headers = get(link).headers().map();
        assertThat(headers.get("cache-control")).containsExactly("no-store");
        assertThat(headers.get("referrer-policy")).containsExactly("no-referrer");
        assertThat(headers.get("content-security-policy").getFirst())
                .contains("default-src 'none'", "script-src 'sha256-", "connect-src 'none'")
                .doesNotContain("unsafe");
        assertThat(headers).doesNotContainKey("set-cookie");
    }

    @Test
    void itIsReachedByTheKeyboardAndPrinted() {
        try (var context = context(1280);
                var page = opened(context, link)) {
            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("To the messages");
            var reached = new StringBuilder();
            for (var n = 0; n < 12; n++) {
                page.keyboard().press("Tab");
                reached.append(focused(page)).append('\n');
            }
            assertThat(reached.toString())
                    .contains("Español", "Print or save as PDF", "Where the matter stands", "Proof file");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            page.setViewportSize(794, 1123);
            assertThat(page.locator("#print").isVisible()).isFalse();
            assertThat(page.locator("#verdict").innerText()).contains("Proved: all 4");
            shoot(page, "receipt-printed", 794);
        }
    }

    @Test
    void itSpeaksSpanishToo() {
        var phone = "+15550104003";
        town.says("city-sms", phone, "¿Cuándo recogen la basura de mi casa?");
        town.hears("city-sms", phone, "semana");
        town.says("city-sms", phone, "RECIBO");
        var sent = town.hears("city-sms", phone, "Comprobante").getLast();
        var matcher = LINK.matcher(sent);
        assertThat(matcher.find()).isTrue();
        Town.await("it is in the log", () -> !get(matcher.group()).body().contains("\"standing\":\"waiting\""));
        try (var context = context(390);
                var page = opened(context, matcher.group())) {
            assertThat(verdict(page)).contains("Probado: los 4 mensajes");
            isReadable(page, "receipt-es", 390);
        }
    }

    @Test
    void theMatterIsFollowedWithoutAReload() {
        var phone = "+15550104004";
        var receipt = receiptOf(phone, TRASH, "once a week");
        try (var context = context(390);
                var page = context.newPage()) {
            page.navigate(receipt.replace("/receipt/", "/track/"));
            assertThat(page.locator("#standing").innerText()).contains("The automated assistant is answering.");
            page.evaluate("window.stays = true");
            town.says("city-sms", phone, "agent");
            page.waitForSelector("text=Waiting for a person");
            assertThat(page.locator("#standing").innerText())
                    .contains("Who has it", "Your place in line", "Expected wait");
            isReadable(page, "track", 390);
            town.apiPost(
                    "/conversations/"
                            + town.conversations(phone).get(0).path("id").asText() + "/taking",
                    Map.of());
            page.waitForSelector("text=A person is working on it");
            assertThat(page.locator("main").innerText())
                    .contains("Waste and Recycling")
                    .doesNotContain("demo");
            assertThat((Boolean) page.evaluate("window.stays")).isTrue();
            page.setViewportSize(1280, 800);
            isReadable(page, "track", 1280);
        }
    }

    private Page opened(BrowserContext context, String url) {
        var page = context.newPage();
        page.navigate(url);
        checked(page);
        return page;
    }

    private static void checked(Page page) {
        page.waitForSelector("#verdict.proved, #verdict.wrong, #verdict.part");
    }

    private static String verdict(Page page) {
        return page.locator("#verdict").innerText();
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.textContent.trim()");
    }

    private static void isReadable(Page page, String picture, int width) {
        shoot(page, picture, width);
        assertThat((Integer)
                        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(picture + " is not wider than the screen")
                .isLessThanOrEqualTo(0);
        var grave = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                        .toList();
        assertThat(grave).as(picture + " at " + width).isEmpty();
    }

    private static void shoot(Page page, String picture, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(picture + "-" + width + ".png")));
    }

    private BrowserContext context(int width) {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(width, width < 500 ? 844 : 800));
    }
}
