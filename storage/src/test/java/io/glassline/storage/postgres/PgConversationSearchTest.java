package io.glassline.storage.postgres;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.conversation;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.move;
import static io.glassline.conversation.Samples.said;
import static io.glassline.conversation.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.QueueId;
import io.glassline.conversation.Stage;
import io.glassline.desk.ConversationSearch.Found;
import io.glassline.desk.ConversationSearch.Query;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.storage.TestServers;
import io.glassline.store.Change;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PgConversationSearchTest {

    private static final String BOT = "Here is what the city says about permits.";

    private Database database;
    private PgConversationStore store;
    private SearchIndex index;
    private PgConversationSearch search;
    private final Map<String, Conversation> known = new HashMap<>();

    @BeforeAll
    void aDay() {
        database = TestServers.newDatabase();
        store = new PgConversationStore(database);
        index = new SearchIndex(database);
        search = new PgConversationSearch(database);
        writes("tree", "sms", "+15550199", "A tree fell on the sidewalk at Élan Street, near the bakery");
        writes("trees", "sms", "+15550200", "When will you be trimming trees on Pine?");
        writes(
                "basura",
                "whatsapp",
                "+525512345678",
                "¿Cuándo recogen la basura en la calle Olmo? Los niños juegan ahí");
        writes("permit", "email", "rosa.pena@mail.example", "Permit PRM-2026-0117 has been waiting since May");
        writes("hydrant", "telegram", "987654321", "hydrant leaking");
        agentSays("hydrant", "The crew from Marblehead yard is on its way");
        index();
    }

    @AfterAll
    void close() {
        database.close();
    }

    private void writes(String name, String channel, String address, String words) {
        var lane = new Lane("city-" + channel, new Address(new ChannelKind(channel), address));
        var inbound = inbound(lane, name, words);
        try (var log = TestServers.inboundLog(database)) {
            log.accept(arrival(inbound)).join();
        }
        commit(name, turn(conversation(lane), inbound, BOT));
    }

    private void agentSays(String name, String words) {
        commit(name, said(known.get(name), words, 1));
    }

    private void commit(String name, Change change) {
        assertThat(store.commit(change)).isTrue();
        known.put(name, change.after());
    }

    private void index() {
        while (index.step()) {
            // until everything is made
        }
    }

    private List<String> names(Found found) {
        return found.hits().stream()
                .map(hit -> hit.line().conversation().id())
                .map(id -> known.entrySet().stream()
                        .filter(one -> one.getValue().id().equals(id))
                        .findFirst()
                        .map(Map.Entry::getKey)
                        .orElse("another"))
                .toList();
    }

    @ParameterizedTest(name = "«{0}» finds {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # what is looked for          | finds
            fallen trees                  | -
            tree                          | tree trees
            trim                          | trees
            trimmed tree                  | trees
            elan                          | tree
            ÉLAN                          | tree
            bakery sidewalk               | tree
            "on the sidewalk"             | tree
            "sidewalk fell"               | -
            cuando recogen la basura      | basura
            cuándo                        | basura
            recoger basura                | basura
            ninos                         | basura
            niño                          | basura
            Olmo                          | basura
            PRM-2026-0117                 | permit
            prm 2026 0117                 | permit
            0117                          | permit
            waited since may              | permit
            hydran                        | hydrant
            marblehead                    | hydrant
            rosa.pena@mail.example        | permit
            ROSA.PENA@mail.example        | permit
            pena                          | permit
            987654321                     | hydrant
            +15550199                     | tree
            +1 555 0199                   | tree
            1-555-0199                    | tree
            (1) 555 01 99                 | tree
            001 555 0199                  | tree
            1.555.0199                    | tree
            555 0199                      | tree
            15550199                      | tree
            5550199                       | tree
            0199                          | tree
            +52 55 1234 5678              | basura
            12345678                      | basura
            55501                         | tree
            tel:+15550199                 | tree
            tel:+1-555-0199;ext=12        | tree
            whatsapp:+525512345678        | basura
            +1 555 0199 ext. 12           | tree
            555-0199 x4                   | tree
            555‑0199                      | tree
            ５５５ ０１９９                     | tree
            ‪+1 555 0199‬              | tree
            ext. 12                       | -
            city says                     | -
            %                             | -
            _                             | -
            "fell on" -bakery             | -
            tree -bakery                  | trees
            “on the sidewalk”             | tree
            & ! ( ) : * <->               | -
            """)
    void findsByWhatIsLookedFor(String text, String names) {
        var found = search.find(new Query(text, false), 50);

        var expected = names.equals("-") ? List.<String>of() : Arrays.asList(names.split(" "));
        assertThat(found.everyWord() ? names(found) : List.<String>of()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; drop table message; --", "a & | b", "\"", "\\", ":*", "<-> tree'", "-", "- -", "\u0001"})
    void whatIsNoQuestionFindsNothingAndBreaksNothing(String text) {
        assertThat(search.find(new Query(text, false), 50).hits()).hasSizeLessThan(6);
        assertThat(names(search.find(new Query("bakery", false), 50))).containsExactly("tree");
    }

    /// Who sees addresses masked must not get at them by asking for pieces.
    @ParameterizedTest
    @ValueSource(
            strings = {"0199", "55501", "555", "pena", "rosa", "9876543", "@mail.example", "%", "rosa.pena@mail.exampl"
            })
    void whoMayNotSeeAddressesFindsThemWholeOnly(String piece) {
        assertThat(names(search.find(new Query(piece, true), 50))).isEmpty();
        assertThat(names(search.find(new Query("+1 555 0199", true), 50))).containsExactly("tree");
        assertThat(names(search.find(new Query("rosa.pena@mail.example", true), 50)))
                .containsExactly("permit");
        assertThat(names(search.find(new Query("987654321", true), 50))).containsExactly("hydrant");
    }

    @Test
    void showsWhereItWasFound() {
        var hit = search.find(new Query("marblehead", false), 50).hits().getFirst();

        assertThat(hit.place().orElseThrow().words()).isEqualTo("The crew from Marblehead yard is on its way");
        assertThat(hit.place().orElseThrow().author()).isEqualTo("agent");
        assertThat(search.find(new Query("987654321", false), 50)
                        .hits()
                        .getFirst()
                        .place())
                .isEmpty();
    }

    @Test
    void saysWhenNoneHasEveryWord() {
        var found = search.find(new Query("purple hydrant", false), 50);

        assertThat(found.everyWord()).isFalse();
        assertThat(names(found)).containsExactly("hydrant");
    }

    @Test
    void keepsToWhereTheySet() {
        assertThat(names(search.find(
                        new Query(
                                "tree",
                                false,
                                Optional.empty(),
                                Optional.of("closed"),
                                Optional.empty(),
                                Optional.empty()),
                        50)))
                .isEmpty();
        assertThat(names(search.find(
                        new Query(
                                "tree",
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("sms"),
                                Optional.of(NOW.minusSeconds(60))),
                        50)))
                .containsExactlyInAnyOrder("tree", "trees");
        assertThat(search.find(new Query("tree", false), 1).hits()).hasSize(1);
    }

    @Test
    void whatIsSaidLaterIsFoundLaterWhateverHasTheConversation() {
        writes("later", "sms", "+15550300", "my cellar is wet");
        index();
        assertThat(names(search.find(new Query("cellar", false), 50))).containsExactly("later");
        for (var stage : List.of(
                new Stage.Waiting(new QueueId("water"), Stage.Priority.NORMAL, NOW),
                new Stage.WithAgent(new QueueId("water"), "ada", NOW))) {
            commit("later", move(known.get("later"), stage));
        }
        agentSays("later", "We send a zeppelin");
        index();

        assertThat(names(search.find(new Query("zeppelin", false), 50))).containsExactly("later");
        assertThat(names(search.find(
                        new Query(
                                "zeppelin",
                                false,
                                Optional.of(new QueueId("water")),
                                Optional.of("agent"),
                                Optional.empty(),
                                Optional.empty()),
                        50)))
                .containsExactly("later");

        commit("later", move(known.get("later"), new Stage.Closed(NOW, "resolved")));
        index();
        assertThat(names(search.find(
                        new Query(
                                "zeppelin",
                                false,
                                Optional.of(new QueueId("water")),
                                Optional.of("closed"),
                                Optional.empty(),
                                Optional.empty()),
                        50)))
                .as("by the queue it was in when it ended")
                .containsExactly("later");
    }

    @Test
    void aLongTextIsSearchedAsFarAsItGoes() {
        writes("long", "email", "long@mail.example", "quicksand " + "word ".repeat(11_000) + "x".repeat(3_000));
        index();

        assertThat(names(search.find(new Query("quicksand", false), 50))).containsExactly("long");
    }
}
