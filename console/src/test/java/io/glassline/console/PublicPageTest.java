package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublicPageTest extends ConsoleFixture {

    @Test
    void thePublicPageSaysHowToReachTheCityAndHowToCheckIt() {
        assertThat(town.publicPage().html())
                .contains("Talk to Alder Bay")
                .contains("href=\"sms:+15550100\"")
                .contains("href=\"mailto:help@city.example\"")
                .contains("https://t.me/AlderBayBot")
                .contains("./glassline verify http://localhost:8080/log/ --vkey alderbay.example")
                .contains("href=\"/figures\"")
                .doesNotContain("Answered by the assistant", "Wait for a person");
    }

    @Test
    void thePublicPageCountsAgainOnlyWhenItsFiguresAreOld() {
        var page = town.publicPage();
        var before = page.html();
        town.waiting("sms", "+15550122", Town.WATER, "No water");

        assertThat(page.html()).isEqualTo(before);

        clock.advance(PublicPage.FRESH_FOR);
        assertThat(page.html()).isNotEqualTo(before);
    }
}
