package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Rows.bindLane;
import static io.glassline.storage.postgres.Rows.column;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.channel.Outgoing;
import io.glassline.consent.ConsentChange;
import io.glassline.conversation.Change;
import io.glassline.conversation.Change.Decision;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.ConversationStore;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.intake.Inbound;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.outbox.Send;
import io.glassline.storage.json.JsonForms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The record of conversations.
///
/// A commit is one transaction of at most three statements. The first two can refuse: they finish the inbound
/// messages, which must be unfinished, and write the conversation, whose version must be the one before. The third
/// writes everything else. All commits lock in this order.
public final class PgConversationStore implements ConversationStore {

    private final Database database;

    public PgConversationStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Conversation> find(Conversation.Id id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select " + Rows.CONVERSATION + " from conversation c where c.id = :id")
                        .bind("id", id.value())
                        .map((row, _) -> Rows.conversation(row))
                        .findOne());
    }

    @Override
    public Optional<Conversation> findOpen(Lane lane) {
        return database.jdbi()
                .withHandle(handle -> bindLane(handle.createQuery("select " + Rows.CONVERSATION + """
                                         from conversation c
                                        where c.account = :account and c.channel = :channel and c.address = :address
                                          and c.state <> 'closed'
                                        order by c.last_activity_at desc, c.id
                                        limit 1
                                        """), lane)
                        .map((row, _) -> Rows.conversation(row))
                        .findOne());
    }

    @Override
    public Optional<Conversation> findByThread(Lane lane, MailThread thread) {
        return database.jdbi()
                .withHandle(handle -> named(handle, lane, thread).or(() -> referred(handle, lane, thread)));
    }

    private static Optional<Conversation> named(Handle handle, Lane lane, MailThread thread) {
        return thread.conversation()
                .flatMap(id -> bindLane(handle.createQuery("select " + Rows.CONVERSATION + """
                                         from conversation c
                                        where c.id = :id and c.state <> 'closed'
                                          and c.account = :account and c.channel = :channel and c.address = :address
                                        """), lane)
                        .bind("id", id)
                        .map((row, _) -> Rows.conversation(row))
                        .findOne());
    }

    /// A reference may be to a mail of the citizen's or to one of ours; the last one named is the one that is
    /// answered.
    private static Optional<Conversation> referred(Handle handle, Lane lane, MailThread thread) {
        if (thread.references().isEmpty()) {
            return Optional.empty();
        }
        return bindLane(handle.createQuery("select " + Rows.CONVERSATION + """
                                 from (
                                    select m.conversation_id, i.mail_id
                                    from inbound i join message m on m.id = i.id
                                    where i.account = :account and i.mail_id = any(:references)
                                    union all
                                    select o.conversation_id, p.provider_id
                                    from part p join outbox o on o.message_id = p.message_id
                                    where p.account = :account and p.provider_id = any(:references)
                                ) mail join conversation c on c.id = mail.conversation_id
                                where c.account = :account and c.channel = :channel and c.address = :address
                                  and c.state <> 'closed'
                                order by array_position(:references, mail.mail_id) desc, c.last_activity_at desc
                                limit 1
                                """), lane)
                .bindArray("references", String.class, thread.references())
                .map((row, _) -> Rows.conversation(row))
                .findOne();
    }

    @Override
    public List<Inbound> unfinished(Lane lane, int countMax) {
        return database.jdbi()
                .withHandle(handle -> bindLane(handle.createQuery("""
                                        select id, account, channel, address, provider_id, content, thread, marks,
                                               sent_at, sent_nanos, received_at, failed_turns
                                        from inbound
                                        where account = :account and channel = :channel and address = :address
                                          and finished_at is null
                                        order by seq
                                        limit :countMax
                                        """), lane)
                        .bind("countMax", countMax)
                        .map((row, _) -> inbound(row))
                        .list());
    }

    private static Inbound inbound(ResultSet row) throws SQLException {
        var lane = Rows.lane(row);
        return new Inbound(
                new Message.Id(Rows.uuid(row, "id")),
                lane.accountId(),
                row.getString("provider_id"),
                lane.citizen(),
                JsonForms.readContent(row.getString("content")),
                Rows.instant(row, "sent_at").plusNanos(row.getInt("sent_nanos")),
                Rows.instant(row, "received_at"),
                Rows.maybeText(row, "thread").map(JsonForms::readThread),
                marks(row.getString("marks")),
                row.getInt("failed_turns"));
    }

    private static Set<Mark> marks(String names) {
        return names.isEmpty()
                ? Set.of()
                : Arrays.stream(names.split(",", -1)).map(Mark::valueOf).collect(Collectors.toSet());
    }

    @Override
    public List<Lane> lanesUnfinished(Instant receivedBefore, Instant now, int countMax) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select account, channel, address
                                from inbound
                                where finished_at is null
                                group by account, channel, address
                                having min(received_at) < :receivedBefore
                                   and coalesce(max(retry_at) <= :now, true)
                                order by min(received_at), min(seq)
                                limit :countMax
                                """)
                        .bind("receivedBefore", receivedBefore)
                        .bind("now", now)
                        .bind("countMax", countMax)
                        .map((row, _) -> Rows.lane(row))
                        .list());
    }

    @Override
    public boolean commit(Change change) {
        return database.jdbi().inTransaction(handle -> {
            var written = finish(handle, change) && write(handle, change);
            if (written) {
                addAll(handle, change);
            } else {
                handle.rollback();
            }
            return written;
        });
    }

    private static boolean finish(Handle handle, Change change) {
        if (change.finished().isEmpty()) {
            return true;
        }
        var ids = change.finished().stream()
                .map(Message.Id::value)
                .distinct()
                .sorted()
                .toList();
        try (var update = handle.createUpdate("""
                update inbound set finished_at = :at
                where id = any(:ids) and finished_at is null
                """)) {
            column(update, "ids", UUID.class, ids, id -> id);
            return update.bind("at", change.after().lastActivityAt()).execute() == ids.size();
        }
    }

    private static boolean write(Handle handle, Change change) {
        var opens = change.after().version() == 1;
        try (var statement = handle.createUpdate(opens ? OPEN : GO_ON)) {
            bind(statement, change);
            return statement.execute() == 1;
        }
    }

    private static final String OPEN = """
            insert into conversation (
                id, pseudonym, account, channel, address, language, state, queue, priority, agent, stage_at, outcome,
                session, thread, message_count, version, opened_at, last_activity_at, urgency, place,
                first_inbound_at, first_answer_at, first_queued_at, first_taken_at, bot_answered)
            values (
                :id, :pseudonym, :account, :channel, :address, :language, :state, :queue, :priority, :agent, :stageAt,
                :outcome, :session::json, :thread::json, :messageCount, :version, :openedAt, :lastActivityAt, :urgency,
                :place, :inboundAt, :answeredAt, :queuedAt, :takenAt, :botAnswered)
            on conflict do nothing
            """;

    private static final String GO_ON = """
            update conversation set
                language = :language, state = :state, queue = :queue, priority = :priority, agent = :agent,
                stage_at = :stageAt, outcome = :outcome, session = :session::json, thread = :thread::json,
                message_count = :messageCount, version = :version, last_activity_at = :lastActivityAt,
                urgency = :urgency, place = :place,
                first_inbound_at = coalesce(first_inbound_at, :inboundAt),
                first_answer_at = coalesce(first_answer_at, :answeredAt),
                first_queued_at = coalesce(first_queued_at, :queuedAt),
                first_taken_at = coalesce(first_taken_at, :takenAt),
                bot_answered = bot_answered or :botAnswered
            where id = :id and version = :version - 1
              and pseudonym = :pseudonym and account = :account and channel = :channel and address = :address
            """;

    private static void bind(SqlStatement<?> statement, Change change) {
        var after = change.after();
        var stage = Columns.of(after.stage());
        statement
                .bind("id", after.id().value())
                .bind("pseudonym", after.pseudonym())
                .bind("account", after.lane().accountId())
                .bind("channel", after.lane().citizen().channel().name())
                .bind("address", after.lane().citizen().value())
                .bind("language", after.language().toLanguageTag())
                .bind("state", after.stage().state())
                .bind("queue", stage.queue)
                .bind("priority", stage.priority)
                .bind("agent", stage.agent)
                .bind("stageAt", stage.at)
                .bind("outcome", stage.outcome)
                .bind("session", JsonForms.session(after.session()))
                .bind("thread", after.thread().map(JsonForms::thread))
                .bind("messageCount", after.messageCount())
                .bind("version", after.version())
                .bind("openedAt", after.openedAt())
                .bind("lastActivityAt", after.lastActivityAt())
                .bind("urgency", PgBoard.urgency(after.stage()))
                .bind("place", PgBoard.place(after))
                .bind("inboundAt", firstAt(change, Author.Citizen.class))
                .bind("answeredAt", firstAt(change, Author.Bot.class, Author.Agent.class))
                .bind("queuedAt", after.stage() instanceof Stage.Waiting ? stage.at : null)
                .bind("takenAt", after.stage() instanceof Stage.WithAgent ? stage.at : null)
                .bind("botAnswered", firstAt(change, Author.Bot.class) != null);
    }

    @SafeVarargs
    private static @Nullable Instant firstAt(Change change, Class<? extends Author>... authors) {
        return change.messages().stream()
                .filter(message -> Arrays.stream(authors).anyMatch(author -> author.isInstance(message.author())))
                .map(Message::at)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private record Columns(
            @Nullable String queue,
            @Nullable String priority,
            @Nullable String agent,
            @Nullable Instant at,
            @Nullable String outcome) {

        static Columns of(Stage stage) {
            return switch (stage) {
                case Stage.WithBot _ -> new Columns(null, null, null, null, null);
                case Stage.Waiting(var queue, var priority, var since) ->
                    new Columns(queue.name(), priority.name(), null, since, null);
                case Stage.WithAgent(var queue, var agentId, var since) ->
                    new Columns(queue.name(), null, agentId, since, null);
                case Stage.Closed(var at, var outcome) -> new Columns(null, null, null, at, outcome);
            };
        }
    }

    private static final String ADD_ALL = """
            with said as (
                insert into message (
                    id, conversation_id, position, author, author_name, content, offers, answers, at)
                select id, :conversation, position, author, author_name, content::json, offers::json, answers, at
                from unnest(:messageId, :messagePosition, :messageAuthor, :messageAuthorName, :messageContent,
                            :messageOffers, :messageAnswers, :messageAt)
                    as m (id, position, author, author_name, content, offers, answers, at)
            ), decided as (
                insert into decision (conversation_id, about, outcome, decision, at)
                select :conversation, about, outcome, decision::json, at
                from unnest(:decisionAbout, :decisionOutcome, :decisionDecision, :decisionAt)
                    with ordinality as d (about, outcome, decision, at, n)
                order by n
            ), queued as (
                insert into outbox (
                    message_id, conversation_id, account, channel, address, outgoing, despite_opt_out, written_at, due_at)
                select message_id, conversation_id, account, channel, address, outgoing::json, despite_opt_out, at, at
                from unnest(:sendMessage, :sendConversation, :sendAccount, :sendChannel, :sendAddress, :sendOutgoing,
                            :sendDespiteOptOut, :sendAt)
                    with ordinality as s (message_id, conversation_id, account, channel, address, outgoing,
                                          despite_opt_out, at, n)
                order by n
            ), parted as (
                insert into part (message_id, number, account, text, offers)
                select message_id, number, account, text, offers::json
                from unnest(:partMessage, :partNumber, :partAccount, :partText, :partOffers)
                    as p (message_id, number, account, text, offers)
            ), consented as (
                insert into consent (account, channel, address, programme, standing, how, words, at)
                select account, channel, address, programme, standing, how, words, at
                from unnest(:consentAccount, :consentChannel, :consentAddress, :consentProgramme, :consentStanding,
                            :consentHow, :consentWords, :consentAt)
                    with ordinality as c (account, channel, address, programme, standing, how, words, at, n)
                order by n
            )
            """ + PgAuditWriter.INSERT;

    private static void addAll(Handle handle, Change change) {
        try (var insert = handle.createUpdate(ADD_ALL)) {
            insert.bind("conversation", change.after().id().value());
            bindMessages(insert, change.messages());
            bindDecisions(insert, change.decisions());
            bindSends(insert, change.sends());
            bindConsents(insert, change.consents());
            PgAuditWriter.bind(insert, change.entries());
            insert.execute();
        }
    }

    private static void bindMessages(SqlStatement<?> insert, List<Message> messages) {
        column(
                insert,
                "messageId",
                UUID.class,
                messages,
                message -> message.id().value());
        column(insert, "messagePosition", Integer.class, messages, Message::position);
        column(
                insert,
                "messageAuthor",
                String.class,
                messages,
                message -> message.author().role());
        column(insert, "messageAuthorName", String.class, messages, message -> Rows.name(message.author()));
        column(insert, "messageContent", String.class, messages, message -> JsonForms.content(message.content()));
        column(insert, "messageOffers", String.class, messages, message -> JsonForms.offers(message.offers()));
        column(
                insert,
                "messageAnswers",
                UUID.class,
                messages,
                message -> message.answers().map(Message.Id::value).orElse(null));
        column(insert, "messageAt", Instant.class, messages, Message::at);
    }

    private static void bindDecisions(SqlStatement<?> insert, List<Decision> decisions) {
        column(
                insert,
                "decisionAbout",
                UUID.class,
                decisions,
                decision -> decision.about().value());
        column(
                insert,
                "decisionOutcome",
                String.class,
                decisions,
                decision -> decision.decision().outcome());
        column(
                insert,
                "decisionDecision",
                String.class,
                decisions,
                decision -> JsonForms.decision(decision.decision()));
        column(insert, "decisionAt", Instant.class, decisions, Decision::at);
    }

    private static void bindSends(SqlStatement<?> insert, List<Send> sends) {
        column(
                insert,
                "sendMessage",
                UUID.class,
                sends,
                send -> send.message().id().value());
        column(
                insert,
                "sendConversation",
                UUID.class,
                sends,
                send -> send.message().conversation());
        column(insert, "sendAccount", String.class, sends, send -> send.lane().accountId());
        column(
                insert,
                "sendChannel",
                String.class,
                sends,
                send -> send.lane().citizen().channel().name());
        column(
                insert,
                "sendAddress",
                String.class,
                sends,
                send -> send.lane().citizen().value());
        column(insert, "sendOutgoing", String.class, sends, send -> JsonForms.outgoing(send.message()));
        column(insert, "sendDespiteOptOut", Boolean.class, sends, Send::despiteOptOut);
        column(insert, "sendAt", Instant.class, sends, Send::at);

        var parts = sends.stream()
                .flatMap(send -> send.parts().stream().map(part -> new SendPart(send, part)))
                .toList();
        column(
                insert,
                "partMessage",
                UUID.class,
                parts,
                part -> part.send.message().id().value());
        column(insert, "partNumber", Integer.class, parts, part -> part.part.number());
        column(
                insert,
                "partAccount",
                String.class,
                parts,
                part -> part.send.lane().accountId());
        column(insert, "partText", String.class, parts, part -> Rows.plain(part.part.text()));
        column(insert, "partOffers", String.class, parts, part -> JsonForms.offers(part.part.offers()));
    }

    private record SendPart(Send send, Outgoing.Part part) {}

    private static void bindConsents(SqlStatement<?> insert, List<ConsentChange> consents) {
        column(
                insert,
                "consentAccount",
                String.class,
                consents,
                consent -> consent.lane().accountId());
        column(
                insert,
                "consentChannel",
                String.class,
                consents,
                consent -> consent.lane().citizen().channel().name());
        column(
                insert,
                "consentAddress",
                String.class,
                consents,
                consent -> consent.lane().citizen().value());
        column(insert, "consentProgramme", String.class, consents, ConsentChange::programme);
        column(
                insert,
                "consentStanding",
                String.class,
                consents,
                consent -> consent.standing().name());
        column(insert, "consentHow", String.class, consents, ConsentChange::how);
        column(insert, "consentWords", String.class, consents, consent -> Rows.plain(consent.words()));
        column(insert, "consentAt", Instant.class, consents, ConsentChange::at);
    }

    @Override
    public void turnFailed(List<Message.Id> inbound, String because, Instant retryAt) {
        database.jdbi().useHandle(handle -> {
            try (var update = handle.createUpdate("""
                    update inbound set failed_turns = failed_turns + 1, retry_at = :retryAt, failure = :because
                    where id = any(:ids) and finished_at is null
                    """)) {
                column(update, "ids", UUID.class, inbound, Message.Id::value);
                update.bind("retryAt", retryAt)
                        .bind("because", Rows.plain(because))
                        .execute();
            }
        });
    }
}
