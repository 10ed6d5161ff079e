package io.glassline.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.app.api.OpenApi.Operation;
import io.glassline.audit.AuditEntry.Opening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may do what over the API, and how the record names them.
class ApiRightsTest {

    private static final List<String> ROLES = List.of("reader", "agent", "supervisor");

    private final ApiServer api = new ApiServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void eachOperationTakesTheRoleThatIsDescribedOrMore() {
        for (var operation : OpenApi.read().operations()) {
            for (var role : ROLES) {
                var answer = api.call(role, operation.method(), nowhere(operation), "");
                var isEnough = ROLES.indexOf(role) >= ROLES.indexOf(operation.role());
                assertThat(answer.status() != 403)
                        .as(operation + " for a " + role + ": " + answer)
                        .isEqualTo(isEnough);
            }
        }
    }

    private static String nowhere(Operation operation) {
        return operation
                .path()
                .replace(
                        "{id}",
                        operation.path().contains("quarantine")
                                ? "99"
                                : UUID.randomUUID().toString())
                .replaceAll("\\{[a-zA-Z]+}", "nowhere");
    }

    @Test
    void nobodyIsLetInWithoutATokenOrWithOneThatIsOver() {
        var none = api.send(api.request("GET", "/api/queues", ""));
        var wrong = api.send(api.request("GET", "/api/queues", "").header("Authorization", "Bearer guess"));
        var over = api.call("old", "GET", "/api/queues", "");

        assertThat(List.of(none.status(), wrong.status(), over.status())).containsOnly(401);
        assertThat(over.body()).contains("The last day of this token is over");
        assertThat(wrong.body()).doesNotContain("last day");
    }

    @Test
    void whoActsIsWhoTheTokenIsFor() {
        var answer = api.call("agent", "POST", "/api/conversations/" + api.conversation + "/taking", "");

        assertThat(answer.body()).contains("\"agent\":\"agent\"");
        assertThat(sealedParts("desk.taken")).singleElement().asString().contains("\"agent\"", "\"api\"", "127.0.0.1");
    }

    @Test
    void whoActsCannotBeSaidInTheAddress() {
        var answer = api.call("agent", "POST", "/api/conversations/" + api.conversation + "/taking?agent=kim", "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("who acts is who the token is for");
        assertThat(sealedParts("desk.taken")).isEmpty();
        assertThat(api.call("reader", "GET", "/api/conversations?agent=kim", "").status())
                .as("a filter, which is no act")
                .isEqualTo(200);
    }

    @Test
    void readingIsOnTheRecordToo() {
        api.call("reader", "GET", "/api/conversations", "");
        api.call("reader", "GET", "/api/conversations?address=%2B15550199", "");
        api.call("reader", "GET", "/api/conversations/" + api.conversation, "");
        api.call("reader", "GET", "/api/dead-letters", "");
        api.call("reader", "GET", "/api/quarantine", "");

        for (var kind : List.of("search.made", "transcript.viewed", "dead-letters.read")) {
            assertThat(sealedParts(kind)).as(kind).singleElement().asString().contains("\"reader\"");
        }
        assertThat(sealedParts("list.read")).hasSize(2);
    }

    private List<String> sealedParts(String kind) {
        return api.city.record.entries().stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(entry -> entry.opening().flatMap(Opening::sealed).orElseThrow())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whoeverMayNotHaveARecordIsRefusedAndThatIsOnTheRecord() {
        var asks = "{\"address\":\"" + HeldAddresses.KNOWN + "\"}";

        assertThat(api.call("agent", "POST", "/api/citizens/export", asks).status())
                .isEqualTo(403);

        assertThat(sealedParts("export.refused"))
                .singleElement()
                .asString()
                .contains("\"agent\"", "one citizen's record")
                .doesNotContain(HeldAddresses.KNOWN);
    }
}
