package io.glassline.console;

import io.glassline.answer.CityAnswers.CityAnswer;
import io.glassline.offer.Profiles;
import jakarta.inject.Singleton;

/// Whose an answer is: those whose profile names the queue of its office. Nobody owns all queues by having named none.
@Singleton
final class AnswerOwners {

    private final Profiles profiles;

    AnswerOwners(Profiles profiles) {
        this.profiles = profiles;
    }

    boolean owns(StaffSession session, CityAnswer answer) {
        var profile = profiles.all().get(session.agent().id());
        return profile != null && profile.queues().contains(answer.queue());
    }

    /// Whether they may withdraw it, and see who got it.
    boolean decides(StaffSession session, CityAnswer answer) {
        return session.supervises() || session.mayRead() && owns(session, answer);
    }
}
