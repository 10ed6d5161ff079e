package io.glassline.app.node;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.CityAnswers;
import io.glassline.answer.Judgements;
import io.glassline.answer.SourceStates;
import io.glassline.answer.SourceWork;
import io.glassline.app.draft.SourcePages;
import io.glassline.app.work.LockedWorker;
import io.glassline.storage.postgres.ClusterLock;
import io.glassline.storage.postgres.PgAnswerUse;
import io.glassline.storage.postgres.PgJudgements;
import io.glassline.storage.postgres.PgSourceStates;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Set;

/// What those see who own the city's answers, and what looks at the pages behind them.
record AnswersWiring(
        CityAnswers answers, AnswerUse use, SourceStates sources, Judgements judgements, LockedWorker worker)
        implements Part {

    /// Between two pages, of whatever site: as long as any site is taken to ask for.
    private static final Duration PAGE_EVERY = Duration.ofSeconds(30);

    static AnswersWiring open(NodeContext node, StorageWiring storage, LiveCity live) {
        var answers = new LiveAnswers();
        live.follow(answers);
        var sources = new PgSourceStates(storage.database());
        var pages = new SourcePages(Set.of(), node.clock(), Thread::sleep);
        var work = new SourceWork(answers, sources, pages, node.clock());
        return new AnswersWiring(
                answers,
                new PgAnswerUse(storage.database()),
                sources,
                new PgJudgements(storage.database(), storage.audit(), node.clock()),
                node.closing()
                        .add(new LockedWorker(
                                "looking at sources",
                                PAGE_EVERY,
                                () -> {
                                    work.step();
                                    return false;
                                },
                                new ClusterLock(storage.database()))));
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(CityAnswers.class, answers);
        controllers.registerSingleton(AnswerUse.class, use);
        controllers.registerSingleton(SourceStates.class, sources);
        controllers.registerSingleton(Judgements.class, judgements);
    }
}
