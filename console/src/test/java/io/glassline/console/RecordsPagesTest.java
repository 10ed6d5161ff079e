package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.privacy.Hold;
import io.glassline.records.InMemoryRecordsRequests.Talk;
import io.glassline.records.RecordsRules;
import io.glassline.records.Ruling;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A supervisor writes a request down, takes what is in it, decides piece by piece and gives it out, without scripts;
/// nobody else does.
class RecordsPagesTest extends ConsoleFixture {

    private static final String PAGE = "/console/records";
    private static final Map<String, String> EVERYTHING =
            Map.of("since", "2026-03-01", "until", "2026-03-03", "do", "take");

    private Browser supervisor;

    @BeforeEach
    void aSupervisorSignsInAndPeopleHaveWritten() throws Exception {
        supervisor = new Browser(town).signedInAs("supervisor");
        supervisor.get(PAGE);
        town.records.put(RecordsTalks.FLOOD);
        town.records.put(RecordsTalks.TRASH);
    }

    private String written() throws Exception {
        var made = supervisor.submit(
                PAGE, Map.of("asker", "Harbor Gazette", "about", "the flood", "received", "2026-03-01"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        return made.headers().firstValue("Location").orElseThrow();
    }

    private String inReview(String words) throws Exception {
        var request = written();
        supervisor.get(request);
        var fields = new HashMap<>(EVERYTHING);
        fields.put("words", words);
        assertThat(supervisor.submit(request + "/selection", fields).statusCode())
                .isEqualTo(303);
        return request;
    }

    /// The fields of a form as a browser has them: what is hidden, checked and chosen.
    private Map<String, String> form(String item) throws Exception {
        var page = supervisor.get(item).body();
        var fields = new HashMap<String, String>();
        find("type=\"hidden\" name=\"((?:seen|was)-\\d+)\" value=\"([^\"]*)\"", page, fields);
        find("type=\"radio\" name=\"([^\"]+)\" value=\"([^\"]+)\" checked", page, fields);
        find("type=\"checkbox\" name=\"([^\"]+)\" value=\"([^\"]+)\" checked", page, fields);
        find(
                "<select id=\"[^\"]+\" name=\"([^\"]+)\">(?:(?!</select>).)*?<option value=\"([^\"]*)\" selected",
                page,
                fields);
        return fields;
    }

    private static void find(String pattern, String page, Map<String, String> fields) {
        Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(page)
                .results()
                .forEach(found -> fields.put(found.group(1), found.group(2)));
    }

    @Test
    void aRequestIsWrittenDownAndSaysWhenItIsDue() throws Exception {
        var request = written();
        assertThat(supervisor.get(request).body()).contains("Harbor Gazette", "the flood", "due <strong>11 Mar 2026");
        assertThat(supervisor.get(PAGE).body()).contains("Nothing taken yet", "received 1 Mar 2026");
        var wrong = supervisor.submit(PAGE, Map.of("asker", "Gazette", "about", "", "received", "2026-03-01"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Say what was asked for", "value=\"Gazette\"");
        supervisor.get(PAGE);
        assertThat(supervisor
                        .submit(PAGE, Map.of("asker", "G", "about", "f", "received", "yesterday"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatFitsIsCountedBeforeItIsTakenAndTakenOnce() throws Exception {
        var request = written();
        supervisor.get(request);
        var words = Map.of("since", "2026-03-01", "until", "2026-03-02", "words", "cellar", "do", "count");
        assertThat(supervisor.submit(request + "/selection", words).body())
                .contains("1 conversation fits, with 3 messages.", "Take them into the request");
        supervisor.get(request);
        assertThat(supervisor
                        .submit(request + "/selection", Map.of("since", "2026-03-02", "until", "2026-03-01"))
                        .body())
                .contains("The time ends before it begins.");
        supervisor.get(request);
        assertThat(supervisor.submit(request + "/selection", EVERYTHING).statusCode())
                .isEqualTo(303);
        assertThat(supervisor.get(request).body())
                .contains(
                        "0 of 8 pieces are decided",
                        "1. Text message",
                        "2. Text message",
                        "Nothing is given out before");
        var again = supervisor.submit(request + "/selection", EVERYTHING);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("has taken what is in it already");
        assertThat(Collections.frequency(town.memory.kinds(), "search.made")).isOne();
        assertThat(Collections.frequency(town.memory.kinds(), "records.taken")).isOne();
    }

    @Test
    void whatIsFoundIsProposedWithItsReasonAndKeptWhenTheOfficerSaysSo() throws Exception {
        var request = inReview("cellar");
        var item = request + "/items/1";
        var page = supervisor.get(item).body();
        assertThat(page)
                .contains("<mark class=\"proposed\">12 Elm Street</mark>")
                .contains("<mark class=\"proposed\">(555) 010-4477</mark>")
                .contains("Written for colleagues. It is given out only if you release it.");
        var fields = form(item);
        fields.put("ruling-1", "withheld");
        fields.put("ruling-2", "redacted");
        fields.put("words-2", "maria soto");
        fields.put("words-reason-2", "12.4(a)");
        assertThat(supervisor.submit(item, fields).statusCode()).isEqualTo(303);
        assertThat(supervisor.get(item).body())
                .contains("<mark class=\"marked\">12 Elm Street</mark>")
                .contains("<mark class=\"marked\">Maria Soto</mark>")
                .contains("<mark class=\"marked\">(555) 010-4477</mark>")
                .contains("by Ruth Okafor", "3 of 5 pieces of it wait for a decision");
        assertThat(Collections.frequency(town.memory.kinds(), "records.decided"))
                .isEqualTo(2);

        assertThat(supervisor.submit(item, form(item)).statusCode())
                .as("who only looks decides nothing")
                .isEqualTo(303);
        assertThat(Collections.frequency(town.memory.kinds(), "records.decided"))
                .isEqualTo(2);
    }

    @Test
    void theRestIsReleasedAtOnceButNotNotesAddressesAndWhatWasFound() throws Exception {
        var request = inReview("cellar");
        var item = request + "/items/1";
        var fields = form(item);
        fields.put("do", "rest");
        supervisor.submit(item, fields);
        var id = UUID.fromString(request.substring(request.lastIndexOf('/') + 1));
        assertThat(town.records.item(id, 1).orElseThrow().pieces().stream()
                        .filter(piece -> piece.decision().isPresent())
                        .map(piece -> piece.number()))
                .containsExactly(3, 4);
    }

    @Test
    void aWrongReasonIsToldAndWhatWasTypedStays() throws Exception {
        var item = inReview("cellar") + "/items/1";
        var fields = form(item);
        fields.put("ruling-2", "redacted");
        fields.put("words-2", "attic");
        fields.put("words-reason-2", "12.4(a)");
        fields.put("ruling-3", "released");
        fields.put("ruling-4", "withheld");
        fields.put("reason-4", "99");
        var answer = supervisor.submit(item, fields);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("“attic” does not stand in it.", "“99” is no reason of the city's list.")
                .contains(">attic</textarea>")
                .contains("4 of 5 pieces of it wait for a decision");
    }

    @Test
    void ofTwoOfficersTheSecondIsToldAndTheFirstStands() throws Exception {
        var request = inReview("cellar");
        var item = request + "/items/1";
        var fields = form(item);
        var id = UUID.fromString(request.substring(request.lastIndexOf('/') + 1));
        town.records.decide(id, 1, 3, 0, new Ruling.Withheld("12.6"), Actor.atConsole("colleague"), clock.instant());
        fields.put("ruling-3", "released");
        var answer = supervisor.submit(item, fields);
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("colleague decided meanwhile: withheld. That stands; look again.");
    }

    @Test
    void nothingIsGivenOutBeforeEverythingIsDecided() throws Exception {
        var request = inReview("trash");
        assertThat(supervisor.get(request).body()).doesNotContain("Make the files");
        var early = supervisor.submit(request + "/export", Map.of());
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("3 of 3 pieces wait for a decision, first in conversation 1.");
        var item = request + "/items/1";
        var fields = form(item);
        List.of("1", "2", "3").forEach(piece -> fields.put("ruling-" + piece, "released"));
        fields.put("do", "next");
        var kept = supervisor.submit(item, fields);
        assertThat(kept.headers().firstValue("Location")).as("nothing is left").contains(request);
        assertThat(supervisor.get(request).body()).contains("3 of 3 pieces are decided", "Make the files");
        var zip = supervisor.submit(request + "/export", Map.of());
        assertThat(zip.statusCode()).isEqualTo(200);
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(zip.body()).isEqualTo("the files");
        assertThat(supervisor.get(request).body()).contains("Given out", "by Ruth Okafor");
        assertThat(town.memory.kinds()).contains("records.given");
    }

    @Test
    void whatIsErasedOrHeldMeanwhileIsSaid() throws Exception {
        var request = inReview("cellar");
        var maria = RecordsTalks.FLOOD.content().conversation().lane().citizen();
        var hold = new Hold(UUID.randomUUID(), maria, "ada", "Soto v. Alder Bay", RecordsTalks.AT);
        var flood = RecordsTalks.FLOOD;
        town.records.put(new Talk(
                flood.content(), flood.notes(), flood.files(), flood.queue(), flood.topic(), Optional.of(hold)));
        assertThat(supervisor.get(request).body()).contains("Held against erasure");
        assertThat(supervisor.get(request + "/items/1").body()).contains("Soto v. Alder Bay");
        town.records.put(RecordsTalks.talk(1, "erased-1", List.of(), "", "", ""));
        assertThat(supervisor.get(request).body()).contains("Erased since", "Make the files");
        assertThat(supervisor.get(request + "/items/1").body())
                .contains("What was said here has been erased since.")
                .doesNotContain("Elm Street", "010-4477", "rude");
    }

    @Test
    void aCityWithoutReasonsIsToldSo() throws Exception {
        town.recordsRules = RecordsRules.NONE;
        var item = inReview("cellar") + "/items/1";
        assertThat(supervisor.get(item).body()).contains("The city has no list of reasons");
    }

    @Test
    void whoIsNoSupervisorIsRefusedAndNothingIsShown() throws Exception {
        var request = inReview("cellar");
        assertThat(agent.get("/console").body()).doesNotContain(PAGE);
        for (var path : List.of(PAGE, request, request + "/items/1")) {
            var answer = agent.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).as(path).doesNotContain("Harbor Gazette", "Elm Street");
        }
        agent.get("/console");
        for (var path : List.of(PAGE, request + "/selection", request + "/items/1", request + "/export")) {
            assertThat(agent.submit(path, Map.of("ruling-2", "released", "seen-2", "0"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(town.memory.kinds()).doesNotContain("records.decided", "records.given");
        assertThat(Collections.frequency(town.memory.kinds(), "export.refused")).isOne();
        assertThat(supervisor.get(PAGE + "/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(supervisor.get(request + "/items/9").statusCode()).isEqualTo(404);
        assertThat(supervisor.get(PAGE + "/none").statusCode()).isEqualTo(404);
    }
}
