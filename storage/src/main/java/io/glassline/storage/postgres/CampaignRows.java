package io.glassline.storage.postgres;

import io.glassline.programme.Campaign;
import io.glassline.programme.Campaign.State;
import io.glassline.programme.Campaigns.Counts;
import io.glassline.programme.Recipient.Reason;
import io.glassline.storage.json.RequestJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// The tables `campaign` and `campaign_step`, and what `campaign_send` adds up to.
final class CampaignRows {

    private static final String COLUMNS = "id, programme, texts, state, written_by, written_at";

    private CampaignRows() {}

    /// Nobody else brings it on until the transaction ends.
    static Optional<Campaign> locked(Handle handle, Campaign.Id id) {
        handle.createQuery("select id from campaign where id = :id for update")
                .bind("id", id.value())
                .mapTo(UUID.class)
                .list();
        return find(handle, id);
    }

    static Optional<Campaign> find(Handle handle, Campaign.Id id) {
        return with(
                        handle,
                        handle.createQuery("select %s from campaign where id = :id".formatted(COLUMNS))
                                .bind("id", id.value())
                                .map((row, _) -> read(row))
                                .list())
                .stream()
                .findFirst();
    }

    static List<Campaign> list(Handle handle, int countMax) {
        return with(
                handle,
                handle.createQuery("select %s from campaign order by written_at desc, id limit :countMax"
                                .formatted(COLUMNS))
                        .bind("countMax", countMax)
                        .map((row, _) -> read(row))
                        .list());
    }

    /// Those that were approved first, first.
    static List<Campaign> underWay(Handle handle) {
        return with(
                handle,
                handle.createQuery("""
                                select %s from campaign where state in ('APPROVED', 'SENDING')
                                order by (
                                    select at from campaign_step
                                    where campaign_id = id and campaign_step.state = 'APPROVED'), id
                                """.formatted(COLUMNS))
                        .map((row, _) -> read(row))
                        .list());
    }

    private static Campaign read(ResultSet row) throws SQLException {
        return new Campaign(
                new Campaign.Id(Rows.uuid(row, "id")),
                row.getString("programme"),
                RequestJson.readValues(row.getString("texts")),
                State.valueOf(row.getString("state")),
                row.getString("written_by"),
                Rows.instant(row, "written_at"),
                Map.of());
    }

    private static List<Campaign> with(Handle handle, List<Campaign> campaigns) {
        var steps = new HashMap<UUID, Map<State, Campaign.Step>>();
        handle.createQuery("select campaign_id, state, who, at from campaign_step where campaign_id = any(:ids)")
                .bind(
                        "ids",
                        BinaryArray.of(
                                UUID.class, campaigns, campaign -> campaign.id().value()))
                .map((row, _) -> steps.computeIfAbsent(Rows.uuid(row, "campaign_id"), _ -> new EnumMap<>(State.class))
                        .put(
                                State.valueOf(row.getString("state")),
                                new Campaign.Step(row.getString("who"), Rows.instant(row, "at"))))
                .list();
        return campaigns.stream()
                .map(campaign -> new Campaign(
                        campaign.id(),
                        campaign.programme(),
                        campaign.texts(),
                        campaign.state(),
                        campaign.writtenBy(),
                        campaign.writtenAt(),
                        steps.getOrDefault(campaign.id().value(), Map.of())))
                .toList();
    }

    static void step(Handle handle, Campaign.Id id, State to, String who, Instant at) {
        handle.createUpdate("update campaign set state = :state where id = :id")
                .bind("id", id.value())
                .bind("state", to.name())
                .execute();
        handle.createUpdate("""
                        insert into campaign_step (campaign_id, state, who, at) values (:id, :state, :who, :at)
                        """)
                .bind("id", id.value())
                .bind("state", to.name())
                .bind("who", Rows.plain(who))
                .bind("at", at)
                .execute();
    }

    /// Whether anybody's turn is to come, or a message of it is to be sent.
    static boolean waits(Handle handle, Campaign.Id id) {
        return handle.createQuery("""
                        select exists (
                            select from campaign_send where campaign_id = :id and state = 'WAITING'
                        ) or exists (
                            select from campaign_send s join outbox o on o.message_id = s.message_id
                            where s.campaign_id = :id and s.state = 'QUEUED' and o.settled_at is null)
                        """)
                .bind("id", id.value())
                .mapTo(Boolean.class)
                .one();
    }

    /// A message of which any part failed is failed. What a person settled otherwise counts as it stands.
    private static final String COUNTS = """
            select s.state, s.reason, o.settled_at is null as open,
                   exists (
                    select from part p
                    where p.message_id = s.message_id and p.delivery in ('FAILED', 'UNKNOWN')) as failed,
                   count(*) as people
            from campaign_send s left join outbox o on o.message_id = s.message_id
            where s.campaign_id = :id
            group by s.state, s.reason, open, failed
            """;

    static Counts counts(Handle handle, Campaign.Id id) {
        var sums = new Sums();
        handle.createQuery(COUNTS)
                .bind("id", id.value())
                .map((row, _) -> sums.add(row))
                .list();
        return sums.counts();
    }

    private static final class Sums {

        private final Map<Reason, Long> leftOut = new EnumMap<>(Reason.class);
        private long people;
        private long waiting;
        private long queued;
        private long sent;
        private long failed;

        /// @return how many there are by now, for whoever needs a value
        long add(ResultSet row) throws SQLException {
            var count = row.getLong("people");
            people += count;
            switch (row.getString("state")) {
                case "WAITING" -> waiting += count;
                case "LEFT_OUT" -> leftOut.merge(Reason.valueOf(row.getString("reason")), count, Long::sum);
                default -> {
                    if (row.getBoolean("open")) {
                        queued += count;
                    } else if (row.getBoolean("failed")) {
                        failed += count;
                    } else {
                        sent += count;
                    }
                }
            }
            return people;
        }

        Counts counts() {
            return new Counts(people, waiting, queued, sent, failed, leftOut);
        }
    }
}
