package io.glassline.router.knowledge;

import io.glassline.router.knowledge.Ranker.Ranking;

/// One text, asked of a ranker that had not seen it.
///
/// @param asked the number of the right answer; for a foreign text, how many answers there are
record Trial(String text, int asked, Ranking ranking) {

    boolean isRight() {
        return ranking.best() == asked;
    }

    boolean isListed() {
        return ranking.menu().contains(asked);
    }
}
