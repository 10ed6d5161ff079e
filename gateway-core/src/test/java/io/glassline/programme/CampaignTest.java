package io.glassline.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Recipient.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignTest {

    private static final Instant NOON = Instant.parse("2026-11-23T20:00:00Z");

    private static Campaign campaign(State state) {
        var draft = Campaign.draft(new UUID(0, 1), "trash", Map.of("en", "No pickup", "es", "No hay"), "ada", NOON);
        return new Campaign(
                draft.id(), draft.programme(), draft.texts(), state, draft.writtenBy(), draft.writtenAt(), Map.of());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            DRAFT,    kim, Nobody has asked
            ASKED,    ada, a second person must
            ASKED,    kim, -
            APPROVED, kim, approved already
            SENDING,  kim, approved already
            DONE,     kim, approved already
            STOPPED,  kim, It was stopped
            """)
    void whoWroteItDoesNotApproveIt(State state, String who, String because) {
        var refused = campaign(state).refusesApprovalBy(who);
        assertThat(refused.isPresent()).isEqualTo(because != null);
        refused.ifPresent(words -> assertThat(words).contains(because));
    }

    @ParameterizedTest
    @CsvSource({"en, No pickup", "es, No hay", "vi, No pickup"})
    void eachGetsItInTheirLanguageOrTheFirst(String language, String text) {
        assertThat(campaign(State.SENDING).textIn(Locale.of(language), Locale.ENGLISH))
                .isEqualTo(text);
    }

    @Test
    void aTextHasToSaySomethingAndNotTooMuch() {
        for (var text : new String[] {" ", "x".repeat(Campaign.TEXT_MAX_CHARS + 1)}) {
            assertThatThrownBy(() -> Campaign.draft(new UUID(0, 1), "trash", Map.of("en", text), "ada", NOON))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # subscribed, can send, forbidden, window hours, citizen wrote hours ago, reason
            true,  true,  false, -,  -,  -
            true,  true,  false, -,  99, -
            true,  true,  false, 24, 23, -
            true,  true,  false, 24, 25, WINDOW_CLOSED
            true,  true,  false, 24, -,  WINDOW_CLOSED
            true,  true,  true,  -,  1,  OPTED_OUT
            true,  false, false, -,  1,  NO_CHANNEL
            false, true,  true,  24, -,  LEFT
            """)
    void whatStandsAgainstSending(
            boolean subscribed, boolean canSend, boolean forbidden, Long window, Long wrote, Reason reason) {
        var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), "US.1"));
        var to = new Recipient(
                new Campaign.Id(new UUID(0, 1)),
                new Message.Id(new UUID(0, 2)),
                lane,
                Locale.ENGLISH,
                subscribed,
                Optional.ofNullable(wrote).map(hours -> NOON.minus(Duration.ofHours(hours))));
        assertThat(to.leftOut(canSend, forbidden, Optional.ofNullable(window).map(Duration::ofHours), NOON))
                .isEqualTo(Optional.ofNullable(reason));
    }

    @ParameterizedTest
    @CsvSource({"160, a, 1", "161, a, 2", "306, a, 2", "307, a, 3", "70, ы, 1", "71, ы, 2", "80, €, 1", "81, €, 2"})
    void aTextMessageIsCountedAsItIsPaidFor(int characters, String character, int segments) {
        assertThat(SmsSegments.of(character.repeat(characters))).isEqualTo(segments);
    }
}
