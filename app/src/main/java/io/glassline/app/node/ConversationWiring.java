package io.glassline.app.node;

import io.glassline.app.work.TurnWorker;
import io.glassline.desk.Desk;
import io.glassline.intake.Intake;
import io.glassline.router.CityRouter;
import io.glassline.router.knowledge.Languages;
import io.glassline.storage.postgres.LookupSql;
import io.glassline.storage.postgres.SqlLookups;
import io.glassline.turn.Turns;
import io.micronaut.context.ApplicationContext;
import java.util.UUID;

/// What becomes of a message: the city's rules, the turns that follow them, and the desk.
record ConversationWiring(CityRouter router, TurnWorker turns, Intake intake, PhoneWiring phone, Desk desk)
        implements Part {

    static ConversationWiring open(
            NodeContext node,
            StorageWiring storage,
            ChannelsWiring channels,
            IntakeWiring accepting,
            SendingWiring sending,
            BotAnswers answers) {
        var city = node.city();
        var languages = new Languages(city.languages(), city.otherLanguages());
        var router = new CityRouter(city, answers, languages::detect);
        var turns = node.closing()
                .add(new TurnWorker(
                        turns(node, storage, channels, router)::run,
                        storage.store()::lanesUnfinished,
                        accepting.ready(),
                        node.clock(),
                        sending.delivery()::wake,
                        node.threads(),
                        accepting.inbound()::othersMayBeDraining,
                        accepting.backpressure()));
        node.closing().add(accepting.inbound()); // ends before the turns do: first nothing new comes in
        var intake = new Intake(
                channels.channels(),
                accepting.inbound(),
                storage.quarantine(),
                storage.outbox(),
                storage.ledger(),
                storage.audit(),
                turns::ready,
                node.threads());
        var phone = PhoneWiring.open(node, storage, router, turns);
        return new ConversationWiring(router, turns, intake, phone, desk(node, storage, channels));
    }

    private static Turns turns(NodeContext node, StorageWiring storage, ChannelsWiring channels, CityRouter router) {
        var lookups = node.city().lookups().values().stream()
                .map(lookup -> new LookupSql(lookup.name(), lookup.sql(), lookup.timeLimit()))
                .toList();
        return new Turns(
                storage.store(),
                storage.sessions(),
                storage.ledger(),
                router,
                new SqlLookups(storage.database(), lookups),
                channels.channels(),
                storage.audit(),
                node.clock(),
                node.city().zone(),
                node.city().firstLanguage(),
                UUID::randomUUID);
    }

    private static Desk desk(NodeContext node, StorageWiring storage, ChannelsWiring channels) {
        return new Desk(
                storage.store(),
                storage.sessions(),
                storage.board(),
                channels.channels(),
                storage.ledger(),
                node.city().phrases(),
                node.city().queues().ids(),
                storage.audit(),
                storage.record(),
                node.clock(),
                UUID::randomUUID);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Desk.class, desk);
        controllers.registerSingleton(Intake.class, intake);
        phone.offerTo(controllers);
    }
}
