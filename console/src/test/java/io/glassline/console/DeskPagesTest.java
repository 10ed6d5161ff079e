package io.glassline.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.conversation.Traffic;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.ChannelKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeskPagesTest extends ConsoleFixture {

    @Test
    void aConversationIsTakenAnsweredAndClosed() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        assertThat(agent.get("/console").body()).contains("Elm Street").contains("href=\"" + page + "\"");

        assertThat(agent.get(page).body()).contains("Take conversation").doesNotContain("+15550199");
        var taken = agent.submit(page + "/taking", Map.of());
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(Browser.location(taken)).isEqualTo(page + "#latest");

        assertThat(agent.get(page).body()).contains("Send reply").contains("+15550199");
        var replied = agent.submit(page + "/messages", Map.of("text", "We come tomorrow.\r\nSorry!"));
        assertThat(replied.statusCode()).isEqualTo(303);

        assertThat(agent.get(page).body()).contains("We come tomorrow.\nSorry!").contains("queued");
        var closed = agent.submit(page + "/closure", Map.of("outcome", "resolved"));
        assertThat(Browser.location(closed)).isEqualTo("/console?done=closed");

        assertThat(agent.get("/console?done=closed").body()).contains("What the citizen writes next");
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Closed.class, s -> assertThat(s.outcome()).isEqualTo("resolved"));
        assertThat(town.memory.kinds())
                .containsSubsequence(
                        "transcript.viewed", "desk.taken", "desk.replied", "message.written", "desk.closed");
    }

    @Test
    void aBotThatAnswersLessThanUsualIsToldOfOnEveryPageToWhoeverIsSignedIn() throws Exception {
        assertThat(agent.get("/console").body()).doesNotContain("answers less than usual");
        town.botNotice = Optional.of("Its language model cannot be used.");
        for (var page : List.of("/console", "/console/search", "/console/figures")) {
            assertThat(agent.get(page).body())
                    .contains("answers less than usual", "Its language model cannot be used.");
        }
        assertThat(new Browser(town).get("/console/sign-in").body()).doesNotContain("answers less than usual");
    }

    /// It ended by itself, and the citizen came back.
    @Test
    void aConversationThatEndedSaysSoAndLeadsToTheNext() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        town.memory
                .find(conversation.id())
                .ifPresent(c -> town.memory.commit(change(
                        c.with(new Stage.Closed(clock.instant(), "quiet")).nextVersion())));
        assertThat(agent.get(page).body())
                .contains("Ended: Nobody wrote for a time")
                .contains("What the citizen writes next opens a new one.")
                .doesNotContain("Send reply");

        var later = Conversation.open(
                new Conversation.Id(new UUID(7, 7)),
                new UUID(7, 8),
                conversation.lane(),
                conversation.language(),
                conversation.openedAt().plusSeconds(90_000));
        town.memory.commit(change(later.nextVersion()));

        assertThat(agent.get(page).body())
                .contains("The citizen came back: <a href=\"/console/conversations/" + later.id() + "\">")
                .contains("rel=\"next\">the later one");
        assertThat(agent.get("/console/conversations/" + later.id()).body())
                .contains("<a href=\"" + page + "\" rel=\"prev\">the earlier one");
        assertThat(agent.submit(page + "/taking", Map.of()).statusCode()).isEqualTo(409);
    }

    @Test
    void anAddressThatIsOverItsBudgetIsOneLineForStaff() throws Exception {
        assertThat(agent.get("/console").body()).doesNotContain("more than anyone needs to");
        var over = new Traffic(clock.instant(), 600, 41, 0, Map.of(), true, true);
        town.memory
                .find(conversation.id())
                .ifPresent(c -> town.memory.commit(
                        change(c.with(new Stage.WithBot()).with(over).nextVersion())));

        assertThat(agent.get("/console").body())
                .contains("1 address writes more than anyone needs to")
                .contains("href=\"/console/conversations/" + conversation.id() + "\"");
    }

    @Test
    void aConversationIsPutBackAndTransferred() throws Exception {
        var page = taken();
        assertThat(Browser.location(agent.submit(page + "/putting-back", Map.of())))
                .isEqualTo("/console?done=put-back");
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class, s -> assertThat(s.queue()).isEqualTo(Town.WASTE));

        taken();
        agent.submit(page + "/transfer", Map.of("queue", "roads"));
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class, s -> assertThat(s.queue()).isEqualTo(Town.ROADS));
    }

    @Test
    void anAgentSendsTheReceiptOfAConversationOnce() throws Exception {
        var before = agent.get("/console/conversations/" + conversation.id()).body();
        assertThat(before).doesNotContain("Send receipt link");
        var page = taken();
        var form = agent.get(page).body();
        assertThat(form).contains("Send receipt link", "good for 30 days");

        agent.submit(page + "/receipt", Map.of("once", "receipt-1"));
        agent.submit(page + "/receipt", Map.of("once", "receipt-1"));

        assertThat(agent.get(page).body().split("Your receipt: https://city.example/receipt/", -1))
                .as("said once")
                .hasSize(2);
    }

    @Test
    void whoHasRepliedClosesAndTakesTheNextInOneStep() throws Exception {
        var next = Conversation.open(
                        new Conversation.Id(new UUID(7, 7)),
                        new UUID(7, 8),
                        new Lane("city-sms", new Address(new ChannelKind("sms"), "+15550123")),
                        conversation.language(),
                        conversation.openedAt())
                .with(new Stage.Waiting(Town.WASTE, Stage.Priority.NORMAL, clock.instant()));
        town.memory.commit(change(next.nextVersion()));
        var page = taken();

        var answer =
                agent.submit(page + "/messages", Map.of("text", "On Tuesday.", "then", "next", "worked-in", "waste"));

        assertThat(Browser.location(answer)).isEqualTo("/console/conversations/" + next.id() + "#latest");
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Closed.class, s -> assertThat(s.outcome()).isEqualTo("resolved"));
        assertThat(town.memory.find(next.id()).orElseThrow().stage()).isInstanceOf(Stage.WithAgent.class);

        var last = agent.submit(
                "/console/conversations/" + next.id() + "/closure",
                Map.of("outcome", "referred", "then", "next", "worked-in", "waste"));
        assertThat(Browser.location(last)).isEqualTo("/console?done=nobody-next");
        assertThat(agent.get("/console?done=nobody-next").body()).contains("Nobody else is waiting.");
    }

    @Test
    void anEmergencyIsLoweredWithAReasonOnly() throws Exception {
        var page = taken();
        assertThat(agent.submit(page + "/priority", Map.of("priority", "emergency", "reason", ""))
                        .statusCode())
                .isEqualTo(303);
        assertThat(agent.get(page).body()).contains("badge-emergency");

        var refused = agent.submit(page + "/priority", Map.of("priority", "normal", "reason", ""));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Say why this is no emergency.");
        assertThat(agent.submit(page + "/priority", Map.of("priority", "lofty")).statusCode())
                .isEqualTo(422);

        agent.submit(page + "/priority", Map.of("priority", "normal", "reason", "a drill"));
        assertThat(agent.get(page).body()).doesNotContain("badge-emergency");
        assertThat(town.memory.kinds()).contains("desk.ranked");
    }

    @Test
    void aReplyThatCameTooLateIsNotSentAndNotLost() throws Exception {
        var page = taken();
        town.memory.find(conversation.id()).ifPresent(c -> {
            var moved = c.with(new Stage.WithAgent(Town.WASTE, "colleague", clock.instant()))
                    .nextVersion();
            town.memory.commit(change(moved));
        });

        var answer = agent.submit(page + "/messages", Map.of("text", "A long and careful answer <b>"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("This conversation is with colleague.")
                .contains("Your reply was not sent")
                .contains("A long and careful answer &lt;b")
                .doesNotContain("Send reply");
        assertThat(said()).noneMatch(Author.Agent.class::isInstance);
    }

    @Test
    void takingWhatAColleagueTookFirstSaysSo() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        town.desk.take(conversation.id(), Town.colleague());

        var answer = agent.submit(page + "/taking", Map.of());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("just taken by colleague").contains("Jonas Weber has this conversation");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        messages, text,    '   ',   the reply is empty
        transfer, queue,   nowhere, There is no queue named nowhere
        closure,  outcome, '',      Choose what the conversation came to
        closure,  outcome, madeup,  Choose what the conversation came to
        """)
    void whatMakesNoSenseIsRefusedWithAReason(String noun, String field, String value, String because)
            throws Exception {
        var page = taken();

        var answer = agent.submit(page + "/" + noun, Map.of(field, value));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(because);
        assertThat(stage()).isInstanceOf(Stage.WithAgent.class);
    }

    @Test
    void tooLongAReplyIsRefusedAndKept() throws Exception {
        var page = taken();

        var answer = agent.submit(page + "/messages", Map.of("text", "é".repeat(4_001)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("4001 characters; at most 4000").contains("é".repeat(4_001));
    }

    @Test
    void aFormSentTwiceWritesOnce() throws Exception {
        var page = taken();

        assertThat(agent.submit(page + "/messages", Map.of("text", "Once")).statusCode())
                .isEqualTo(303);
        assertThat(agent.submit(page + "/messages", Map.of("text", "Once")).statusCode())
                .isEqualTo(303);

        assertThat(said().stream().filter(Author.Agent.class::isInstance)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000001", "not-an-id", "%3Cscript%3E"})
    void whatIsNotThereIsNotFound(String id) throws Exception {
        agent.get("/console/search");

        assertThat(agent.get("/console/conversations/" + id).statusCode()).isEqualTo(404);
        agent.get("/console/search");
        assertThat(agent.submit("/console/conversations/" + id + "/taking", Map.of())
                        .statusCode())
                .isEqualTo(404);
        for (var path : new String[] {"/console/nowhere", "/console/log?entry=first", "/console/sign-out"}) {
            var answer = agent.get(path);
            assertThat(answer.statusCode()).as(path).isBetween(400, 405);
            assertThat(answer.body()).as(path).contains("There is nothing here").contains("Go to the desk");
        }
    }

    @Test
    void aPageWhoseSessionEndedIsLedToTheSignIn() throws Exception {
        var answer = new Browser(town).get("/console?state=waiting", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("hx-redirect")).contains("/console/sign-in?next=%2Fconsole");
    }

    @Test
    void anOpenDeskIsGivenOnlyWhatChanges() throws Exception {
        assertThat(agent.get("/console?state=waiting", "HX-Request", "true").body())
                .contains("Elm Street")
                .contains("id=\"alarms\" hx-swap-oob")
                .contains("id=\"queues\" hx-swap-oob")
                .doesNotContain("<html")
                .doesNotContain("<form");
    }

    @Test
    void anOpenPageIsToldThatSomethingChangedAndForgottenWhenItCloses() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(town.at("/console/live"))
                    .header("Cookie", StaffSessions.COOKIE + "=" + agent.cookies.get(StaffSessions.COOKIE))
                    .build();
            var stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
                until(lines, "listening");
                assertThat(town.memory.listening()).isEqualTo(1);

                town.says(conversation.id(), "Are you there?");

                assertThat(until(lines, "event:")).contains("desk");
            }
            while (town.memory.listening() > 0) {
                Thread.sleep(20); // the test's own time limit ends this if it never happens
            }
        }
    }

    /// The agent has taken the conversation, and sees it.
    private String taken() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
        return page;
    }

    private static String until(BufferedReader lines, String part) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before it said " + part);
    }
}
