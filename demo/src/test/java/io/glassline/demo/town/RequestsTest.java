package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.audit.AuditEntries;
import io.glassline.audit.RequestEvent;
import io.glassline.consent.ConsentChange;
import io.glassline.consent.ConsentChange.Standing;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.request.Requests;
import io.glassline.routing.CityRequest;
import io.glassline.routing.CityRequest.Phase;
import io.glassline.routing.Submission;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.PgConsentLedger;
import io.glassline.storage.postgres.PgConversationStore;
import io.glassline.storage.postgres.PgRequests;
import io.glassline.store.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What residents report reaches the city's public works once, and they hear of it once: while
/// public works fails, delays and answers twice, and the gateway is killed in the middle. Turns are
/// written as a form's turn commits them.
class RequestsTest {

    private static final int RESIDENTS = 100;
    private static final String ACCOUNT = "city-sms";
    private static final Duration ALL_WITHIN = Duration.ofMinutes(4);

    /// Many polls of the watch, in which nothing may be said again.
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    @TempDir
    Path data;

    @TempDir
    Path config;

    @Test
    void eachReportExistsOnceAndEachResidentHearsItsNumberOnceAndItsClosingOnce() throws IOException {
        Folders.copy(Town.home().resolve("config"), config);
        hurried(config.resolve("services.yml"));
        try (var town = Town.of(config, data)) {
            faults(town);
            var residents = new ArrayList<Lane>();
            try (var record = new Record(data)) {
                for (var n = 0; n < RESIDENTS; n++) {
                    residents.add(record.reports(n, Map.of("size", "large")));
                }
                record.await(
                        "some have a number", some -> some.in(Phase.NUMBERED).size() > RESIDENTS / 5);
            }
            town.kill();
            town.start();
            faults(town);

            try (var record = new Record(data)) {
                record.await("all have a number", all -> all.in(Phase.NUMBERED).size() == RESIDENTS);
                noFaults(town);
                var numbers = reported(town);
                assertThat(numbers).as("reports at public works").hasSize(RESIDENTS);
                var asked = record.in(Phase.NUMBERED);
                for (var request : asked) {
                    assertThat(numbers.get(request.number().orElseThrow()))
                            .contains(request.id().mark());
                }
                numbers.keySet().forEach(number -> close(town, number));
                record.await("all are closed", all -> all.in(Phase.CLOSED).size() == RESIDENTS);
                for (var request : record.in(Phase.CLOSED)) {
                    town.hears(ACCOUNT, request.lane().citizen().value(), "is closed");
                }
                sleep(LONG_ENOUGH);
                for (var request : record.in(Phase.CLOSED)) {
                    var number = request.number().orElseThrow();
                    assertThat(town.heard(ACCOUNT, request.lane().citizen().value()))
                            .as("what the resident of report " + number + " heard")
                            .hasSize(2)
                            .satisfiesExactly(
                                    first -> assertThat(first).contains("number " + number),
                                    last -> assertThat(last).contains(number, "is closed. Filled."));
                }
            }
        }
    }

    @Test
    void whoSaidStopHearsNothingAndWhatIsRefusedComesToPeople() throws IOException {
        Folders.copy(Town.home().resolve("config"), config);
        hurried(config.resolve("services.yml"));
        try (var town = Town.of(config, data);
                var record = new Record(data)) {
            var silent = record.lane(500);
            record.ledger.write(
                    new ConsentChange(silent, ConsentChange.ALL, Standing.OPTED_OUT, "keyword", "STOP", Instant.now()));
            record.reports(500, Map.of("size", "large"));
            var refused = record.reports(501, Map.of("size", "as big as a whale"));
            var joining = record.reports(502, Map.of("size", "small"));

            town.hears(ACCOUNT, refused.citizen().value(), "could not be handed over");
            Town.await(
                    "it waits in the queue of the service",
                    () -> record.store
                            .findOpen(refused)
                            .filter(open -> open.stage() instanceof Stage.Waiting(var queue, var _, var _)
                                    && queue.name().equals("roads"))
                            .isPresent());
            town.hears(ACCOUNT, joining.citizen().value(), "number ");
            record.await(
                    "the silent one's is there, too",
                    all -> all.in(Phase.NUMBERED).size() == 2);
            var number = record.in(Phase.NUMBERED).getFirst().number().orElseThrow();

            var added = record.reports(503, Map.of(CityRequest.JOIN, number));
            town.hears(ACCOUNT, added.citizen().value(), "number " + number);
            assertThat(reported(town)).as("a joined report is no second one").hasSize(2);

            var served = town.get(town.internet("/open311/v2/requests.json?service_code=pothole"));
            assertThat(served.findValuesAsText("service_request_id")).hasSize(2).contains(number);
            assertThat(served.toString())
                    .doesNotContain("deep", silent.citizen().value());

            reported(town).keySet().forEach(each -> close(town, each));
            town.hears(ACCOUNT, added.citizen().value(), "is closed");
            assertThat(town.heard(ACCOUNT, silent.citizen().value())).isEmpty();
        }
    }

    private static void hurried(Path services) throws IOException {
        var text = Files.readString(services);
        assertThat(text).contains("time-limit-ms: 5000", "poll-seconds: 60", "settle-seconds: 20");
        Files.writeString(
                services,
                text.replace("time-limit-ms: 5000", "time-limit-ms: 1500")
                        .replace("poll-seconds: 60", "poll-seconds: 2")
                        .replace("settle-seconds: 20", "settle-seconds: 5"));
    }

    private static void faults(Town town) {
        for (var fault : List.of(
                Map.<String, Object>of("kind", "status-500", "rate", 0.15),
                Map.<String, Object>of("kind", "taken-then-500", "rate", 0.15),
                Map.<String, Object>of("kind", "taken-then-silent", "rate", 0.15),
                Map.<String, Object>of("kind", "taken-then-slow", "rate", 0.15, "slowMs", 2_500),
                Map.<String, Object>of("kind", "token", "rate", 0.3, "tokenMs", 3_000),
                Map.<String, Object>of("kind", "double-answer", "rate", 0.3),
                Map.<String, Object>of("kind", "no-answer-of-ours", "rate", 0.1))) {
            town.post(town.providers("/open311/faults"), fault);
        }
    }

    private static void noFaults(Town town) {
        town.send(town.request(town.providers("/open311/faults")).DELETE());
    }

    private static void close(Town town, String number) {
        town.post(town.providers("/open311/reports/" + number), Map.of("status", "closed", "notes", "Filled."));
    }

    /// The descriptions of what public works has, by number.
    private static Map<String, String> reported(Town town) {
        var all = new HashMap<String, String>();
        for (JsonNode report : town.get(town.providers("/open311/v2/requests.json"))) {
            all.put(
                    report.path("service_request_id").asText(),
                    report.path("description").asText());
        }
        return all;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The town's record, from beside it.
    private static final class Record implements AutoCloseable {

        private final AuditEntries audit;
        private final Database database;
        private final PgConversationStore store;
        private final PgRequests requests;
        private final PgConsentLedger ledger;

        Record(Path data) {
            var servers = Town.servers(data);
            var random = new SecureRandom();
            audit = new AuditEntries(() -> {
                var salt = new byte[AuditEntries.SALT_BYTES];
                random.nextBytes(salt);
                return salt;
            });
            database = Database.open(
                    servers.getProperty("jdbcUrl"), servers.getProperty("user"), servers.getProperty("password"), 4);
            store = new PgConversationStore(database);
            requests = new PgRequests(database);
            ledger = new PgConsentLedger(database, audit);
        }

        Lane lane(int resident) {
            return new Lane(ACCOUNT, new Address(new ChannelKind("sms"), "+1555%04d".formatted(3_000 + resident)));
        }

        /// What a form's turn commits.
        Lane reports(int resident, Map<String, String> more) {
            var lane = lane(resident);
            var now = Instant.now();
            var conversation = Conversation.open(
                    new Conversation.Id(UUID.randomUUID()), UUID.randomUUID(), lane, Locale.ENGLISH, now);
            var message = Message.Id.received(ACCOUNT, "report of " + resident);
            var values = new HashMap<>(Map.of(
                    CityRequest.DESCRIPTION,
                    "A deep one.",
                    CityRequest.LATITUDE,
                    Double.toString(47.1 + resident / 10_000.0),
                    CityRequest.LONGITUDE,
                    "-122.1",
                    CityRequest.ADDRESS,
                    resident + " Elm Street"));
            values.putAll(more);
            var request = CityRequest.asked(message, 0, conversation, new Submission("pothole", values), now);
            assertThat(store.commit(new Change(
                            conversation.nextVersion(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(request),
                            List.of(audit.of(new RequestEvent.Asking(conversation, message, request))),
                            List.of())))
                    .isTrue();
            return lane;
        }

        List<CityRequest> in(Phase phase) {
            return Stream.of(true, false)
                    .flatMap(closed -> requests
                            .list(
                                    new Requests.Filter(
                                            List.of(),
                                            List.of(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.of(closed)),
                                    10 * RESIDENTS)
                            .stream())
                    .filter(request -> request.phase() == phase)
                    .toList();
        }

        void await(String what, Predicate<Record> holds) {
            var until = System.nanoTime() + ALL_WITHIN.toNanos();
            while (!holds.test(this)) {
                if (System.nanoTime() > until) {
                    throw new AssertionError("waited in vain until " + what + "; " + requests.counts());
                }
                sleep(Duration.ofMillis(200));
            }
        }

        @Override
        public void close() {
            store.close();
            ledger.close();
            database.close();
        }
    }
}
