package io.glassline.routing;

import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Session;
import io.glassline.conversation.Stage;
import io.glassline.phrasing.ApprovedAnswer;
import io.glassline.rating.Rating;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What routing came to.
public sealed interface Route {

    /// Decided: the decision, where the conversation goes, what the bot remembers, what is said and
    /// written down, and what systems of the city are given; and how satisfied the citizen says
    /// they were.
    ///
    /// @param approved the approved answer that stands in the replies and may be phrased otherwise
    record Decided(
            RoutingDecision decision,
            Stage stage,
            Session session,
            Locale language,
            List<Reply> replies,
            List<ConsentChange> consents,
            List<Submission> submissions,
            Optional<Rating> rating,
            Optional<ApprovedAnswer> approved)
            implements Route {

        public Decided {
            replies = List.copyOf(replies);
            consents = List.copyOf(consents);
            submissions = List.copyOf(submissions);
        }

        public Decided(
                RoutingDecision decision,
                Stage stage,
                Session session,
                Locale language,
                List<Reply> replies,
                List<ConsentChange> consents) {
            this(decision, stage, session, language, replies, consents, List.of(), Optional.empty(), Optional.empty());
        }

        /// The same, decided for another reason, or with more known of it.
        public Decided with(RoutingDecision decision) {
            return new Decided(decision, stage, session, language, replies, consents, submissions, rating, approved);
        }

        /// The same, and the bot remembers `session`.
        public Decided with(Session session) {
            return new Decided(decision, stage, session, language, replies, consents, submissions, rating, approved);
        }

        /// The same, and the citizen rates what was done for them.
        public Decided rating(Rating given) {
            return new Decided(
                    decision, stage, session, language, replies, consents, submissions, Optional.of(given), approved);
        }

        /// The same, with an approved answer in its replies that may be phrased otherwise.
        public Decided answering(ApprovedAnswer answer) {
            return new Decided(
                    decision, stage, session, language, replies, consents, submissions, rating, Optional.of(answer));
        }

        /// The same, with `said` wherever its approved answer stood.
        public Decided phrased(ApprovedAnswer answer, String said, RoutingDecision decision) {
            return new Decided(
                    decision,
                    stage,
                    session.lastSaid()
                            .map(last -> session.saying(last.replace(answer.text(), said)))
                            .orElse(session),
                    language,
                    replies.stream()
                            .map(reply -> reply.with(reply.text().replace(answer.text(), said)))
                            .toList(),
                    consents,
                    submissions,
                    rating,
                    Optional.empty());
        }

        /// The same, and `submissions` are made.
        public Decided submitting(List<Submission> submissions) {
            return new Decided(decision, stage, session, language, replies, consents, submissions, rating, approved);
        }
    }

    /// Not decided without this look-up: make it and route again with its result in the [Situation].
    ///
    /// @param form the name of the form that needs it
    record Needs(Lookup lookup, String form) implements Route {}

    /// Not decided yet: it makes no sense alone, and more words may come until then ([Burst#until]). Route again when
    /// they have come, or when the time has passed.
    record Waits(Instant until) implements Route {}

    /// Read and answered together with the next message ([Burst#next]); nothing is said, and nothing changes.
    record WithNext(RoutingDecision decision) implements Route {}
}
