package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelEvent.DeliveryReported;
import io.glassline.conversation.Ports;
import io.glassline.conversation.Samples;
import io.glassline.message.Delivery;
import io.glassline.outbox.Outbox;
import io.glassline.outbox.Outbox.Due;
import io.glassline.outbox.Outbox.Step;
import io.glassline.storage.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// The plans that are kept are made on a database that holds next to nothing. They are to do on one that holds ten
/// million messages too: each table is read by an index, and by the one that is meant for the question.
class ByIndexTest {

    /// After so many PostgreSQL may come to gather statistics by itself.
    private static final int TURNS = 20;

    private static final String ACCOUNT = "city-sms";
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Pattern READS = Pattern.compile(
            "Seq Scan on (?<table>\\w+)|(?:Index Scan|Index Only Scan)(?: Backward)? using (?<index>\\w+)"
                    + "|Bitmap Index Scan on (?<bitmap>\\w+)|Index Cond: (?<condition>.*)");

    private static final Pattern COLUMN = Pattern.compile("\\((\\w+) (?:=|<|>|<=|>=) ");

    /// The index, and the columns by which rows are looked up in it.
    private static final String READ_BY = """
            alias_person        person
            alias_pkey          account channel address
            consent_lane        account channel address programme
            conversation_address address
            conversation_lane   account channel address
            conversation_pkey   id
            inbound_pkey        id
            inbound_unfinished  account channel address
            message_conversation_id_position_key conversation_id
            outbox_bounced      account channel address
            outbox_due          account bulk due_from
            outbox_lane         account channel address bulk
            outbox_lane         account channel address bulk seq
            outbox_pkey         message_id
            outbox_same_words   same_words written_at
            parked_provider     account provider_id
            parked_reference    account reference
            parked_report_pkey  id
            part_pkey           message_id
            part_pkey           message_id number
            part_provider       account provider_id
            """;

    @Test
    void eachTableIsReadByTheIndexThatIsMeantForIt() {
        try (var database = TestServers.newDatabaseThatKeepsStatements();
                var inbound = TestServers.inboundLog(database)) {
            for (var turns = 0; turns < TURNS; turns += 2) {
                work(TestServers.ports(database, inbound));
            }

            database.jdbiByIndex().useHandle(handle -> {
                assertThat(reads(handle)).as("nothing is known of the tables").isEqualTo(READ_BY);
                handle.execute("analyze");
                assertThat(reads(handle)).as("they are known to be small").isEqualTo(READ_BY);
            });
        }
    }

    /// All that is done for a citizen's messages, from the first turn to what the provider reports.
    private static void work(Ports ports) {
        var lane = Samples.lane(ACCOUNT);
        var name = lane.citizen().value();
        var first = Samples.inbound(lane, "1 of " + name, "when is trash day?");
        var second = Samples.inbound(lane, "2 of " + name, "and recycling?");
        ports.inbound().accept(Samples.arrival(first, second)).join();
        ports.store().unfinished(lane, 10);
        var opened = Samples.turn(Samples.conversation(lane), first, "Monday.");
        ports.store().commit(opened);
        ports.store().findOpen(lane);
        ports.store().commit(Samples.turn(opened.after(), second, "Tuesday."));

        ports.ledger().consent(lane);
        ports.outbox().report(ACCOUNT, report("id of " + name), NOW);
        var due = claim(ports.outbox());
        var sent = new Step(Delivery.SENT, Optional.of("id of " + name), Optional.empty(), "201");
        ports.outbox().handingOver(due, 0, NOW);
        ports.outbox().move(due, 0, sent, NOW);
        ports.outbox().release(due, Optional.empty(), "sent", NOW);
        ports.outbox().putBack(claim(ports.outbox()), NOW.plusSeconds(9), "429", NOW);
        ports.outbox().report(ACCOUNT, report("id of " + name), NOW);
    }

    private static Due claim(Outbox outbox) {
        return outbox.claim(Set.of(ACCOUNT), NOW, LEASE, 1).getFirst();
    }

    private static DeliveryReported report(String id) {
        return new DeliveryReported(Optional.of(id), Optional.empty(), Delivery.DELIVERED, Optional.empty(), NOW);
    }

    /// What the plans of all statements of this connection read, each once, in order.
    private static String reads(Handle handle) {
        return handle
                .createQuery("""
                        select name, cardinality(parameter_types) as parameters
                        from pg_prepared_statements
                        where statement ~* '^(select|insert|update|delete|with)' and statement !~ 'pg_prepared_statements'
                        """)
                .map((row, _) -> new Kept(row.getString("name"), row.getInt("parameters")))
                .list()
                .stream()
                .flatMap(kept -> reads(plan(handle, kept)).stream())
                .sorted()
                .distinct()
                .map(line -> line + "\n")
                .collect(joining());
    }

    private record Kept(String name, int parameters) {}

    private static List<String> plan(Handle handle, Kept kept) {
        var nothing = String.join(", ", Collections.nCopies(kept.parameters, "null"));
        return handle.createQuery("explain execute \"" + kept.name + "\" (" + nothing + ")")
                .mapTo(String.class)
                .list();
    }

    private static List<String> reads(List<String> plan) {
        var reads = new ArrayList<String>();
        plan.forEach(line -> {
            var found = READS.matcher(line);
            if (!found.find()) {
                return;
            }
            if (found.group("condition") != null) {
                var columns = COLUMN.matcher(found.group("condition")).results().map(column -> column.group(1));
                reads.add(
                        reads.removeLast() + columns.map(column -> " " + column).collect(joining()));
            } else {
                var from =
                        Stream.of("table", "index", "bitmap").map(found::group).filter(Objects::nonNull);
                reads.add("%-19s".formatted(from.findFirst().orElseThrow()));
            }
        });
        return reads;
    }
}
