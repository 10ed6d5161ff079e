package io.glassline.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookup.Result;
import io.glassline.simulator.records.RecordsApi;
import io.glassline.simulator.records.RecordsApi.Fault;
import io.glassline.source.Question;
import io.glassline.source.Question.Pointer;
import io.glassline.source.Source;
import io.glassline.source.SourceLimits;
import io.glassline.source.SourceLookup;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Look-ups in an API that fails in every way that APIs do.
class ApisTest {

    private static final Question.Call ONE = new Question.Call(
            "/permits/{number}",
            Map.of(),
            Optional.empty(),
            "/permit",
            Map.of(
                    "number", new Pointer("/number", false),
                    "status", new Pointer("/state/name", false),
                    "until", new Pointer("/until", true)),
            Optional.empty());

    private static final Question.Call OF_STREET = new Question.Call(
            "/permits",
            Map.of("street", "{street}"),
            Optional.empty(),
            "/permits",
            Map.of("number", new Pointer("/number", false)),
            Optional.of("/next"));

    private final List<Outcome> outcomes = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private RecordsApi api;
    private Sources sources;

    @BeforeEach
    void start() {
        api = RecordsApi.start()
                .permit("PRM-1", "Elm Street", "in review")
                .permit("PRM-2", "Elm Street", "approved")
                .permit("PRM-3", "Elm Street", "refused")
                .permit("PRM/4 ?&", "Oak & Pine", "approved");
        sources = new Sources(
                Jdbi.create("jdbc:nothing:"),
                new Drivers(List.of()),
                (_, outcome, _) -> outcomes.add(outcome),
                () -> now,
                Duration.ofMillis(300));
    }

    @AfterEach
    void stop() {
        sources.close();
        api.close();
    }

    @Test
    void findsOneAndSeveralOverItsPages() {
        assertThat(permit("PRM-1"))
                .isEqualTo(new Result.Found(List.of(Map.of("number", "PRM-1", "status", "in review"))));
        assertThat(permit("PRM-9")).as("404 is an answer").isEqualTo(new Result.Found(List.of()));
        assertThat(street("Elm Street"))
                .isEqualTo(new Result.Found(
                        List.of(Map.of("number", "PRM-1"), Map.of("number", "PRM-2"), Map.of("number", "PRM-3"))));
        assertThat(api.tokens()).as("one token serves them all").isEqualTo(1);
    }

    @Test
    void whatACitizenSaysIsOneSegmentOrOneValue() {
        assertThat(permit("PRM/4 ?&")).asString().contains("approved");
        assertThat(street("Oak & Pine")).asString().contains("PRM/4");
        assertThat(permit("../token")).isEqualTo(new Result.Found(List.of()));
        var calls = api.calls().size();
        for (var leads : List.of("", "  ", ".", "..")) {
            assertThat(permit(leads)).as("\"%s\"", leads).isEqualTo(new Result.Found(List.of()));
        }
        assertThat(api.calls())
                .as("what would lead to another path is not asked")
                .hasSize(calls);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STATUS_500        | AWAY  | it failed with status 500
            SLOW              | SLOW  | it did not answer within 2000 ms
            ASKS_FOR_PATIENCE | BUSY  | it asks for patience (status 429)
            NO_JSON           | WRONG | its answer is no JSON
            FIELD_GONE        | WRONG | there is no /state/name in a row of its answer
            POINTS_ELSEWHERE  | WRONG | it points elsewhere (status 302), which is not followed
            """)
    void aFaultIsToldAndPasses(Fault fault, Outcome outcome, String because) {
        assertThat(permit("PRM-1")).isInstanceOf(Result.Found.class);
        api.fault(fault);
        assertThat(permit("PRM-1")).isEqualTo(new Result.Unreachable("permit: " + because));
        api.fault(Fault.NONE);
        now = now.plusSeconds(8);
        assertThat(permit("PRM-1")).isInstanceOf(Result.Found.class);
        assertThat(outcomes).containsExactly(Outcome.FOUND, outcome, Outcome.FOUND);
    }

    @Test
    void whatAsksForPatienceIsGivenIt() {
        api.fault(Fault.ASKS_FOR_PATIENCE);
        permit("PRM-1");
        api.fault(Fault.NONE);
        var calls = api.calls().size();
        now = now.plusSeconds(6);
        assertThat(permit("PRM-1")).isEqualTo(new Result.Unreachable("permit: it asked for patience"));
        assertThat(api.calls()).hasSize(calls);
        now = now.plusSeconds(2);
        assertThat(permit("PRM-1")).isInstanceOf(Result.Found.class);
    }

    @Test
    void aTokenThatEndedEarlyIsRenewedOnce() {
        permit("PRM-1");
        api.fault(Fault.TOKEN_ENDED);
        assertThat(permit("PRM-1")).isInstanceOf(Result.Found.class);
        assertThat(outcomes).containsOnly(Outcome.FOUND);
    }

    @Test
    void pagesInACircleAreLeft() {
        api.fault(Fault.PAGES_IN_A_CIRCLE);
        assertThat(street("Elm Street")).isEqualTo(new Result.Unreachable("of-street: its pages lead in a circle"));
    }

    @Test
    void takenDownItIsLeftAlone() {
        sources.keep(List.of(source(true)));
        permit("PRM-1");
        api.close();
        for (var i = 0; i < 8; i++) {
            assertThat(permit("PRM-1")).isInstanceOf(Result.Unreachable.class);
        }
        assertThat(outcomes).contains(Outcome.AWAY).endsWith(Outcome.LEFT_ALONE);
        assertThat(sources.health()).containsEntry("permits-office", "LEFT ALONE");
    }

    @Test
    void aPrivateAddressIsCalledOnlyWhereItIsMeant() {
        assertThat(sources.ask(lookup("permit", ONE, source(false)), new Lookup("permit", Map.of("number", "PRM-1"))))
                .asString()
                .contains("its name leads to a private address; say `inside: yes` if it is meant");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void theLiveCheckNamesWhatIsThere() {
        var lookup = lookup("permit", ONE, source(true));
        assertThat(sources.columns(lookup, Map.of("number", "PRM-1")))
                .isEqualTo(new Sources.LiveColumns.Known(Set.of("number", "status", "until")));
        api.fault(Fault.FIELD_GONE);
        assertThat(sources.columns(lookup, Map.of("number", "PRM-1")))
                .isEqualTo(new Sources.LiveColumns.Known(Set.of("number", "until")));
    }

    private Result permit(String number) {
        return sources.ask(lookup("permit", ONE, source(true)), new Lookup("permit", Map.of("number", number)));
    }

    private Result street(String street) {
        return sources.ask(
                lookup("of-street", OF_STREET, source(true)), new Lookup("of-street", Map.of("street", street)));
    }

    private static SourceLookup lookup(String name, Question.Call call, Source source) {
        return new SourceLookup(name, source, call, List.copyOf(call.columns().keySet()), Duration.ofSeconds(2));
    }

    private Source source(boolean isInside) {
        var credentials = new Source.ClientCredentials(
                URI.create(api.url() + "/token"), RecordsApi.CLIENT, new Secret(RecordsApi.CLIENT_SECRET), "");
        return new Source.HttpApi(
                "permits-office",
                URI.create(api.url()),
                isInside,
                Map.of(),
                Optional.of(credentials),
                SourceLimits.USUAL);
    }
}
