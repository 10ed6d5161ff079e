package io.glassline.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.conversation.Conversation;
import io.glassline.message.ChannelKind;
import io.glassline.privacy.Passage;
import io.glassline.records.Piece.Kind;
import io.glassline.records.RecordsRequests.Deciding;
import io.glassline.records.RecordsRequests.Taking;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What requests for records promise, wherever they are kept.
public abstract class RecordsRequestsContract {

    protected static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    protected static final Actor ADA = Actor.atConsole("ada");
    protected static final Actor BEN = Actor.atConsole("ben");
    private static final Duration DAY = Duration.ofDays(1);

    protected abstract RecordsRequests requests();

    /// A citizen wrote this on a channel at that time, and the bot answered "Thank you."
    protected abstract Conversation.Id said(String channel, String words, Instant at);

    /// The same citizen goes on.
    protected abstract void goesOn(Conversation.Id conversation, String words);

    /// A colleague wrote a note.
    protected abstract void noted(Conversation.Id conversation, String words);

    /// The kinds of the entries about requests and of those who read, in order.
    protected abstract List<String> recorded();

    protected static RecordsRequest request() {
        return new RecordsRequest(
                UUID.randomUUID(),
                "Harbor Gazette, reference 14",
                "Everything about the flood on Elm Street",
                LocalDate.parse("2026-03-01"),
                LocalDate.parse("2026-03-11"),
                "ada",
                NOW,
                Optional.empty(),
                Optional.empty());
    }

    protected static Selection all(String words) {
        return new Selection(
                NOW.minus(DAY), NOW.plus(DAY), Optional.empty(), Optional.empty(), Optional.empty(), words);
    }

    private UUID taken(Selection selection) {
        var request = request();
        requests().add(request, ADA);
        assertThat(requests().take(request.id(), selection, ADA, NOW)).isInstanceOf(Taking.Taken.class);
        return request.id();
    }

    private static Ruling redacted(int from, int to) {
        return new Ruling.Redacted(List.of(new Mark(new Passage(from, to), "privacy")));
    }

    @Test
    void aRequestIsKeptAsItWasWritten() {
        var request = request();
        requests().add(request, ADA);
        assertThat(requests().find(request.id())).contains(request);
        assertThat(requests().latest(9)).containsExactly(request);
        assertThat(requests().find(UUID.randomUUID())).isEmpty();
        assertThat(requests().lines(request.id())).isEmpty();
        assertThat(recorded()).containsExactly("records.asked");
    }

    @Test
    void whatIsInItFitsTimeChannelAndWordsAndIsCountedBefore() {
        var flood = said("sms", "water in my cellar on Elm Street", NOW);
        said("sms", "when is trash day", NOW);
        said("email", "water in my cellar, too", NOW);
        said("sms", "water in my cellar last week", NOW.minus(DAY.multipliedBy(7)));
        var sms = new Selection(
                NOW.minus(DAY),
                NOW.plus(DAY),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ChannelKind("sms")),
                "cellar water");
        assertThat(requests().size(sms)).isEqualTo(new Selection.Size(1, 2));
        assertThat(requests().size(all(""))).isEqualTo(new Selection.Size(3, 6));
        assertThat(requests().size(all("cellar water"))).isEqualTo(new Selection.Size(2, 4));

        var id = taken(sms);
        assertThat(requests().lines(id)).singleElement().satisfies(line -> {
            assertThat(line.conversation()).isEqualTo(flood);
            assertThat(line.pieces()).as("the address and two messages").isEqualTo(3);
            assertThat(line.open()).isEqualTo(3);
        });
        assertThat(requests().find(id).orElseThrow().taken()).contains(new RecordsRequest.Taken(sms, "ada", NOW));
    }

    @Test
    void itIsTakenOnceAndWhatIsSaidLaterIsNotInIt() {
        var conversation = said("sms", "water in my cellar", NOW);
        noted(conversation, "He has called before.");
        var id = taken(all(""));
        goesOn(conversation, "it is worse now");
        said("sms", "water in my cellar as well", NOW);
        assertThat(requests().take(id, all(""), BEN, NOW)).isEqualTo(new Taking.TakenBefore("ada"));
        var item = requests().item(id, 1).orElseThrow();
        assertThat(item.pieces())
                .extracting(Piece::kind)
                .containsExactly(Kind.ADDRESS, Kind.MESSAGE, Kind.MESSAGE, Kind.NOTE);
        assertThat(item.pieces().stream().map(piece -> item.text(piece).orElse("")))
                .endsWith("water in my cellar", "Thank you.", "He has called before.");
        assertThat(requests().item(id, 2)).isEmpty();
        assertThat(recorded()).containsExactly("records.asked", "records.taken");
    }

    @Test
    void whereNothingFitsNothingIsTaken() {
        said("sms", "water in my cellar", NOW);
        var request = request();
        requests().add(request, ADA);
        assertThat(requests().take(request.id(), all("library"), ADA, NOW)).isEqualTo(new Taking.NotSoMany(0));
        assertThat(requests().find(request.id()).orElseThrow().taken()).isEmpty();
    }

    @Test
    void eachDecisionIsKeptWithWhoMadeIt() {
        said("sms", "water in my cellar", NOW);
        var id = taken(all(""));
        assertThat(requests().decide(id, 1, 1, 0, new Ruling.Withheld("privacy"), ADA, NOW))
                .isInstanceOf(Deciding.Decided.class);
        assertThat(requests().decide(id, 1, 2, 0, redacted(6, 18), ADA, NOW)).isInstanceOf(Deciding.Decided.class);
        assertThat(requests().decide(id, 1, 3, 0, new Ruling.Released(), BEN, NOW))
                .isInstanceOf(Deciding.Decided.class);
        assertThat(requests().item(id, 1).orElseThrow().pieces())
                .extracting(piece -> piece.decision().orElseThrow())
                .containsExactly(
                        new Piece.Decision(new Ruling.Withheld("privacy"), "ada", NOW),
                        new Piece.Decision(redacted(6, 18), "ada", NOW),
                        new Piece.Decision(new Ruling.Released(), "ben", NOW));
        assertThat(requests().lines(id).getFirst().open()).isZero();
        assertThat(requests().decide(id, 1, 9, 0, new Ruling.Released(), ADA, NOW))
                .isEqualTo(new Deciding.NotThere());
        assertThat(recorded())
                .containsExactly(
                        "records.asked", "records.taken", "records.decided", "records.decided", "records.decided");
    }

    @Test
    void whoHasNotSeenTheLastDecisionChangesNothingAndIsTold() {
        said("sms", "water in my cellar", NOW);
        var id = taken(all(""));
        requests().decide(id, 1, 2, 0, redacted(0, 5), ADA, NOW);
        assertThat(requests().decide(id, 1, 2, 0, new Ruling.Released(), BEN, NOW))
                .isInstanceOfSatisfying(
                        Deciding.Meanwhile.class,
                        meanwhile -> assertThat(meanwhile
                                        .piece()
                                        .decision()
                                        .orElseThrow()
                                        .ruling())
                                .isEqualTo(redacted(0, 5)));
        assertThat(requests().decide(id, 1, 2, 1, new Ruling.Released(), BEN, NOW))
                .isInstanceOf(Deciding.Decided.class);
        assertThat(recorded())
                .as("nothing of what did not happen")
                .containsExactly("records.asked", "records.taken", "records.decided", "records.decided");
    }

    @Test
    void thatAnItemWasReadAndThatItWasGivenOutIsOnTheRecord() {
        said("sms", "water in my cellar", NOW);
        var id = taken(all(""));
        assertThat(requests().open(id, 1, BEN, NOW)).isPresent();
        requests().gave(id, "ab".repeat(32), 3, BEN, NOW);
        assertThat(requests().find(id).orElseThrow().given())
                .contains(new RecordsRequest.Given("ben", NOW, "ab".repeat(32)));
        assertThat(recorded()).containsExactly("records.asked", "records.taken", "transcript.viewed", "records.given");
    }
}
