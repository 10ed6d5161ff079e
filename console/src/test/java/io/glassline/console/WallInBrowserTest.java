package io.glassline.console;

import static io.glassline.console.DeskInBrowser.looksRight;
import static io.glassline.console.Town.citizen;
import static io.glassline.console.Town.waitsIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.glassline.audit.Actor;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage.Priority;
import io.glassline.offer.Attendance.Choice;
import io.glassline.offer.Hours;
import io.glassline.offer.Offers.End;
import io.glassline.offer.Profile;
import io.glassline.offer.QueuePolicies;
import io.glassline.offer.QueuePolicy;
import io.glassline.offer.QueuePolicy.Assign;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wall, what people can do, and an offer, in a real browser, on a large and on a small screen.
@Tag("browser")
class WallInBrowserTest {

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private final DeskInBrowser browser = new DeskInBrowser(town);

    @BeforeEach
    void aBusyMorning() {
        var policies = new HashMap<QueueId, QueuePolicy>();
        for (var queue : List.of(Town.WASTE, Town.ROADS, Town.WATER)) {
            policies.put(
                    queue,
                    new QueuePolicy(
                            queue,
                            Hours.ALWAYS,
                            Assign.LONGEST_IDLE,
                            Optional.of(Duration.ofMinutes(10)),
                            Duration.ofSeconds(30),
                            queue.equals(Town.WATER) ? Map.of("water", 2) : Map.of(),
                            1,
                            List.of(),
                            Optional.empty()));
        }
        town.policies = new QueuePolicies(policies, QueuePolicies.WEIGHTS_DEFAULT);
        wait(Town.WASTE, 14, Priority.NORMAL);
        wait(Town.WASTE, 3, Priority.URGENT);
        wait(Town.ROADS, 8, Priority.NORMAL);
        wait(Town.WATER, 1, Priority.EMERGENCY);
        town.profiles.write(
                new Profile("agent", Map.of("waste", 3), Map.of("en", 4, "es", 2), Set.of(), 4),
                Actor.atConsole("supervisor"),
                clock.instant());
        for (var id : List.of("agent", "colleague")) {
            town.attendance.seen(id, clock.instant());
            town.attendance.choose(
                    id,
                    id.equals("agent") ? Choice.AVAILABLE : Choice.AWAY,
                    id.equals("agent") ? "" : "lunch",
                    Actor.atConsole(id),
                    clock.instant());
        }
        town.offers.make(
                town.offers.waiting(1).getFirst().id(), "agent", clock.instant().plusSeconds(25), clock.instant());
    }

    @AfterEach
    void close() {
        browser.close();
        town.close();
    }

    @ParameterizedTest(name = "at {0} points")
    @ValueSource(ints = {1440, 390})
    void theWallAndThePeople(int width) {
        try (var context = browser.context(width, true)) {
            var page = browser.signedIn(context, "supervisor");
            page.navigate(town.at("/console/wall").toString());
            assertThat(page.locator(".wall-late .wall-title").innerText()).isEqualTo("Waste & recycling");
            looksRight(page, "wall", width, true);
            page.navigate(town.at("/console/people").toString());
            looksRight(page, "people", width, true);
        }
    }

    @ParameterizedTest(name = "at {0} points")
    @ValueSource(ints = {1440, 390})
    void anOfferIsAcceptedFromWhateverPageIsOpen(int width) {
        try (var context = browser.context(width, true)) {
            var page = browser.signedIn(context, "agent");
            page.navigate(town.at("/console/figures").toString());
            looksRight(page, "offer", width, true);
            page.locator(".offer button").first().click();
            page.waitForURL("**/console/conversations/**");
        }
    }

    /// The bar asks again by itself, so that an offer comes to a page that is open.
    @Test
    void anOfferComesToAPageThatIsOpen() {
        town.offers.end(town.offers.waiting(1).getFirst().id(), "agent", End.WITHDRAWN, clock.instant());
        try (var context = browser.context(1440, true)) {
            var page = browser.signedIn(context, "agent");
            assertThat(page.locator(".offer").count()).isZero();
            town.offers.make(
                    town.offers.waiting(1).getFirst().id(),
                    "agent",
                    clock.instant().plusSeconds(25),
                    clock.instant());
            page.waitForSelector(".offer", new Page.WaitForSelectorOptions().setTimeout(10_000));
        }
    }

    @Test
    void withoutScriptsAnOfferIsAcceptedToo() {
        try (var context = browser.context(1440, false)) {
            var page = browser.signedIn(context, "agent");
            page.locator(".offer button").first().click();
            assertThat(page.url()).contains("/console/conversations/");
        }
    }

    private void wait(QueueId queue, int minutes, Priority priority) {
        town.conversation(
                "sms",
                "+1555019" + minutes,
                "en",
                Duration.ofMinutes(minutes),
                waitsIn(queue, priority),
                citizen("Nobody came"));
    }
}
