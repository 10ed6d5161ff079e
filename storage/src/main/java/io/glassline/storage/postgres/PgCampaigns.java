package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.AuditEvent;
import io.glassline.audit.CampaignEvent;
import io.glassline.message.Message;
import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.CampaignWork;
import io.glassline.programme.Campaigns;
import io.glassline.programme.Recipient;
import io.glassline.programme.Recipient.Reason;
import io.glassline.storage.json.RequestJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Campaigns, in `campaign`, `campaign_step` and `campaign_send`.
public final class PgCampaigns implements Campaigns {

    private final Database database;
    private final AuditEntries audit;

    public PgCampaigns(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    // What people do

    @Override
    public void write(Campaign draft, Actor by) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            insert into campaign (id, programme, texts, state, written_by, written_at)
                            values (:id, :programme, :texts::json, :state, :by, :at)
                            """)
                    .bind("id", draft.id().value())
                    .bind("programme", draft.programme())
                    .bind("texts", RequestJson.values(draft.texts()))
                    .bind("state", draft.state().name())
                    .bind("by", draft.writtenBy())
                    .bind("at", draft.writtenAt())
                    .execute();
            enter(handle, new CampaignEvent.Writing(draft.named(), draft.texts(), draft.writtenAt(), by));
        });
    }

    @Override
    public Outcome ask(Campaign.Id id, Actor by, Instant at) {
        return bring(id, State.ASKED, by, at, Campaign::refusesAsking, _ -> Optional.empty());
    }

    @Override
    public Outcome approve(Campaign.Id id, Actor by, Instant at) {
        return bring(
                id,
                State.APPROVED,
                by,
                at,
                campaign -> campaign.refusesApprovalBy(by.person()),
                campaign -> Optional.of(new CampaignEvent.Approval(campaign.named(), by, at)));
    }

    @Override
    public Outcome stop(Campaign.Id id, Actor by, Instant at) {
        return bring(
                id,
                State.STOPPED,
                by,
                at,
                Campaign::refusesStopping,
                campaign -> Optional.of(new CampaignEvent.Stop(campaign.named(), by, at)));
    }

    /// One step of one campaign, which nobody else brings on meanwhile.
    private Outcome bring(
            Campaign.Id id,
            State to,
            Actor by,
            Instant at,
            Function<Campaign, Optional<String>> refusal,
            Function<Campaign, Optional<AuditEvent>> entry) {
        return database.jdbi().inTransaction(handle -> {
            var found = CampaignRows.locked(handle, id);
            if (found.isEmpty()) {
                return new Outcome.Refused("There is no such campaign.");
            }
            var refused = refusal.apply(found.get());
            if (refused.isPresent()) {
                return new Outcome.Refused(refused.get());
            }
            CampaignRows.step(handle, id, to, by.person(), at);
            if (to == State.STOPPED) {
                leaveOutAll(handle, id, at);
            }
            entry.apply(found.get()).ifPresent(event -> enter(handle, event));
            return new Outcome.Done(CampaignRows.find(handle, id).orElseThrow());
        });
    }

    private static void leaveOutAll(Handle handle, Campaign.Id id, Instant at) {
        handle.createUpdate("""
                        update campaign_send set state = 'LEFT_OUT', reason = :reason, moved_at = :at
                        where campaign_id = :id and state = 'WAITING'
                        """)
                .bind("id", id.value())
                .bind("reason", Reason.STOPPED.name())
                .bind("at", at)
                .execute();
    }

    private void enter(Handle handle, AuditEvent event) {
        PgAuditWriter.write(handle, List.of(audit.of(event)));
    }

    @Override
    public Optional<Campaign> find(Campaign.Id id) {
        return database.jdbi().withHandle(handle -> CampaignRows.find(handle, id));
    }

    @Override
    public List<Campaign> list(int countMax) {
        return database.jdbi().withHandle(handle -> CampaignRows.list(handle, countMax));
    }

    @Override
    public List<Campaign> underWay() {
        return database.jdbi().withHandle(CampaignRows::underWay);
    }

    @Override
    public List<Audience> audience(String programme) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select channel, language, count(*) as people from subscription
                        where programme = :programme and ended_at is null
                        group by channel, language order by channel, language
                        """)
                        .bind("programme", programme)
                        .map((row, _) -> new Audience(
                                row.getString("channel"), row.getString("language"), row.getLong("people")))
                        .list());
    }

    // What nodes do

    @Override
    public boolean begin(Campaign.Id id, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var found = CampaignRows.locked(handle, id);
            if (found.isEmpty() || found.get().state() != State.APPROVED) {
                return false;
            }
            handle.createUpdate("""
                            insert into campaign_send (campaign_id, subscription_id, due_at)
                            select :id, s.id, :now from subscription s
                            where s.programme = :programme and s.ended_at is null
                            """)
                    .bind("id", id.value())
                    .bind("programme", found.get().programme())
                    .bind("now", now)
                    .execute();
            CampaignRows.step(handle, id, State.SENDING, Actor.GATEWAY.who(), now);
            return true;
        });
    }

    /// Rows that another node holds are passed over. When a citizen wrote is asked of each of the few that are taken.
    private static final String CLAIM = """
            with room as (
                select greatest(0, :waitingMax - count(*)) as free from (
                    select from outbox where bulk and settled_at is null limit :waitingMax) as waiting
            ), due as (
                select s.message_id from campaign_send s
                where s.campaign_id = :id and s.state = 'WAITING' and s.due_at <= :now
                order by s.due_at, s.message_id
                limit least(:countMax, (select free from room))
                for update skip locked
            ), taken as (
                update campaign_send s set due_at = :until
                from due where s.message_id = due.message_id
                returning s.message_id, s.campaign_id, s.subscription_id
            )
            select t.message_id, t.campaign_id, p.account, p.channel, p.address, p.language,
                   p.ended_at is null as subscribed,
                   (select max(m.at)
                    from message m join conversation c on c.id = m.conversation_id
                    where c.account = p.account and c.channel = p.channel and c.address = p.address
                      and m.author = 'citizen') as citizen_wrote_at
            from taken t join subscription p on p.id = t.subscription_id
            """;

    @Override
    public List<Recipient> claim(Campaign.Id id, Instant now, Duration lease, int countMax) {
        return database.jdbiByIndex()
                .inTransaction(handle -> handle.createQuery(CLAIM)
                        .bind("id", id.value())
                        .bind("now", now)
                        .bind("until", now.plus(lease))
                        .bind("waitingMax", CampaignWork.WAITING_MAX)
                        .bind("countMax", countMax)
                        .map((row, _) -> new Recipient(
                                new Campaign.Id(Rows.uuid(row, "campaign_id")),
                                new Message.Id(Rows.uuid(row, "message_id")),
                                LaneColumns.read(row),
                                Locale.forLanguageTag(row.getString("language")),
                                row.getBoolean("subscribed"),
                                Rows.maybeInstant(row, "citizen_wrote_at")))
                        .list());
    }

    @Override
    public void queued(Recipient to, Instant now) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                update campaign_send set state = 'QUEUED', moved_at = :now
                                where message_id = :message and state = 'WAITING'
                                """)
                        .bind("message", to.message().value())
                        .bind("now", now)
                        .execute());
    }

    @Override
    public void leftOut(Message.Id message, Reason reason, Instant now) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                                update campaign_send set state = 'LEFT_OUT', reason = :reason, moved_at = :now
                                where message_id = :message and state <> 'LEFT_OUT'
                                """)
                        .bind("message", message.value())
                        .bind("reason", reason.name())
                        .bind("now", now)
                        .execute());
    }

    @Override
    public boolean finish(Campaign.Id id, Instant now) {
        return database.jdbi().inTransaction(handle -> {
            var found = CampaignRows.locked(handle, id);
            if (found.isEmpty() || found.get().state() != State.SENDING || CampaignRows.waits(handle, id)) {
                return false;
            }
            CampaignRows.step(handle, id, State.DONE, Actor.GATEWAY.who(), now);
            var people = CampaignRows.counts(handle, id).people();
            enter(handle, new CampaignEvent.End(found.get().named(), people, now));
            return true;
        });
    }

    @Override
    public Optional<Belonging> belonging(Message.Id message) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select c.state, c.programme, p.ended_at is null as subscribed
                        from campaign_send s
                        join campaign c on c.id = s.campaign_id
                        join subscription p on p.id = s.subscription_id
                        where s.message_id = :message
                        """)
                        .bind("message", message.value())
                        .map((row, _) -> new Belonging(
                                State.valueOf(row.getString("state")),
                                row.getString("programme"),
                                row.getBoolean("subscribed")))
                        .findOne());
    }

    @Override
    public Counts counts(Campaign.Id id) {
        return database.jdbi().withHandle(handle -> CampaignRows.counts(handle, id));
    }
}
