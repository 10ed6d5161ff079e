package io.glassline.router.reply;

import io.glassline.message.Message;
import io.glassline.rating.Rating;
import io.glassline.router.city.CityRatings;
import io.glassline.router.context.TurnContext;
import io.glassline.routing.Route;
import java.util.List;

/// What is said to a citizen who rated: thanks, and a person where it was low.
public final class RatingReplies {

    private static final String RATING = "rating";

    private final TurnContext turn;

    public RatingReplies(TurnContext turn) {
        this.turn = turn;
    }

    public Route.Decided taken(Rating rating, CityRatings ratings) {
        var reply = new ReplyBuilder(turn);
        var in = turn.language();
        var because = turn.because(
                RATING, "The citizen answers the question how satisfied they were, the last that was said.", List.of());
        var text = (rating.isLow() ? ratings.low() : ratings.thanks()).in(in);
        var offers = rating.isLow() ? List.of(reply.personOffer(in)) : List.<Message.Offer>of();
        return reply.bot(RATING, because, text, offers, turn.understood(), in).rating(rating);
    }
}
