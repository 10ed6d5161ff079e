package io.glassline.storage.postgres;

import io.glassline.intake.RecordedMessages;
import io.glassline.message.Delivery;
import io.glassline.message.Message;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What of a provider's list is in our tables.
public final class PgRecordedMessages implements RecordedMessages {

    private final Database database;

    public PgRecordedMessages(Database database) {
        this.database = database;
    }

    @Override
    public Set<Message.Id> received(Collection<Message.Id> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select id from inbound where id = any(:ids)")
                        .bind("ids", BinaryArray.of(UUID.class, ids, Message.Id::value))
                        .mapTo(UUID.class)
                        .collect(Collectors.mapping(Message.Id::new, Collectors.toUnmodifiableSet())));
    }

    @Override
    public Map<String, Delivery> sent(String accountId, Collection<String> providerIds) {
        if (providerIds.isEmpty()) {
            return Map.of();
        }
        return database.jdbi()
                .withHandle(handle -> handle
                        .createQuery("""
                        select provider_id as id, delivery from part
                        where account = :account and provider_id = any(:ids)
                        union all
                        select earlier_id, 'READ' from part
                        where account = :account and earlier_id = any(:ids)
                        """)
                        .bind("account", accountId)
                        .bind("ids", BinaryArray.of(String.class, providerIds, Rows::plain))
                        .map((row, _) -> Map.entry(row.getString("id"), Delivery.valueOf(row.getString("delivery"))))
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, Map.Entry::getValue, Delivery::advancedBy)));
    }
}
