package io.glassline.storage.postgres;

import io.glassline.audit.AuditEntries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Entries that are about an address and name no message: changes of consent, links, searches. Each has a commitment to
/// what it is about; whoever knows the words finds it, and so its key has to go.
final class ErasedActs {

    private ErasedActs() {}

    private record Act(String kind, Map<String, Object> words) {}

    /// Before the rows that know the words are erased.
    static void erase(Handle handle, String channel, Collection<String> addresses, Collection<String> searchedBy) {
        var acts = new ArrayList<Act>();
        for (var address : addresses) {
            acts.addAll(consents(handle, channel, address));
            acts.addAll(links(handle, channel, address));
        }
        searchedBy.forEach(query -> acts.add(new Act("search.made", Map.of("query", query))));
        record Entry(long id, String kind, byte[] salt, String sealed) {}
        var entries = handle.createQuery("""
                        select id, kind, words_salt, sealed from audit_entry
                        where words_salt is not null and sealed is not null
                          and kind in ('consent.changed', 'person.linked', 'person.unlinked', 'search.made')
                        """)
                .map((row, _) -> new Entry(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getBytes("words_salt"),
                        new String(row.getBytes("sealed"), StandardCharsets.UTF_8)))
                .list();
        var found = entries.stream()
                .filter(entry -> acts.stream()
                        .filter(act -> act.kind.equals(entry.kind))
                        .anyMatch(act -> entry.sealed.contains("\"words\":\""
                                + Base64.getEncoder()
                                        .encodeToString(AuditEntries.wordsCommitment(entry.salt, act.words))
                                + "\"")))
                .toList();
        handle.createUpdate("update audit_entry set words_salt = null where id = any(:ids)")
                .bind("ids", BinaryArray.of(Long.class, found, Entry::id))
                .execute();
    }

    private static List<Act> consents(Handle handle, String channel, String address) {
        return handle.createQuery("select account, words from consent where channel = :channel and address = :address")
                .bind("channel", channel)
                .bind("address", address)
                .map((row, _) -> new Act(
                        "consent.changed",
                        Map.of(
                                "account",
                                row.getString("account"),
                                "address",
                                address,
                                "words",
                                row.getString("words"))))
                .list();
    }

    private static List<Act> links(Handle handle, String channel, String address) {
        var acts = new ArrayList<Act>();
        handle.createQuery("""
                        select address, other_account, other_address, because, undone_because from person_link
                        where channel = :channel and address = :address
                           or other_channel = :channel and other_address = :address
                        """)
                .bind("channel", channel)
                .bind("address", address)
                .map((row, _) -> {
                    for (var kind : List.of("person.linked", "person.unlinked")) {
                        var because = row.getString(kind.equals("person.linked") ? "because" : "undone_because");
                        acts.add(new Act(
                                kind,
                                Map.of(
                                        "address", row.getString("address"),
                                        "otherAccount", row.getString("other_account"),
                                        "otherAddress", row.getString("other_address"),
                                        "because", because == null ? "" : because)));
                    }
                    return acts;
                })
                .list();
        return acts;
    }
}
