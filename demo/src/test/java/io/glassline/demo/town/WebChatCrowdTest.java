package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Very many visitors from one network address, in a town of their own, because the address is then slowed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebChatCrowdTest {

    private static final String TRASH = "When do you pick up my trash?";

    private Town town;

    @BeforeAll
    void startATown() throws IOException {
        town = Town.start(Files.createTempDirectory("glassline-chat-crowd"));
    }

    @AfterAll
    void stopTheTown() {
        town.close();
    }

    @Test
    void whoOpensManySessionsWorksForThemAndNoWorkIsGoodTwice() {
        var puzzle = Town.awaitValue(
                "work is asked for",
                () -> Visitor.call(town, "POST", "/session", "", "{}"),
                a -> a.statusCode() == 429);
        var solution = Visitor.solution(Visitor.json(puzzle.body()));

        assertThat(Visitor.call(town, "POST", "/session", "", solution).statusCode())
                .isEqualTo(200);
        assertThat(Visitor.call(town, "POST", "/session", "", solution).statusCode())
                .isEqualTo(429);
        assertThat(Visitor.call(town, "POST", "/session", "", solution.replaceAll("\"answer\":.*", "\"answer\":\"1\"}"))
                        .statusCode())
                .isEqualTo(429);
    }

    /// Counted, never timed.
    @Test
    void fiveHundredVisitorsAtOnceAreEachAnsweredOnce() throws Exception {
        var count = 500;
        try (var threads = Executors.newFixedThreadPool(16);
                var http = HttpClient.newBuilder().executor(threads).build()) {
            var visitors = new ArrayList<Visitor>();
            for (var opening :
                    threads.invokeAll(Collections.<Callable<Visitor>>nCopies(count, () -> Visitor.in(town)))) {
                visitors.add(opening.get());
            }
            var streams =
                    visitors.stream().map(visitor -> visitor.listens(http, "")).toList();
            for (var stream : streams) {
                assertThat(stream.get().statusCode()).isEqualTo(200);
            }
            for (var said : threads.invokeAll(visitors.stream()
                    .<Callable<Integer>>map(visitor -> () -> visitor.says(TRASH).statusCode())
                    .toList())) {
                assertThat(said.get()).isEqualTo(204);
            }
            for (var n = 0; n < count; n++) {
                try (var lines = streams.get(n).get().body()) {
                    assertThat(lines.filter(line -> line.startsWith("data:"))
                                    .anyMatch(line -> line.contains("once a week")))
                            .as("visitor " + n + " is told by the stream")
                            .isTrue();
                }
            }
            assertThat(visitors).extracting(Visitor::address).doesNotHaveDuplicates();
            for (var visitor : visitors) {
                assertThat(visitor.talk("").path("lines").findValuesAsText("by"))
                        .containsExactly("citizen", "bot");
            }
            http.shutdownNow();
        }
    }
}
