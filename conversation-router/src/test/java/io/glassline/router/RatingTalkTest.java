package io.glassline.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Session.RatingAsked;
import io.glassline.message.Message;
import io.glassline.rating.Rating;
import io.glassline.routing.Router;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A citizen was asked how satisfied they were, and writes.
class RatingTalkTest {

    private static final Router ROUTER = new CityRouter(
            ExampleCity.city(), new KeywordAnswers(ExampleCity.city().knowledge()), _ -> Optional.of(Locale.ENGLISH));

    private static Talk asked(Duration ago) {
        var talk = new Talk(ROUTER, "sms");
        var asked = new RatingAsked(new Message.Id(new UUID(0, 9)), talk.now().minus(ago));
        talk.conversation = talk.conversation.with(
                talk.conversation.stage(),
                talk.conversation.session().disclosing().askingRating(asked),
                talk.conversation.language());
        return talk;
    }

    @Test
    void aRatingIsThankedForInOneSentence() {
        var route = asked(Duration.ofHours(2)).says("great, 5");
        assertThat(route.decision().outcome()).isEqualTo("bot:rating");
        assertThat(route.rating()).contains(new Rating(5, Optional.of("great, 5")));
        assertThat(route.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.text()).isEqualTo("Thank you for telling us.");
            assertThat(reply.offers()).isEmpty();
        });
    }

    @Test
    void aLowOneOffersAPersonWhoIsThenAsked() {
        var talk = asked(Duration.ofHours(2));
        var route = talk.says("2 - nobody came");
        assertThat(route.rating()).contains(new Rating(2, Optional.of("2 - nobody came")));
        assertThat(route.replies().getFirst().offers())
                .extracting(Message.Offer::id)
                .containsExactly("person");
        assertThat(talk.says("yes").decision().outcome()).startsWith("queue:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 Elm Street", "when is my trash picked up?", "hello"})
    void anythingElseIsAMessageLikeAnyOther(String text) {
        assertThat(asked(Duration.ofHours(2)).says(text).rating()).isEmpty();
    }

    @Test
    void afterADayOrWithoutTheQuestionANumberIsNone() {
        assertThat(asked(Duration.ofHours(25)).says("5").rating()).isEmpty();
        assertThat(new Talk(ROUTER, "sms").says("5").rating()).isEmpty();
    }

    @Test
    void stopAndAnEmergencyAreHeardFirst() {
        assertThat(asked(Duration.ofHours(2)).says("STOP").decision().outcome()).isEqualTo("gate:stop");
        var route = asked(Duration.ofHours(2)).says("1 - my house is on fire");
        assertThat(route.decision().outcome()).isEqualTo("queue:emergency");
        assertThat(route.rating()).isEmpty();
    }

    @Test
    void aButtonIsARatingWhileItIsAskedForOnly() {
        assertThat(asked(Duration.ofHours(2)).picks("rating:4", "4").rating())
                .contains(new Rating(4, Optional.empty()));
        assertThat(new Talk(ROUTER, "sms").picks("rating:4", "4").rating()).isEmpty();
    }
}
