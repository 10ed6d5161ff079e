package io.glassline.router.knowledge;

import io.glassline.routing.RoutingDecision.Because;
import io.glassline.routing.RoutingDecision.Candidate;
import java.util.List;
import java.util.stream.Stream;

/// What the knowledge has to say to a text, and the answers that came nearest.
///
/// @param nearest the best first, each with the confidence that it is what was asked, from 0 to 1
public record RankedMatch(Match match, List<Candidate> nearest) {

    public RankedMatch {
        nearest = nearest.stream().limit(Because.CANDIDATES_MAX).toList();
    }

    /// Where no more is known than the match itself.
    static RankedMatch of(Match match) {
        var answers = switch (match) {
            case Match.Sure(var answer, var _) -> Stream.of(answer);
            case Match.Unsure(var bestThree, var _) -> bestThree.stream().limit(1);
            case Match.Nothing _ -> Stream.<Answer>empty();
        };
        return new RankedMatch(
                match,
                answers.map(answer -> new Candidate(answer.id(), Math.clamp(match.confidence(), 0, 1)))
                        .toList());
    }
}
