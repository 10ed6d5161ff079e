package io.glassline.demo.town;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.embedded.ClamServer;
import io.glassline.log.VerifyCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody is known on each channel and is erased on each. Then all that the town keeps is read, and neither their
/// words nor their name nor an address of theirs is found. What was proved before stays proved.
@Tag("scanner")
class ErasureProofTest {

    private static final Pattern LINK = Pattern.compile("http://[^ ]+/receipt/[A-Za-z0-9_-]{24}");

    private static final String NAME = "Zumbayllu";
    private static final String STREET = "Xochimilco";

    /// Account and address: what stands in no other place of this town.
    private static final Map<String, String> WRITTEN = new LinkedHashMap<>();

    static {
        WRITTEN.put("city-sms", "+15550199101");
        WRITTEN.put("city-whatsapp", "15550199102");
        WRITTEN.put("city-telegram", "990199103");
        WRITTEN.put("city-email", "quetzalina@mail.example");
    }

    private static final String CALLER = "+15550199105";
    private static final String BEA = "+15550144001";

    @TempDir
    Path folder;

    private ClamServer clam;
    private Town town;

    @BeforeEach
    void start() throws IOException {
        clam = ClamServer.start(folder.resolve("clam"));
        town = Town.with(
                Map.of("GLASSLINE_CLAMAV", "tcp://127.0.0.1:" + clam.port(), "GLASSLINE_LOG", "DEBUG"),
                folder.resolve("town"));
    }

    @AfterEach
    void stop() {
        town.close();
        clam.close();
    }

    @Test
    void nothingIsFoundAndEveryReceiptHolds() throws Exception {
        var everything = new EverythingKept(town);
        var receipts = new ArrayList<String>();
        receipts.addAll(proofs(receiptOf(BEA, "When do you pick up my trash?")));
        for (var one : WRITTEN.entrySet()) {
            talks(one.getKey(), one.getValue());
        }
        receipts.addAll(proofs(receiptOf(WRITTEN.get("city-sms"), "When is trash day on " + STREET + " street?")));
        var visitor = Visitor.in(town);
        visitor.says("My name is " + NAME + ". When is trash day on " + STREET + " street?");
        visitor.hears(""); // an answer, whichever
        var call = Caller.from(town, CALLER);
        call.says("When is trash day on " + STREET + " street, my name is " + NAME);
        call.hangsUp();
        isBroken();
        var traces = new ArrayList<>(List.of(NAME, STREET, "5550199", "990199103", "quetzalina", visitor.address()));
        Town.await("nothing is under way", this::isQuiet);
        analyze();
        for (var trace : traces) {
            assertThat(everything.with(List.of(trace))).as(trace).isNotEmpty();
        }

        for (var one : addresses(visitor)) {
            erase(one);
        }

        assertThat(everything.with(traces)).isEmpty();
        for (var one : addresses(visitor)) {
            var export = town.send(Town.withToken(town.request(town.inside("/api/citizens/export")))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"address\":\"" + one + "\"}")));
            assertThat(export.statusCode()).as(one).isEqualTo(404);
        }
        assertThat(receipts).hasSizeGreaterThanOrEqualTo(8);
        receipts.forEach(this::holds);
    }

    private static List<String> addresses(Visitor visitor) {
        var addresses = new ArrayList<>(WRITTEN.values());
        addresses.add(CALLER);
        addresses.add(visitor.address());
        return addresses;
    }

    /// Words, a file with a name, a wish for people, and a word that staff writes about it.
    private void talks(String account, String address) {
        town.says(account, address, "My name is " + NAME + ". When is trash day on " + STREET + " street?");
        Town.await(
                "it is answered on " + account,
                () -> !town.heard(account, address).isEmpty());
        var note = Map.of(
                "contentType",
                "text/plain",
                "filename",
                NAME + ".txt",
                "data",
                Base64.getEncoder().encodeToString((NAME + " of " + STREET).getBytes(UTF_8)));
        town.post(
                town.providers("/incoming"),
                Map.of("account", account, "from", address, "text", "See " + STREET, "media", List.of(note)));
        town.says(account, address, "Let me talk to a person, I am " + NAME);
        Town.await(
                "people have it on " + account,
                () -> town.conversations(address).toString().contains("\"waiting\""));
    }

    /// Genuine, and of a shape that nobody can read: it lies in the quarantine.
    private void isBroken() {
        var telegram = WRITTEN.get("city-telegram");
        town.send(Signed.telegram(
                town.internet("/channels/city-telegram"),
                "{\"update_id\":8,\"message\":{\"message_id\":\"x\",\"chat\":{\"id\":" + telegram + "},\"text\":\""
                        + STREET + "\",\"date\":\"x\"}}",
                Signed.TELEGRAM_SECRET));
    }

    private String receiptOf(String phone, String question) {
        town.says("city-sms", phone, question);
        town.says("city-sms", phone, "RECEIPT");
        var link = town.hears("city-sms", phone, "/receipt/").stream()
                .map(LINK::matcher)
                .filter(Matcher::find)
                .map(MatchResult::group)
                .toList()
                .getLast();
        Town.await("all of it is in the log", () -> !get(link).contains("\"standing\":\"waiting\""));
        return link;
    }

    /// The proofs of its messages, as whoever has the link saves them.
    private List<String> proofs(String link) {
        var proofs = new ArrayList<String>();
        for (var n = 1; ; n++) {
            var answer = town.send(
                    town.request(URI.create(link + "/" + n + ".tlog-proof")).GET());
            if (answer.statusCode() == 404) {
                return proofs;
            }
            proofs.add(answer.body());
        }
    }

    private String get(String url) {
        return town.send(town.request(URI.create(url)).GET()).body();
    }

    private boolean isQuiet() {
        return number("select count(*) from inbound where finished_at is null") == 0
                && number("select count(*) from outbox where settled_at is null") == 0
                && number("select count(*) from part where delivery not in ('DELIVERED', 'READ', 'FAILED')"
                                + " and account in ('city-sms', 'city-whatsapp')")
                        == 0
                && number("select count(*) from attachment where due_at is not null or state = 'NEW'") == 0
                && number("select count(*) from conversation_search s join conversation c on c.id = s.conversation_id"
                                + " where c.version <> s.version")
                        == 0;
    }

    private void analyze() {
        number("select 1", "analyze");
    }

    private long number(String query, String... before) {
        var how = Town.servers(town.data());
        try (var connection = DriverManager.getConnection(
                        how.getProperty("jdbcUrl"), how.getProperty("user"), how.getProperty("password"));
                var statement = connection.createStatement()) {
            for (var sql : before) {
                statement.execute(sql);
            }
            try (var row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void erase(String address) {
        var begun = town.apiPost("/citizens/erasures", Map.of("address", address, "because", "it was asked for"));
        for (var one : begun.path("erasures")) {
            Town.awaitValue(
                    "the erasure of " + address + " is finished",
                    () -> town.api("/citizens/erasures/" + one.path("id").asText())
                            .path("stage")
                            .asText(),
                    "finished"::equals);
        }
    }

    /// By a program that asks nobody.
    private void holds(String proof) {
        try {
            var key = get(town.internet("/log/vkey").toString()).strip();
            var file = Files.writeString(Files.createTempFile(folder, "receipt", ".tlog-proof"), proof);
            var out = new ByteArrayOutputStream();
            var print = new PrintStream(out, true, UTF_8);
            assertThat(VerifyCommand.run(List.of("receipt", file.toString(), "--vkey", key), print, print))
                    .as(out.toString(UTF_8))
                    .isEqualTo(VerifyCommand.HOLDS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
