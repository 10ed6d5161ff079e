package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.WebhookCall;
import io.glassline.intake.Envelopes.Envelope;
import io.glassline.storage.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// A database of before envelopes were kept together keeps every one, and messages find their entries.
class EnvelopesMoveTest {

    private static final int CALLS = 1_203;

    private final String url = TestServers.emptyDatabaseWithUser();
    private final Jdbi jdbi = Jdbi.create(url);

    @Test
    void everyEnvelopeStaysAndEveryMessageKnowsItsEntry() {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:db/migration")
                .target("10")
                .load()
                .migrate();
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into envelope (id, account, method, endpoint, url, headers, body, received_at)
                    select 2 * n, 'city-' || n % 2, 'POST', 'status', 'https://city.example/' || n,
                           '{"x-two":["1",""]}', convert_to('Body=' || n, 'UTF8'), ?::timestamptz + n * interval '1 s'
                    from generate_series(1, ?) n
                    """, NOW.toString(), CALLS);
            handle.execute("""
                    insert into inbound (id, envelope_id, account, channel, address, provider_id, content, marks,
                                         sent_at, received_at)
                    select md5(n::text)::uuid, 2 * n, 'city', 'sms', 'x', n, '{}', '', now(), now()
                    from generate_series(1, 3) n
                    """);
            handle.execute("""
                    insert into audit_entry (kind, at, leaf, message_id)
                    select kind, now(), '', md5(n::text)::uuid
                    from generate_series(3, 1, -1) n, unnest('{message.decided,message.received}'::text[]) kind
                    """);
        });

        try (var database = Database.open(url, null, null, 1)) {
            assertThat(new PgEnvelopes(database).page("city-1", NOW, NOW.plus(Duration.ofDays(1)), 0, CALLS))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, CALLS)
                            .filter(n -> n % 2 == 1)
                            .mapToObj(n -> new Envelope(2 * n, call(n)))
                            .toList());
        }
        assertThat(messagesWithTheirEntry()).isEqualTo(3);
    }

    private long messagesWithTheirEntry() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select count(*) from inbound i join audit_entry e on e.id = i.entry_id
                        where e.kind = 'message.received' and e.message_id = i.id
                        """).mapTo(Long.class).one());
    }

    private static WebhookCall call(long n) {
        return new WebhookCall(
                "POST",
                "status",
                "https://city.example/" + n,
                Map.of("x-two", List.of("1", "")),
                ("Body=" + n).getBytes(StandardCharsets.UTF_8),
                NOW.plusSeconds(n));
    }
}
