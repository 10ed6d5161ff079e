package io.glassline.router.step;

import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.message.Signal;
import io.glassline.rating.Rating;
import io.glassline.router.city.CityRatings;
import io.glassline.router.context.TurnContext;
import io.glassline.router.dialogue.RatingReader;
import io.glassline.router.reply.Choice;
import io.glassline.router.reply.RatingReplies;
import io.glassline.routing.Route;
import java.util.Optional;

/// The citizen was asked how satisfied they were, nothing was said since, and this is a rating.
/// Anything else is a message like any other.
final class RatingAnswer implements RoutingStep {

    @Override
    public Optional<Route> decide(TurnContext turn) {
        return turn.city().ratings().filter(_ -> isAsked(turn)).flatMap(ratings -> rated(turn, ratings));
    }

    private static boolean isAsked(TurnContext turn) {
        return turn.conversation().stage() instanceof Stage.WithBot
                && turn.session()
                        .ratingAsked()
                        .filter(asked -> turn.now().isBefore(asked.at().plus(Rating.ANSWERED_WITHIN)))
                        .isPresent();
    }

    private static Optional<Route> rated(TurnContext turn, CityRatings ratings) {
        return rating(turn).map(rating -> new RatingReplies(turn).taken(rating, ratings));
    }

    /// The words of a mail stand below its subject.
    private static Optional<Rating> rating(TurnContext turn) {
        return switch (turn.content()) {
            case Content.Choice(var id, var _) ->
                Choice.parse(id)
                        .filter(Choice.Points.class::isInstance)
                        .map(Choice.Points.class::cast)
                        .map(choice -> new Rating(choice.points(), Optional.empty()));
            case Content.Text _ -> RatingReader.read(words(turn));
            case Content.Media _,
                    Content.Place _,
                    Content.Keys _,
                    Content.Call _,
                    Content.Template _,
                    Content.Unsupported _,
                    Signal _ -> Optional.empty();
        };
    }

    private static String words(TurnContext turn) {
        return turn.isMail() ? turn.text().substring(turn.text().indexOf('\n') + 1) : turn.text();
    }
}
