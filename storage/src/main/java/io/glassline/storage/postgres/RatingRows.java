package io.glassline.storage.postgres;

import io.glassline.rating.RatingStep;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What turns and questions write into the table `rating`.
final class RatingRows {

    private RatingRows() {}

    /// One by one, for few changes have any.
    static void add(Handle handle, List<RatingStep> steps) {
        for (var step : steps) {
            switch (step) {
                case RatingStep.Asked asked -> ask(handle, asked);
                case RatingStep.Given given -> give(handle, given);
            }
        }
    }

    private static void ask(Handle handle, RatingStep.Asked asked) {
        LaneColumns.bind(handle.createUpdate("""
                        insert into rating (conversation_id, account, channel, address, language, about, at, question_id)
                        values (:conversation, :account, :channel, :address, :language, :about, :at, :question)
                        """), asked.conversation().lane())
                .bind("conversation", asked.conversation().id().value())
                .bind("language", asked.conversation().language().toLanguageTag())
                .bind("about", asked.about())
                .bind("at", asked.at().atOffset(ZoneOffset.UTC))
                .bind("question", asked.question().value())
                .execute();
    }

    /// The first answer counts.
    private static void give(Handle handle, RatingStep.Given given) {
        handle.createUpdate("""
                        update rating set answer_id = :answer, points = :points, words = :words, answered_at = :at
                        where question_id = :question and answered_at is null
                        """)
                .bind("answer", given.answer().value())
                .bind("points", given.rating().points())
                .bind("words", given.rating().words().map(Rows::plain).orElse(null))
                .bind("at", given.at().atOffset(ZoneOffset.UTC))
                .bind("question", given.question().value())
                .execute();
    }
}
