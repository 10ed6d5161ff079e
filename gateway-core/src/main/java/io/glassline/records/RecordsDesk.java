package io.glassline.records;

import io.glassline.audit.Actor;
import io.glassline.desk.ReadingLog;
import io.glassline.records.RecordsRequests.Deciding;
import io.glassline.records.RecordsRequests.Taking;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where a records officer works: a request is written down, what is in it is taken, decided about piece by piece, and
/// given out when nothing is left to decide. Who may is asked before.
public final class RecordsDesk {

    /// What the record calls a count of what would be in a request.
    private static final String SEARCHED = "records";

    private final RecordsRequests requests;
    private final Supplier<RecordsRules> rules;
    private final Supplier<List<String>> topics;
    private final Predicate<String> isPublished;
    private final ReadingLog readings;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /// @param topics of the city's figures, as they are now
    /// @param isPublished whether words stand in what the city tells everybody
    public RecordsDesk(
            RecordsRequests requests,
            Supplier<RecordsRules> rules,
            Supplier<List<String>> topics,
            Predicate<String> isPublished,
            ReadingLog readings,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.requests = requests;
        this.rules = rules;
        this.topics = topics;
        this.isPublished = isPublished;
        this.readings = readings;
        this.clock = clock;
        this.ids = ids;
    }

    public RecordsRules rules() {
        return rules.get();
    }

    /// What a selection may be about, in the order of their names.
    public List<String> topics() {
        return topics.get().stream().sorted().distinct().toList();
    }

    /// What of each piece may have to be blacked out, and is not.
    public Function<Piece, List<Proposal>> proposals(Item item) {
        return Proposals.of(item, isPublished);
    }

    public sealed interface Outcome<T> {

        record Done<T>(T what) implements Outcome<T> {}

        /// @param because in a sentence for the officer
        record Refused<T>(String because) implements Outcome<T> {}
    }

    /// @param dueOn empty for as many days after it was received as the city takes
    public Outcome<RecordsRequest> make(
            String asker, String about, LocalDate receivedOn, Optional<LocalDate> dueOn, Actor by) {
        var due = dueOn.orElseGet(() -> rules().due(receivedOn));
        if (asker.isBlank() || asker.length() > RecordsRequest.ASKER_MAX_CHARS) {
            return new Outcome.Refused<>("Say who asked: a name or a reference of at most %d characters."
                    .formatted(RecordsRequest.ASKER_MAX_CHARS));
        }
        if (about.isBlank() || about.length() > RecordsRequest.ABOUT_MAX_CHARS) {
            return new Outcome.Refused<>(
                    "Say what was asked for, in at most %d characters.".formatted(RecordsRequest.ABOUT_MAX_CHARS));
        }
        if (due.isBefore(receivedOn)) {
            return new Outcome.Refused<>("It is due before it was received.");
        }
        var request = new RecordsRequest(
                ids.get(),
                asker.strip(),
                about.strip(),
                receivedOn,
                due,
                by.person(),
                clock.instant(),
                Optional.empty(),
                Optional.empty());
        requests.add(request, by);
        return new Outcome.Done<>(request);
    }

    public List<RecordsRequest> latest(int countMax) {
        return requests.latest(countMax);
    }

    public Optional<RecordsRequest> find(UUID id) {
        return requests.find(id);
    }

    public List<RecordsRequests.Line> lines(UUID id) {
        return requests.lines(id);
    }

    /// How much a selection has. That somebody looked is on the record.
    public Outcome<Selection.Size> size(Selection selection, Actor by) {
        var wrong = wrong(selection);
        if (!wrong.isEmpty()) {
            return new Outcome.Refused<>(wrong);
        }
        readings.searchMade(SEARCHED, selection.words(), by);
        return new Outcome.Done<>(requests.size(selection));
    }

    private String wrong(Selection selection) {
        if (selection.topic().filter(topic -> !topics().contains(topic)).isPresent()) {
            return "“" + selection.topic().get() + "” is no topic of the city.";
        }
        if (!selection.since().isBefore(selection.until())) {
            return "The time ends before it begins.";
        }
        return selection.words().length() > Selection.WORDS_MAX_CHARS
                ? "At most %d characters are searched for.".formatted(Selection.WORDS_MAX_CHARS)
                : "";
    }

    /// @return how many conversations are in it
    public Outcome<Integer> take(UUID id, Selection selection, Actor by) {
        var wrong = wrong(selection);
        if (!wrong.isEmpty()) {
            return new Outcome.Refused<>(wrong);
        }
        return switch (requests.take(id, selection, by, clock.instant())) {
            case Taking.Taken(var _, var conversations) -> new Outcome.Done<>(conversations);
            case Taking.TakenBefore(var who) -> new Outcome.Refused<>(who + " has taken what is in it already.");
            case Taking.NotSoMany(var conversations) ->
                new Outcome.Refused<>(
                        conversations == 0
                                ? "No conversation fits."
                                : "%,d conversations fit; a request has %,d at most. Make it narrower, or make several."
                                        .formatted(conversations, RecordsRequests.CONVERSATIONS_MAX));
        };
    }

    /// An item to review, which is on the record.
    public Optional<Item> open(UUID id, int number, Actor by) {
        return requests.open(id, number, by, clock.instant());
    }

    /// @param wrong what was not done and why, by the number of the piece; that of the others was
    public record Decided(int kept, List<Wrong> wrong) {

        public Decided {
            wrong = List.copyOf(wrong);
        }
    }

    /// @param isMeanwhile whether somebody else decided first
    public record Wrong(int piece, String because, boolean isMeanwhile) {}

    /// Decides about some pieces of an item, each by itself.
    public Decided decide(UUID id, int number, List<Wanted> wanted, Actor by) {
        var item = requests.item(id, number);
        var wrong = new ArrayList<Wrong>();
        var kept = 0;
        for (var one : wanted) {
            var why = item.map(of -> decide(id, of, one, by)).orElse(Optional.of(notThere(one)));
            if (why.isEmpty()) {
                kept++;
            }
            why.ifPresent(wrong::add);
        }
        return new Decided(kept, wrong);
    }

    private static Wrong notThere(Wanted wanted) {
        return new Wrong(wanted.piece(), "There is no such piece, or it was erased.", false);
    }

    private Optional<Wrong> decide(UUID id, Item item, Wanted wanted, Actor by) {
        var piece = item.piece(wanted.piece());
        var text = piece.flatMap(item::text);
        if (text.isEmpty()) {
            return Optional.of(notThere(wanted));
        }
        return switch (wanted.read(piece.orElseThrow().kind(), text.get(), rules())) {
            case Wanted.Reading.Wrong(var because) -> Optional.of(new Wrong(wanted.piece(), because, false));
            case Wanted.Reading.Read(var ruling) ->
                switch (requests.decide(
                        id, item.number(), wanted.piece(), wanted.seen(), ruling, by, clock.instant())) {
                    case Deciding.Decided _ -> Optional.empty();
                    case Deciding.NotThere _ -> Optional.of(notThere(wanted));
                    case Deciding.Meanwhile(var now) ->
                        Optional.of(new Wrong(
                                wanted.piece(),
                                now.decision()
                                        .map(made -> made.by() + " decided meanwhile: "
                                                + made.ruling().word() + ". That stands; look again.")
                                        .orElse("It was changed meanwhile. Look again."),
                                true));
                };
        };
    }

    /// All that is to be given out of a request, once nothing of it waits for a decision.
    public Outcome<List<Item>> items(UUID id) {
        var request = requests.find(id);
        if (request.flatMap(RecordsRequest::taken).isEmpty()) {
            return new Outcome.Refused<>("What is in it was not taken yet.");
        }
        var items = requests.lines(id).stream()
                .flatMap(line -> requests.item(id, line.number()).stream())
                .toList();
        var open = items.stream().filter(item -> item.open() > 0).toList();
        return open.isEmpty()
                ? new Outcome.Done<>(items)
                : new Outcome.Refused<>("%,d of %,d pieces wait for a decision, first in conversation %,d."
                        .formatted(
                                items.stream().mapToLong(Item::open).sum(),
                                items.stream()
                                        .mapToLong(item -> item.pieces().size())
                                        .sum(),
                                open.getFirst().number()));
    }

    /// Keeps that it was given out.
    public void gave(UUID id, String digest, long rows, Actor by) {
        requests.gave(id, digest, rows, by, clock.instant());
    }
}
