package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.ConversationColumns.IDENTITY;
import static io.glassline.storage.postgres.ConversationColumns.WRITTEN;

import io.glassline.conversation.Conversation;
import io.glassline.store.Change;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Opens conversations and goes on with them, many with one statement: each only where its version is
/// the next one. One that had ended goes on only while no other is open on its lane: asked for as one
/// row, for an `exists` may be planned as a reading of all that are open.
final class ConversationRows {

    private ConversationRows() {}

    private static final String OPEN = """
            insert into conversation (%s)
            select %s
            from %s
            order by account, channel, address
            on conflict do nothing
            returning id
            """.formatted(WRITTEN.names(), WRITTEN.values(), WRITTEN.rows());

    private static final String GO_ON =
            """
            with n as materialized (
                select n.*
                from %s
                join conversation c on c.id = n.id
                order by n.id
                for update of c
            )
            update conversation o set %s
            from n
            where o.id = n.id and o.version = n.version - 1
              and (%s) is not distinct from (%s)
              and (o.state <> 'closed' or n.state = 'closed' or n.thread is not null or (
                  select other.id from conversation other
                  where other.account = o.account and other.channel = o.channel and other.address = o.address
                    and other.state <> 'closed' and other.thread is null
                  order by other.last_activity_at desc limit 1
              ) is null)
            returning o.id
            """.formatted(WRITTEN.rows(), WRITTEN.assignments(), IDENTITY.names("o."), IDENTITY.names("n."));

    /// @return the conversations that were at the version before, and now are at the next.
    static Set<Conversation.Id> write(Handle handle, List<Change> changes) {
        var written = new HashSet<Conversation.Id>();
        var byOpening = changes.stream()
                .sorted(Comparator.comparing(change -> change.after().id().value()))
                .collect(Collectors.partitioningBy(change -> change.after().version() == 1));
        byOpening.forEach((opens, some) -> {
            if (!some.isEmpty()) {
                var statement = handle.createQuery(opens ? OPEN : GO_ON);
                WRITTEN.bind(statement, some);
                statement
                        .map((row, _) -> new Conversation.Id(Rows.uuid(row, "id")))
                        .forEach(written::add);
            }
        });
        return written;
    }
}
