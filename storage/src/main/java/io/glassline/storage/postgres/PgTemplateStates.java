package io.glassline.storage.postgres;

import io.glassline.template.MessageTemplate.Category;
import io.glassline.template.ProviderTemplate;
import io.glassline.template.TemplateStates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How templates stand with their providers, in the tables `template_state` and `template_reading`.
public final class PgTemplateStates implements TemplateStates {

    private final Database database;

    public PgTemplateStates(Database database) {
        this.database = database;
    }

    /// The reading is written first: two nodes that read the same account wait for each other there.
    @Override
    public void keep(String accountId, List<ProviderTemplate> templates, Instant readAt) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            insert into template_reading (account, read_at) values (:account, :readAt)
                            on conflict (account) do update set read_at = excluded.read_at
                            """)
                    .bind("account", accountId)
                    .bind("readAt", readAt)
                    .execute();
            handle.createUpdate("delete from template_state where account = :account")
                    .bind("account", accountId)
                    .execute();
            if (templates.isEmpty()) {
                return;
            }
            var batch = handle.prepareBatch("""
                    insert into template_state (account, name, language, state, reason, category, body)
                    values (:account, :name, :language, :state, :reason, :category, :body)
                    on conflict do nothing
                    """);
            templates.forEach(template -> batch.bind("account", accountId)
                    .bind("name", Rows.plain(template.name()))
                    .bind("language", Rows.plain(template.language()))
                    .bind("state", template.state().name())
                    .bind("reason", Rows.plain(template.reason()))
                    .bind("category", template.category().map(Category::name).orElse(null))
                    .bind("body", Rows.plain(template.body()))
                    .add());
            batch.execute();
        });
    }

    @Override
    public Optional<Read> of(String accountId) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select read_at from template_reading where account = :account
                        """)
                        .bind("account", accountId)
                        .map((row, _) -> Rows.instant(row, "read_at"))
                        .findOne()
                        .map(at -> new Read(
                                at,
                                handle.createQuery("""
                                select name, language, state, reason, category, body from template_state
                                where account = :account order by name, language
                                """)
                                        .bind("account", accountId)
                                        .map((row, _) -> new ProviderTemplate(
                                                row.getString("name"),
                                                row.getString("language"),
                                                ProviderTemplate.State.valueOf(row.getString("state")),
                                                row.getString("reason"),
                                                Rows.maybeText(row, "category").map(Category::valueOf),
                                                row.getString("body")))
                                        .list())));
    }
}
