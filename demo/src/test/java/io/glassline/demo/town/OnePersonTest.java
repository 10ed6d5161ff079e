package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.glassline.embedded.HeadlessChromium;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One person with a phone and a mailbox, from outside: a code sent by mail comes back by text message, the
/// conversation goes on by mail, and the link is undone.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnePersonTest {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

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

    @Test
    void aCodeLinksAMailboxAndTheConversationGoesOnThere() {
        var phone = "+15550101301";
        var mailbox = "bea.one@example.com";
        try (var page = atTheDeskWith(phone)) {
            var here = page.url().replaceFirst("#.*", ""); // else it is a jump within the page
            town.says("city-sms", phone, codeSentTo(page, mailbox));
            town.hears("city-sms", phone, "Your two addresses are linked now.");

            page.navigate(here);
            assertThat(page.locator("#person").innerText()).contains(mailbox, "By a code that came back");
            page.locator("#text").fill("Here is the form you asked for.");
            page.getByText("Send there").click();
            page.waitForSelector("h1:has-text('Email')");
            town.hears("city-email", mailbox, "Here is the form you asked for.");

            page.navigate(here);
            page.getByText("Undo this link").click();
            page.getByLabel("Why it is undone").fill("it is her sister's");
            page.locator("#person button", new Page.LocatorOptions().setHasText("Undo link"))
                    .click();
            page.waitForSelector("#person:has-text('No other address')");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # phone      | mailbox             | wrong codes before the right one | and then hears
              +15550101302 | bea.two@example.com | 4                              | Your two addresses are linked now.
              +15550101303 | bea.six@example.com | 5                              | That code is no longer good.
            """)
    void aCodeIsTriedFiveTimes(String phone, String mailbox, int wrong, String hears) {
        try (var page = atTheDeskWith(phone)) {
            var code = codeSentTo(page, mailbox);
            for (var number = 1; number <= wrong; number++) {
                var tries = number;
                town.says("city-sms", phone, (code.equals("00000" + number) ? "10000" : "00000") + number);
                Town.await("try " + tries + " is answered", () -> answered(phone) == tries);
            }
            town.says("city-sms", phone, code);
            Town.await("the code is answered", () -> answered(phone) == wrong + 1);

            assertThat(town.heard("city-sms", phone).getLast()).contains(hears);
            page.reload();
            assertThat(page.locator("#person").innerText().contains(mailbox)).isEqualTo(wrong < 5);
        }
    }

    @Test
    void aCitizenLinksTheirOtherAddressAndUndoesIt() {
        var phone = "+15550101304";
        var mailbox = "bea.own@example.com";
        town.says("city-sms", phone, "LINK " + mailbox);
        var here = digits(town.hears("city-sms", phone, "Your code begins with"), "begins with ([0-9]{3})");
        var there = digits(town.hears("city-email", mailbox, "The last three digits"), "are ([0-9]{3})\\.");

        town.says("city-sms", phone, here + there);
        town.hears("city-sms", phone, "Your two addresses are linked now.");

        town.says("city-sms", phone, "Unlink");
        town.hears("city-sms", phone, "This address is linked to no other any more.");
    }

    private static String digits(List<String> heard, String form) {
        return heard.stream()
                .map(Pattern.compile(form)::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private long answered(String phone) {
        return town.heard("city-sms", phone).stream()
                .filter(text -> text.contains("not the code")
                        || text.contains("no longer good")
                        || text.contains("are linked now"))
                .count();
    }

    /// Asks for a code on the page, and reads it from the mail.
    private String codeSentTo(Page page, String mailbox) {
        page.getByText("Link another address").click();
        page.locator("#link-account").selectOption("city-email");
        page.locator("#link-address").fill(mailbox);
        page.getByText("Send a code there").click();
        var mail = town.hears("city-email", mailbox, "Your code for the City").stream()
                .filter(text -> text.contains("Your code for the City"))
                .findFirst()
                .orElseThrow();
        var code = CODE.matcher(mail);
        assertThat(code.find()).isTrue();
        return code.group();
    }

    private Page atTheDeskWith(String phone) {
        town.says("city-sms", phone, "I want to talk to a person");
        Town.await(
                "the conversation waits",
                () -> town.conversation(phone).path("state").asText().equals("waiting"));
        var page = browser.newPage();
        page.navigate(town.inside("/console/sign-in").toString());
        page.locator("input[name=id]").fill("supervisor");
        page.locator("input[name=password]").fill("demo");
        page.locator("button[type=submit]").first().click();
        page.waitForURL("**/console");
        page.navigate(town.inside("/console/conversations/"
                        + town.conversation(phone).path("id").asText())
                .toString());
        page.getByText("Take conversation").click();
        page.waitForSelector("#text");
        return page;
    }
}
