package io.glassline.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.api.OpenApi.Operation;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The API and its description are the same thing: every route is described, every description is served, and what is
/// answered has the shape that is described.
class OpenApiTest {

    private static final OpenApi DOCUMENT = OpenApi.read();

    private static final List<Class<?>> CONTROLLERS = List.of(
            AuditController.class,
            BulkResendController.class,
            CampaignsController.class,
            CitizensController.class,
            ConfigurationController.class,
            ConversationsController.class,
            DeadLettersController.class,
            EnvelopesController.class,
            FeedController.class,
            FeedsController.class,
            FiguresController.class,
            MetricsController.class,
            OpenApiController.class,
            QuarantineController.class,
            QueuesController.class,
            ReadyTextsController.class,
            ReconciliationController.class,
            RecordsController.class,
            RetentionController.class,
            ShadowController.class,
            TrialsController.class);

    private final ApiServer api = new ApiServer();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasARoute() {
        assertThat(CONTROLLERS.stream().flatMap(OpenApiTest::routes))
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(Operation::toString).toList());
    }

    private static Stream<String> routes(Class<?> controller) {
        var root = controller.getAnnotation(Controller.class).value();
        return Arrays.stream(controller.getDeclaredMethods()).flatMap(method -> routes(method, root));
    }

    private static Stream<String> routes(Method method, String root) {
        var routes = new ArrayList<String>();
        Arrays.stream(method.getAnnotationsByType(Get.class))
                .forEach(get -> routes.add("GET " + path(root, get.value())));
        Arrays.stream(method.getAnnotationsByType(Post.class))
                .forEach(post -> routes.add("POST " + path(root, post.value())));
        Arrays.stream(method.getAnnotationsByType(Delete.class))
                .forEach(delete -> routes.add("DELETE " + path(root, delete.value())));
        return routes.stream();
    }

    private static String path(String root, String own) {
        return own.equals("/") ? root : root + own;
    }

    static Stream<Operation> operations() {
        return DOCUMENT.operations().stream();
    }

    /// What is asked makes no sense, so the answer is the controller's and not that of an address without one.
    @ParameterizedTest
    @MethodSource("operations")
    void everyDescriptionIsServedAndItsAnswerToNonsenseIsDescribed(Operation operation) {
        var path = operation
                .path()
                .replaceAll(
                        "\\{id}",
                        operation.path().contains("quarantine")
                                ? "99"
                                : UUID.randomUUID().toString())
                .replaceAll("\\{[a-zA-Z]+}", "nonsense");

        var answer = api.call(
                "supervisor", operation.method(), path, operation.method().equals("POST") ? "{}" : "");

        assertThat(answer.body()).doesNotContain("There is nothing at this address", "does not take this method");
        assertThat(DOCUMENT.mistakes(operation, answer)).as(answer.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/conversations                          |                      | 200
            GET    | /api/conversations?state=closed             |                      | 200
            GET    | /api/conversations?cursor=guess             |                      | 400
            GET    | /api/conversations/{id}                     |                      | 200
            GET    | /api/conversations/{id}/texts               |                      | 200
            GET    | /api/conversations/{id}/texts?words=zebra   |                      | 200
            GET    | /api/conversations/{id}/requests            |                      | 200
            POST   | /api/conversations/{id}/taking              |                      | 200
            DELETE | /api/conversations/{id}/taking              |                      | 422
            POST   | /api/conversations/{id}/messages            | {"text":"Hello."}    | 422
            POST   | /api/conversations/{id}/messages            | {"text":7}           | 400
            POST   | /api/conversations/{id}/messages            | {"text":"x","pace":"slow"} | 400
            POST   | /api/conversations/{id}/transfer            | {"queue":["waste"]}  | 400
            POST   | /api/conversations/{id}/notes               | {"text":"@kim, please look."} | 200
            POST   | /api/conversations/{id}/notes               | {"text":"@nobody, please look."} | 422
            POST   | /api/conversations/{id}/notes               | {"text":7}           | 400
            POST   | /api/conversations/{id}/assignment          | {"agent":"nobody"}   | 422
            POST   | /api/conversations/{id}/assignment          | {"agent":7}          | 400
            POST   | /api/conversations/{id}/snooze              | {"until":"2027-01-01T08:00:00Z"} | 422
            POST   | /api/conversations/{id}/snooze              | {"until":"soon"}     | 400
            DELETE | /api/conversations/{id}/snooze              |                      | 422
            POST   | /api/conversations/{id}/reopening           |                      | 409
            POST   | /api/conversations/{id}/closure             |                      | 422
            GET    | /api/queues                                 |                      | 200
            GET    | /api/dead-letters                           |                      | 200
            POST   | /api/dead-letters/{messageId}/resend        |                      | 202
            GET    | /api/dead-letters/count?account=city-sms&channel=sms&reason=30003 |  | 200
            GET    | /api/dead-letters/count?since=monday        |                      | 400
            POST   | /api/dead-letters/resends/{id}?confirm=1    |                      | 202
            POST   | /api/dead-letters/resends/{id}?confirm=7    |                      | 409
            POST   | /api/dead-letters/resends/no-id?confirm=1   |                      | 400
            GET    | /api/dead-letters/resends/{id}              |                      | 404
            POST   | /api/accounts/city-sms/reconciliation?from=2026-03-02T07:00:00Z | | 200
            POST   | /api/accounts/city-sms/reconciliation?from=monday |                | 400
            GET    | /api/audit?after=1                          |                      | 200
            GET    | /api/quarantine                             |                      | 200
            POST   | /api/quarantine/1/redrive                   |                      | 200
            POST   | /api/citizens/export                        | {"address":"+15550104477"} | 200
            POST   | /api/citizens/export                        | {"address":"+15550100000"} | 404
            POST   | /api/citizens/erasures                      | {"address":"+15550104477","because":"asked"} | 202
            POST   | /api/citizens/erasures                      | {"address":"+15550104477"} | 400
            GET    | /api/citizens/erasures/6a1f2a3e-0000-4000-8000-000000000009 |  | 200
            GET    | /api/citizens/erasures/other                |                      | 404
            GET    | /api/feeds                                  |                      | 200
            POST   | /api/feeds/records/resume                   |                      | 200
            POST   | /api/feeds/records/replay                   | {"from":0}           | 200
            POST   | /api/feeds/records/replay                   | {"from":-1}          | 400
            POST   | /api/feeds/records/replay                   | {"from":9999}        | 400
            POST   | /api/feeds/records/replay                   | {}                   | 400
            POST   | /api/feeds/office/resume                    |                      | 409
            POST   | /api/feeds/other/resume                     |                      | 404
            GET    | /api/retention                              |                      | 200
            GET    | /api/records-requests                       |                      | 200
            POST   | /api/records-requests                       | {"asker":"Gazette","about":"the flood","receivedOn":"2026-03-01"} | 200
            POST   | /api/records-requests                       | {"asker":"Gazette","about":"the flood","receivedOn":"today"} | 400
            POST   | /api/records-requests                       | {"asker":"","about":"the flood","receivedOn":"2026-03-01"} | 400
            GET    | /api/records-requests/{request}             |                      | 200
            GET    | /api/records-requests/other                 |                      | 404
            POST   | /api/records-requests/{request}/size        | {"since":"2026-03-01T00:00:00Z","until":"2026-03-03T00:00:00Z"} | 200
            POST   | /api/records-requests/{request}/size        | {"since":"2026-03-01"} | 400
            POST   | /api/records-requests/{request}/selection   | {"since":"2026-03-01T00:00:00Z","until":"2026-03-03T00:00:00Z"} | 409
            GET    | /api/records-requests/{request}/items/1     |                      | 200
            GET    | /api/records-requests/{request}/items/9     |                      | 404
            POST   | /api/records-requests/{request}/items/1/decisions | {"decisions":[{"piece":2,"seen":0,"ruling":"released"}]} | 200
            POST   | /api/records-requests/{request}/items/1/decisions | {"decisions":[{"piece":2,"seen":0,"ruling":"withheld","reason":"99"}]} | 409
            POST   | /api/records-requests/{request}/items/1/decisions | {"decisions":[{"piece":2,"seen":0,"ruling":"redacted","marks":[{"from":9,"to":3,"reason":"99"}]}]} | 400
            POST   | /api/records-requests/{request}/export      |                      | 409
            POST   | /api/citizens/holds                         | {"channel":"sms","address":"+15550104477","because":"a suit"} | 200
            POST   | /api/citizens/holds                         | {"address":"+15550104477","because":"a suit"} | 400
            POST   | /api/citizens/holds/lifting                 | {"channel":"sms","address":"+15550104477","because":"over"} | 404
            POST   | /api/envelopes/reading?account=city-sms&since=2026-03-02T07:00:00Z | | 200
            GET    | /api/feed?after=0                           |                      | 200
            GET    | /api/metrics/summary?hours=3                |                      | 200
            GET    | /api/figures                                |                      | 200
            GET    | /api/figures?from=2026-02-01&to=2026-02-28&by=channel |            | 200
            GET    | /api/figures?from=2026-03-02T07:00:00Z&to=2026-03-02T08:00:00Z | | 200
            GET    | /api/figures?from=2026-02-01                |                      | 400
            GET    | /api/figures?from=2026-02-28&to=2026-02-01  |                      | 400
            GET    | /api/figures?from=2020-02-28&to=2026-02-01  |                      | 400
            GET    | /api/figures?from=%2B999999999-01-01&to=%2B999999999-12-31 |       | 400
            GET    | /api/figures?by=weather                     |                      | 400
            GET    | /api/figures/dictionary                     |                      | 200
            GET    | /api/configuration                          |                      | 200
            POST   | /api/configuration?note=a%20try             | no archive           | 422
            GET    | /api/configuration/ba9876543210/files       |                      | 404
            POST   | /api/configuration/ba9876543210/approval    |                      | 200
            POST   | /api/configuration/another/approval         |                      | 404
            POST   | /api/configuration/ba9876543210/activation?instead=0123456789ab | | 409
            POST   | /api/configuration/ba9876543210/activation?instead=x |             | 404
            POST   | /api/configuration/rollback                 |                      | 200
            POST   | /api/configuration/rollback?from=0123456789ab |                    | 200
            POST   | /api/configuration/rollback?from=x          |                      | 404
            GET    | /api/configuration/ba9876543210/cases       |                      | 200
            GET    | /api/configuration/active/cases             |                      | 200
            GET    | /api/configuration/000000000000/cases       |                      | 404
            POST   | /api/configuration/active/explanation       | {"text":"my bin","cityTime":"2026-11-29T22:30"} | 200
            POST   | /api/configuration/active/explanation       | {"text":"my bin","cityTime":"tonight"} | 400
            GET    | /api/configuration/explanation?message=6a1f2a3e-0000-4000-8000-000000000002 | | 200
            GET    | /api/configuration/explanation?message=other |                     | 404
            GET    | /api/configuration/ba9876543210/changes     |                      | 200
            POST   | /api/configuration/replay                   | {"version":"ba9876543210","since":"7d","words":true} | 202
            POST   | /api/configuration/replay                   | {"since":"a week"}   | 400
            GET    | /api/configuration/replay/6a1f2a3e-0000-4000-8000-000000000001 |  | 200
            GET    | /api/configuration/replay/6a1f2a3e-0000-4000-8000-000000000001?words=true |  | 200
            POST   | /api/configuration/ba9876543210/shadow?share=10%25&hours=1 |       | 200
            POST   | /api/configuration/ba9876543210/shadow?share=all |                 | 400
            POST   | /api/configuration/ba9876543210/shadow?share=200%25 |              | 400
            POST   | /api/configuration/ba9876543210/shadow?hours=200 |                 | 409
            POST   | /api/configuration/0123456789ab/shadow      |                      | 409
            POST   | /api/configuration/000000000000/shadow      |                      | 409
            POST   | /api/configuration/another/shadow           |                      | 404
            GET    | /api/configuration/shadow?words=true        |                      | 200
            DELETE | /api/configuration/shadow                   |                      | 409
            GET    | /api/configuration/use?since=30d            |                      | 200
            GET    | /api/configuration/use?since=long           |                      | 400
            GET    | /api/openapi.yml                            |                      | 200
            """)
    void everyAnswerHasTheShapeThatIsDescribed(String method, String path, String body, int status) {
        var answer = call(method, path, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(DOCUMENT.mistakes(operation(method, path), answer)).isEmpty();
    }

    @Test
    void aConversationHasItsShapeInEachOfItsStates() {
        for (var step : List.of(
                "POST /api/conversations/{id}/taking agent",
                "POST /api/conversations/{id}/messages agent",
                "POST /api/conversations/{id}/transfer waiting",
                "POST /api/conversations/{id}/taking agent",
                "DELETE /api/conversations/{id}/taking waiting",
                "POST /api/conversations/{id}/taking agent",
                "POST /api/conversations/{id}/closure closed")) {
            var words = step.split(" ");
            var answer = call(words[0], words[1], "{\"text\":\"Hello.\",\"pace\":\"bulk\",\"queue\":\"waste\"}");
            assertThat(answer.status()).as(step + " " + answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"state\":\"" + words[2] + "\"");
            assertThat(DOCUMENT.mistakes(operation(words[0], words[1]), answer)).isEmpty();
        }
    }

    @Test
    void recordsAreForSupervisorsAndWhoElseAsksForThemIsOnTheRecord() {
        for (var role : List.of("reader", "agent")) {
            for (var path : List.of("", "/" + api.recordsRequest, "/" + api.recordsRequest + "/items/1")) {
                assertThat(api.call(role, "GET", "/api/records-requests" + path, "")
                                .status())
                        .as(role + path)
                        .isEqualTo(403);
            }
            assertThat(api.call(role, "POST", "/api/records-requests/" + api.recordsRequest + "/export", "")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(api.city.record.entries)
                .filteredOn(entry -> entry.kind().equals("export.refused"))
                .hasSize(2);
    }

    @Test
    void anEmptyListStaysAList() throws Exception {
        var none = call("GET", "/api/conversations?state=closed", "");

        assertThat(new ObjectMapper()
                        .readTree(none.body())
                        .path("conversations")
                        .isArray())
                .as(none.body())
                .isTrue();
    }

    @Test
    void aFieldThatIsNotDescribedIsAMistake() {
        var answer = call("GET", "/api/queues", "");
        var more = new ApiServer.Answer(
                200, answer.contentType(), answer.body().replace("\"waiting\":1", "\"waiting\":1,\"x\":1"));

        assertThat(DOCUMENT.mistakes(operation("GET", "/api/queues"), more)).hasSize(1);
    }

    private ApiServer.Answer call(String method, String path, String body) {
        var whole = path.replace("{id}", api.conversation)
                .replace("{messageId}", api.deadLetter)
                .replace("{request}", api.recordsRequest);
        return api.call("supervisor", method, whole, body == null ? "" : body);
    }

    private static Operation operation(String method, String path) {
        var pattern = path.replaceFirst("\\?.*", "")
                .replaceAll("/(city-sms|1)/", "/{}/")
                .replaceAll("/no-id$", "/{}")
                .replaceAll("/feeds/[a-z]+/", "/feeds/{}/")
                .replaceAll("/records-requests/[^/]+", "/records-requests/{}")
                .replaceAll("/items/[0-9]+", "/items/{}")
                .replaceAll("/erasures/[0-9a-z-]+$", "/erasures/{}")
                .replaceAll("/configuration/(active|another|[0-9a-f]{12})/", "/configuration/{}/")
                .replaceAll("/replay/[0-9a-f-]{36}$", "/replay/{}");
        return operations()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> operation.path().equals(pattern)
                        || operation.path().replaceAll("\\{[a-z]+}", "{}").equals(pattern))
                .findFirst()
                .orElseThrow();
    }
}
