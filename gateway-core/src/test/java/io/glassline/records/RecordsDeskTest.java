package io.glassline.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.desk.ReadingLog;
import io.glassline.message.Address;
import io.glassline.message.Author;
import io.glassline.message.Message;
import io.glassline.privacy.Passage;
import io.glassline.receipt.ConversationReceipt;
import io.glassline.receipt.ConversationReceipt.Line;
import io.glassline.records.InMemoryRecordsRequests.Talk;
import io.glassline.records.RecordsDesk.Outcome;
import io.glassline.records.RecordsDesk.Wrong;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an officer may decide, and what is refused.
class RecordsDeskTest {

    private static final Instant NOW = Samples.NOW;
    private static final LocalDate RECEIVED = LocalDate.parse("2026-03-01");
    private static final Actor ADA = Actor.atConsole("ada");
    private static final Actor BEN = Actor.atConsole("ben");
    private static final RecordsRules RULES = new RecordsRules(
            12, List.of(new Reason("87(2)(b)", Map.of(Locale.ENGLISH, "private life"), "Code § 87", Set.of())));
    private static final Selection ALL = new Selection(
            NOW.minusSeconds(60), NOW.plusSeconds(60), Optional.empty(), Optional.empty(), Optional.empty(), "");

    private final List<String> recorded = new ArrayList<>();
    private final InMemoryRecordsRequests requests =
            new InMemoryRecordsRequests(Samples.AUDIT, entry -> recorded.add(entry.kind()));
    private final RecordsDesk desk = new RecordsDesk(
            requests,
            () -> RULES,
            () -> List.of("water"),
            "+1 555 0101"::equals,
            new ReadingLog(Samples.AUDIT, entry -> recorded.add(entry.kind()), () -> NOW),
            () -> NOW,
            UUID::randomUUID);
    private final Conversation conversation = Samples.conversation(Samples.lane());

    private UUID inReview(String... said) {
        requests.put(talk(conversation, said));
        var made = done(desk.make("Harbor Gazette", "the flood", RECEIVED, Optional.empty(), ADA));
        assertThat(done(desk.take(made.id(), ALL, ADA))).isOne();
        return made.id();
    }

    /// Said by the bot where it begins with "bot: ".
    private static Talk talk(Conversation conversation, String... said) {
        var lines = new ArrayList<Line>();
        for (var n = 0; n < said.length; n++) {
            lines.add(new Line(
                    new Message.Id(new UUID(7, n)),
                    said[n].startsWith("bot: ") ? new Author.Bot("bot/1") : new Author.Citizen(),
                    NOW,
                    Optional.of(said[n]).filter(words -> !words.isEmpty()),
                    Optional.empty(),
                    Optional.empty()));
        }
        return new Talk(new ConversationReceipt(conversation, Instant.MAX, lines));
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).what();
    }

    private static String refused(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).because();
    }

    private static Wanted wanted(int piece, String ruling, String reason) {
        return new Wanted(piece, 0, ruling, reason, List.of(), List.of());
    }

    private static Wanted black(int piece, String words) {
        return new Wanted(piece, 0, "redacted", "", List.of(), List.of(new Wanted.Words(words, "87(2)(b)")));
    }

    @Test
    void aRequestIsDueAsTheCitySaysOrAsTheOfficerDoes() {
        assertThat(done(desk.make("A", "b", RECEIVED, Optional.empty(), ADA)).dueOn())
                .isEqualTo("2026-03-13");
        assertThat(done(desk.make("A", "b", RECEIVED, Optional.of(RECEIVED.plusDays(3)), ADA))
                        .dueOn())
                .isEqualTo("2026-03-04");
    }

    @ParameterizedTest
    @CsvSource({
        "'', the flood, 2026-03-05, Say who asked",
        "Gazette, ' ', 2026-03-05, Say what was asked for",
        "Gazette, the flood, 2026-02-05, It is due before it was received"
    })
    void aRequestThatSaysTooLittleIsRefused(String asker, String about, LocalDate due, String because) {
        assertThat(refused(desk.make(asker, about, RECEIVED, Optional.of(due), ADA)))
                .startsWith(because);
        assertThat(recorded).isEmpty();
    }

    @Test
    void whatTheCityTellsEverybodyIsNotProposedWhereItTellsIt() {
        var id = inReview("I am at +1 555 0101, or +1 555 0144", "bot: Call +1 555 0101. We call +1 555 0144.");
        var item = desk.open(id, 1, ADA).orElseThrow();

        var proposals = desk.proposals(item);
        var proposed = item.pieces().stream()
                .flatMap(piece -> proposals.apply(piece).stream()
                        .map(found -> piece.number() + ": "
                                + found.passage().in(item.text(piece).orElseThrow())));

        assertThat(proposed).containsExactly("2: +1 555 0101", "2: +1 555 0144", "3: +1 555 0144");
    }

    @Test
    void wordsAreBlackedOutWhereverTheyStandAndMarksThatMeetAreOne() {
        var id = inReview("Maria here, maria.soto@example.org. Maria!");
        var wish = new Wanted(
                2,
                0,
                "redacted",
                "",
                List.of(new Mark(new Passage(12, 34), "87(2)(b)")),
                List.of(new Wanted.Words("maria", "87(2)(b)")));
        assertThat(desk.decide(id, 1, List.of(wish), ADA).wrong()).isEmpty();
        var item = desk.open(id, 1, ADA).orElseThrow();
        var piece = item.piece(2).orElseThrow();
        var marks = ((Ruling.Redacted) piece.decision().orElseThrow().ruling()).marks();
        assertThat(Redaction.of(item.text(piece).orElseThrow(), marks).plain())
                .isEqualTo("[redacted: 87(2)(b)] here, [redacted: 87(2)(b)]. [redacted: 87(2)(b)]!");
    }

    @Test
    void halfACharacterIsNotLeft() {
        var id = inReview("I 😀 it");
        var half = new Wanted(2, 0, "redacted", "", List.of(new Mark(new Passage(3, 4), "87(2)(b)")), List.of());
        assertThat(desk.decide(id, 1, List.of(half), ADA).wrong()).isEmpty();
        var ruling = desk.open(id, 1, ADA)
                .orElseThrow()
                .piece(2)
                .orElseThrow()
                .decision()
                .orElseThrow()
                .ruling();
        assertThat(((Ruling.Redacted) ruling).marks()).extracting(Mark::passage).containsExactly(new Passage(2, 4));
    }

    @Test
    void whatMakesNoSenseIsToldAndTheRestIsKept() {
        var id = inReview("water in my cellar", "thank you");
        var decided = desk.decide(
                id,
                1,
                List.of(
                        wanted(1, "withheld", "99(z)"),
                        wanted(2, "withheld", ""),
                        wanted(3, "released", ""),
                        wanted(9, "released", "")),
                ADA);
        assertThat(decided.kept()).isOne();
        assertThat(decided.wrong())
                .containsExactly(
                        new Wrong(1, "“99(z)” is no reason of the city's list.", false),
                        new Wrong(2, "Choose the reason.", false),
                        new Wrong(9, "There is no such piece, or it was erased.", false));
        assertThat(desk.decide(id, 1, List.of(black(2, "attic")), ADA).wrong())
                .extracting(Wrong::because)
                .containsExactly("“attic” does not stand in it.");
        assertThat(desk.decide(id, 1, List.of(wanted(2, "redacted", "")), ADA).wrong())
                .extracting(Wrong::because)
                .containsExactly("Nothing of it is marked.");
        assertThat(desk.decide(id, 1, List.of(black(1, "citizen")), ADA).wrong())
                .extracting(Wrong::because)
                .containsExactly("It is released or withheld as a whole.");
        var beyond = new Wanted(2, 0, "redacted", "", List.of(new Mark(new Passage(3, 400), "87(2)(b)")), List.of());
        assertThat(desk.decide(id, 1, List.of(beyond), ADA).wrong())
                .extracting(Wrong::because)
                .containsExactly("It has 18 characters; a mark goes to 400.");
    }

    @Test
    void ofTwoOfficersTheSecondIsToldWhatTheFirstDecided() {
        var id = inReview("water in my cellar");
        desk.decide(id, 1, List.of(wanted(2, "released", "")), ADA);
        assertThat(desk.decide(id, 1, List.of(black(2, "cellar")), BEN).wrong())
                .containsExactly(new Wrong(2, "ada decided meanwhile: released. That stands; look again.", true));
    }

    @Test
    void nothingIsGivenOutBeforeEverythingIsDecided() {
        requests.put(talk(conversation, "water in my cellar"));
        var made = done(desk.make("Gazette", "the flood", RECEIVED, Optional.empty(), ADA));
        assertThat(refused(desk.items(made.id()))).isEqualTo("What is in it was not taken yet.");
        desk.take(made.id(), ALL, ADA);
        desk.decide(made.id(), 1, List.of(wanted(1, "withheld", "87(2)(b)")), ADA);
        assertThat(refused(desk.items(made.id())))
                .isEqualTo("1 of 2 pieces wait for a decision, first in conversation 1.");
        desk.decide(made.id(), 1, List.of(wanted(2, "released", "")), ADA);
        assertThat(done(desk.items(made.id()))).hasSize(1);
    }

    @Test
    void whatIsErasedMeanwhileIsNotThereAnyMoreAndNeedsNoDecision() {
        var id = inReview("water in my cellar");
        desk.decide(id, 1, List.of(black(2, "cellar")), ADA);
        var lane = new Lane(
                conversation.lane().accountId(),
                new Address(conversation.lane().citizen().channel(), "erased-7"));
        var erased = Conversation.open(
                conversation.id(), conversation.pseudonym(), lane, conversation.language(), conversation.openedAt());
        requests.put(talk(erased, ""));
        assertThat(desk.lines(id)).singleElement().satisfies(line -> {
            assertThat(line.isErased()).isTrue();
            assertThat(line.open()).isZero();
        });
        var item = done(desk.items(id)).getFirst();
        assertThat(item.pieces().stream().map(item::text)).allMatch(Optional::isEmpty);
        assertThat(desk.decide(id, 1, List.of(black(2, "cellar")), ADA).wrong())
                .extracting(Wrong::because)
                .containsExactly("There is no such piece, or it was erased.");
    }

    @Test
    void thatSomebodyCountedIsOnTheRecord() {
        requests.put(talk(conversation, "water in my cellar"));
        assertThat(done(desk.size(ALL, ADA))).isEqualTo(new Selection.Size(1, 1));
        assertThat(recorded).containsExactly("search.made");
        var backwards = new Selection(NOW, NOW, Optional.empty(), Optional.empty(), Optional.empty(), "");
        assertThat(refused(desk.size(backwards, ADA))).isEqualTo("The time ends before it begins.");
        var ofNothing =
                new Selection(ALL.since(), ALL.until(), Optional.empty(), Optional.of("weather"), Optional.empty(), "");
        assertThat(refused(desk.size(ofNothing, ADA))).isEqualTo("“weather” is no topic of the city.");
    }
}
