package io.glassline.app.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.routing.Burst;
import io.glassline.routing.Route;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.Situation;
import io.glassline.storage.json.DecisionJson;
import io.glassline.storage.json.JsonForms;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A city's record in real tables, written as turns write it: each message is decided by the version that was active.
final class RecordedCity {

    private final Connection connection;
    private final CityConfig city;
    private final CityRouter router;
    private final Map<String, Conversation> conversations = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private int messages;

    RecordedCity(Connection connection, CityConfig city, CityRouter router) {
        this.connection = connection;
        this.city = city;
        this.router = router;
    }

    /// What `who` wrote by text message at `at`, decided as the router does.
    Message.Id says(String who, String text, Instant at) {
        var before = conversation(who, at).counting(at);
        var inbound = inbound(before.lane(), text, at);
        var situation =
                new Situation(at.atZone(city.zone()), Consent.IMPLIED, false, Map.of(), Optional.empty(), Burst.NONE);
        if (!(router.route(before, inbound, situation) instanceof Route.Decided decided)) {
            throw new AssertionError(text + " is not decided at once");
        }
        conversations.put(who, before.with(decided.stage(), decided.session(), decided.language()));
        write(who, inbound, decided.decision(), at);
        return inbound.id();
    }

    /// The same, decided as people did.
    Message.Id says(String who, String text, Instant at, RoutingDecision decision) {
        var before = conversation(who, at).counting(at);
        var inbound = inbound(before.lane(), text, at);
        conversations.put(who, before);
        write(who, inbound, decision, at);
        return inbound.id();
    }

    private Conversation conversation(String who, Instant at) {
        return conversations.computeIfAbsent(who, _ -> {
            var lane = new Lane("city-sms", new Address(new ChannelKind("sms"), who));
            var opened = Conversation.open(
                    new Conversation.Id(UUID.nameUUIDFromBytes(who.getBytes(UTF_8))),
                    UUID.randomUUID(),
                    lane,
                    city.firstLanguage(),
                    at);
            update(
                    """
                    insert into conversation (id, pseudonym, account, channel, address, language, state, session,
                        message_count, version, opened_at, last_activity_at, urgency, place)
                    values (?, ?, 'city-sms', 'sms', ?, 'en', 'bot', ?::json, 1, 1, ?, ?, 0, 0)
                    """,
                    opened.id().value(),
                    opened.pseudonym(),
                    who,
                    JsonForms.session(opened.session()),
                    Timestamp.from(at),
                    Timestamp.from(at));
            return opened;
        });
    }

    private Inbound inbound(Lane lane, String text, Instant at) {
        var providerId = "SM" + ++messages;
        return new Inbound(
                Message.Id.received("city-sms", providerId),
                "city-sms",
                providerId,
                lane.citizen(),
                new Content.Text(text),
                at,
                at,
                Optional.empty(),
                Set.of(),
                0);
    }

    private void write(String who, Inbound inbound, RoutingDecision decision, Instant at) {
        var conversation = conversation(who, at).id().value();
        var content = JsonForms.content(inbound.content());
        update(
                """
                with entry as (
                    insert into audit_entry (kind, at, leaf, salt, sealed, words_salt)
                    values ('message.received', ?, '', '1', '2', '3') returning id
                )
                insert into inbound (id, envelope_id, entry_id, account, channel, address, provider_id, content, marks,
                    sent_at, received_at, finished_at)
                select ?, 0, entry.id, 'city-sms', 'sms', ?, ?, ?::json, '', ?, ?, ? from entry
                """,
                Timestamp.from(at),
                inbound.id().value(),
                who,
                inbound.providerId(),
                content,
                Timestamp.from(at),
                Timestamp.from(at),
                Timestamp.from(at));
        update(
                """
                insert into message (id, conversation_id, position, author, author_name, content, offers, at)
                values (?, ?, ?, 'citizen', '', ?::json, '[]', ?)
                """,
                inbound.id().value(),
                conversation,
                positions.merge(who, 1, Integer::sum),
                content,
                Timestamp.from(at));
        update(
                "insert into decision (conversation_id, about, outcome, decision, at) values (?, ?, ?, ?::json, ?)",
                conversation,
                inbound.id().value(),
                decision.outcome(),
                DecisionJson.decision(decision),
                Timestamp.from(at));
    }

    /// The words of a message go, and the key of what commits to them.
    void erase(Message.Id message) {
        update(
                "update audit_entry set words_salt = null where id = (select entry_id from inbound where id = ?)",
                message.value());
    }

    private void update(String sql, Object... values) {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
