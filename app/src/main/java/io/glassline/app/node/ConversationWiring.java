package io.glassline.app.node;

import io.glassline.app.work.TurnWorker;
import io.glassline.desk.Desk;
import io.glassline.desk.LinkCodes;
import io.glassline.desk.OtherLanes;
import io.glassline.desk.PersonDesk;
import io.glassline.desk.TemplateDesk;
import io.glassline.intake.Intake;
import io.glassline.privacy.Erasures;
import io.glassline.turn.TurnListener;
import io.glassline.turn.Turns;
import io.micronaut.context.ApplicationContext;
import java.util.UUID;

/// What becomes of a message: the city's rules, the turns that follow them, and the desk.
record ConversationWiring(
        TurnWorker turns,
        QueueLineReader lines,
        Intake intake,
        PhoneWiring phone,
        Desk desk,
        PersonDesk people,
        TemplateDesk templates)
        implements Part {

    static ConversationWiring open(
            NodeContext node,
            StorageWiring storage,
            ChannelsWiring channels,
            IntakeWiring accepting,
            SendingWiring sending,
            ReceiptWiring receipts,
            TemplatesWiring templates,
            LiveCity live,
            TurnListener listener) {
        var lanes = otherLanes(node, storage, channels);
        var codes = linkCodes(node, storage, channels, live, lanes);
        var lines = node.closing().add(new QueueLineReader(node, storage, live));
        var turns = node.closing()
                .add(new TurnWorker(
                        turns(node, storage, channels, codes, receipts, live, lines, listener)::run,
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
        var phone = PhoneWiring.open(node, storage, channels, live, turns);
        var desk = desk(node, storage, channels, receipts, live);
        return new ConversationWiring(
                turns,
                lines,
                intake,
                phone,
                desk,
                people(node, storage, channels, lanes, codes),
                new TemplateDesk(storage.store(), templates.templates(), desk));
    }

    private static Turns turns(
            NodeContext node,
            StorageWiring storage,
            ChannelsWiring channels,
            LinkCodes codes,
            ReceiptWiring receipts,
            LiveCity live,
            QueueLineReader lines,
            TurnListener listener) {
        return new Turns(
                storage.store(),
                storage.sessions(),
                storage.ledger(),
                storage.links(),
                codes,
                (address, because, by, now) ->
                        storage.erasures().ask(address, because, by, now) instanceof Erasures.Asked.Begun,
                receipts.links(),
                live,
                channels.channels(),
                lines,
                storage.audit(),
                node.clock(),
                UUID::randomUUID,
                listener);
    }

    private static Desk desk(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, ReceiptWiring receipts, LiveCity live) {
        return new Desk(
                storage.store(),
                storage.sessions(),
                storage.board(),
                channels.channels(),
                storage.ledger(),
                new LivePhrases(live),
                receipts.links(),
                () -> live.now().city().queues().ids(),
                node.deployment().staff()::atDesk,
                storage.audit(),
                storage.record(),
                node.clock(),
                UUID::randomUUID);
    }

    private static PersonDesk people(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, OtherLanes lanes, LinkCodes codes) {
        return new PersonDesk(
                storage.store(), storage.links(), channels.channels(), lanes, codes, node.clock(), UUID::randomUUID);
    }

    private static LinkCodes linkCodes(
            NodeContext node, StorageWiring storage, ChannelsWiring channels, LiveCity live, OtherLanes lanes) {
        return new LinkCodes(
                storage.store(),
                storage.links(),
                channels.channels(),
                lanes,
                new LivePhrases(live),
                node.clock(),
                node.random()::nextInt);
    }

    private static OtherLanes otherLanes(NodeContext node, StorageWiring storage, ChannelsWiring channels) {
        return new OtherLanes(
                storage.store(),
                storage.sessions(),
                channels.channels(),
                storage.ledger(),
                storage.audit(),
                node.clock(),
                UUID::randomUUID);
    }

    @Override
    public void offerTo(ApplicationContext controllers) {
        controllers.registerSingleton(Desk.class, desk);
        controllers.registerSingleton(PersonDesk.class, people);
        controllers.registerSingleton(TemplateDesk.class, templates);
        controllers.registerSingleton(Intake.class, intake);
        phone.offerTo(controllers);
    }
}
