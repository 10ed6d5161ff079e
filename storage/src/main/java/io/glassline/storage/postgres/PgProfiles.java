package io.glassline.storage.postgres;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.StaffEvent;
import io.glassline.conversation.QueueId;
import io.glassline.offer.Profile;
import io.glassline.offer.Profiles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Profiles in the table `staff_profile`.
public final class PgProfiles implements Profiles {

    private final Database database;
    private final AuditEntries audit;

    public PgProfiles(Database database, AuditEntries audit) {
        this.database = database;
        this.audit = audit;
    }

    @Override
    public Map<String, Profile> all() {
        return database
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                                select agent, queues, capacity,
                                       array(select key from jsonb_each_text(skills) order by key) as skills,
                                       array(select value::int from jsonb_each_text(skills) order by key)
                                           as skill_levels,
                                       array(select key from jsonb_each_text(languages) order by key) as languages,
                                       array(select value::int from jsonb_each_text(languages) order by key)
                                           as language_levels
                                from staff_profile
                                """)
                        .map((row, _) -> new Profile(
                                row.getString("agent"),
                                levels(row, "skills", "skill_levels"),
                                levels(row, "languages", "language_levels"),
                                queues(row),
                                row.getInt("capacity")))
                        .list())
                .stream()
                .collect(Collectors.toMap(Profile::agentId, Function.identity()));
    }

    private static Map<String, Integer> levels(ResultSet row, String names, String numbers) throws SQLException {
        var keys = (String[]) row.getArray(names).getArray();
        var values = (Integer[]) row.getArray(numbers).getArray();
        var levels = new HashMap<String, Integer>();
        for (var n = 0; n < keys.length; n++) {
            levels.put(keys[n], values[n]);
        }
        return levels;
    }

    private static Set<QueueId> queues(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("queues").getArray())
                .map(QueueId::new)
                .collect(Collectors.toSet());
    }

    @Override
    public void write(Profile profile, Actor by, Instant now) {
        database.jdbi().useTransaction(handle -> {
            try (var put = handle.createUpdate("""
                    insert into staff_profile (agent, skills, languages, queues, capacity)
                    values (:agent,
                            (select coalesce(jsonb_object_agg(name, level), '{}')
                             from unnest(:skills, :skillLevels) as s (name, level)),
                            (select coalesce(jsonb_object_agg(name, level), '{}')
                             from unnest(:languages, :languageLevels) as l (name, level)),
                            :queues, :capacity)
                    on conflict (agent) do update
                    set skills = excluded.skills, languages = excluded.languages, queues = excluded.queues,
                        capacity = excluded.capacity
                    """)) {
                var skills = List.copyOf(profile.skills().entrySet());
                var languages = List.copyOf(profile.languages().entrySet());
                Rows.column(put, "skills", String.class, skills, Map.Entry::getKey);
                Rows.column(put, "skillLevels", Integer.class, skills, Map.Entry::getValue);
                Rows.column(put, "languages", String.class, languages, Map.Entry::getKey);
                Rows.column(put, "languageLevels", Integer.class, languages, Map.Entry::getValue);
                Rows.column(put, "queues", String.class, List.copyOf(profile.queues()), QueueId::name);
                put.bind("agent", profile.agentId())
                        .bind("capacity", profile.capacity())
                        .execute();
            }
            PgAuditWriter.write(
                    handle,
                    List.of(audit.of(new StaffEvent.WritingProfile(profile.agentId(), profile.words(), by, now))));
        });
    }
}
