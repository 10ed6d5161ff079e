package io.glassline.app.node;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.CityAnswers;
import io.glassline.storage.postgres.PgAnswerUse;
import io.micronaut.context.ApplicationContext;

/// What those see who own the city's answers.
record AnswersWiring(CityAnswers answers, AnswerUse use) implements Part {

    static AnswersWiring open(StorageWiring storage, LiveCity live) {
        var answers = new LiveAnswers();
        live.follow(answers);
        return new AnswersWiring(answers, new PgAnswerUse(storage.database()));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(CityAnswers.class, answers);
        controllers.registerSingleton(AnswerUse.class, use);
    }
}
