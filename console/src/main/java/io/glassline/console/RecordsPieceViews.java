package io.glassline.console;

import io.glassline.message.Author;
import io.glassline.privacy.Passage;
import io.glassline.records.Item;
import io.glassline.records.Mark;
import io.glassline.records.Piece;
import io.glassline.records.Proposal;
import io.glassline.records.Reason;
import io.glassline.records.RecordsDesk;
import io.glassline.records.RecordsRules;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The pieces of an item as an officer reads them: what is blacked out, and what may have to be.
@Singleton
final class RecordsPieceViews {

    private final RecordsDesk desk;
    private final CityTime time;
    private final Staff staff;

    RecordsPieceViews(RecordsDesk desk, CityTime time, Staff staff) {
        this.desk = desk;
        this.time = time;
        this.staff = staff;
    }

    /// @param sent what was sent and not kept, which stays as it was typed
    /// @param wrong why, by the number of the piece
    List<RecordsItemPage.Piece> of(
            Item item, List<Piece> pieces, Optional<RecordsForm> sent, Map<Integer, String> wrong, String href) {
        var proposals = desk.proposals(item);
        return pieces.stream()
                .map(piece -> of(
                        item,
                        piece,
                        proposals.apply(piece),
                        sent.filter(_ -> wrong.containsKey(piece.number())),
                        Optional.ofNullable(wrong.get(piece.number())),
                        href))
                .toList();
    }

    private RecordsItemPage.Piece of(
            Item item,
            Piece piece,
            List<Proposal> proposals,
            Optional<RecordsForm> sent,
            Optional<String> wrong,
            String href) {
        var number = piece.number();
        var text = item.text(piece).orElse("");
        var marks = piece.marks();
        var withheldFor = piece.decision().flatMap(made -> made.ruling().withheldFor());
        return new RecordsItemPage.Piece(
                number,
                title(piece),
                by(item, piece),
                wrong,
                piece.version(),
                RecordsForm.written(piece),
                sent.map(form -> form.ruling(number))
                        .orElseGet(() -> piece.decision()
                                .map(made -> made.ruling().word())
                                .orElse("")),
                piece.decision().map(made -> staff.nameOf(made.by()) + ", " + time.at(made.at())),
                item.text(piece).isEmpty(),
                piece.kind().isMarkable(),
                piece.kind() == Piece.Kind.NOTE,
                spans(text, marks, proposals),
                passages(piece, text, marks, proposals, sent),
                reasons(sent.map(form -> form.reason(number))
                        .or(() -> withheldFor)
                        .or(() -> proposedFor(piece))),
                sent.map(form -> form.words(number)).orElse(""),
                reasons(sent.map(form -> form.wordsReason(number))
                        .or(() -> desk.rules()
                                .proposedFor(Proposal.Kind.ELSEWHERE)
                                .map(Reason::code))),
                item.file(piece)
                        .filter(file -> file.shown().isPresent())
                        .map(_ -> href + "/pieces/" + number + "/picture"),
                item.file(piece).map(_ -> href + "/pieces/" + number + "/file"));
    }

    private Optional<String> proposedFor(Piece piece) {
        return piece.kind() == Piece.Kind.ADDRESS
                ? desk.rules().proposedFor(Proposal.Kind.TELEPHONE).map(Reason::code)
                : Optional.empty();
    }

    private static String title(Piece piece) {
        return switch (piece.kind()) {
            case ADDRESS -> "Address of the citizen";
            case SUBJECT -> "Subject";
            case MESSAGE -> "Message";
            case FILE -> "File";
            case NOTE -> "Note among staff";
        };
    }

    private String by(Item item, Piece piece) {
        return switch (piece.kind()) {
            case ADDRESS, SUBJECT -> "";
            case MESSAGE, FILE ->
                item.line(piece)
                        .map(line -> author(line.author()) + ", " + time.full(line.at()))
                        .orElse("");
            case NOTE ->
                item.note(piece)
                        .map(note -> staff.nameOf(note.agentId()) + ", " + time.full(note.at()))
                        .orElse("");
        };
    }

    private String author(Author author) {
        return switch (author) {
            case Author.Citizen _ -> "The citizen";
            case Author.Bot _ -> "The bot";
            case Author.Agent(var id) -> staff.nameOf(id);
            case Author.System _ -> "The gateway";
        };
    }

    private static List<RecordsItemPage.Span> spans(String text, List<Mark> marks, List<Proposal> proposals) {
        record Look(Passage passage, String look) {}
        var looks = new ArrayList<Look>();
        marks.forEach(mark -> looks.add(new Look(mark.passage(), "marked")));
        proposals.forEach(found -> looks.add(new Look(found.passage(), "proposed")));
        looks.sort(Comparator.comparing(look -> look.passage().from()));
        var spans = new ArrayList<RecordsItemPage.Span>();
        var at = 0;
        for (var look : looks) {
            if (look.passage().from() > at) {
                spans.add(new RecordsItemPage.Span(
                        text.substring(at, look.passage().from()), ""));
            }
            spans.add(new RecordsItemPage.Span(look.passage().in(text), look.look()));
            at = look.passage().to();
        }
        if (at < text.length()) {
            spans.add(new RecordsItemPage.Span(text.substring(at), ""));
        }
        return spans;
    }

    private List<RecordsItemPage.Passage> passages(
            Piece piece, String text, List<Mark> marks, List<Proposal> proposals, Optional<RecordsForm> sent) {
        var passages = new ArrayList<RecordsItemPage.Passage>();
        for (var mark : marks) {
            var field = RecordsForm.field(piece, mark.passage());
            passages.add(new RecordsItemPage.Passage(
                    field,
                    mark.passage().in(text),
                    "blacked out",
                    sent.map(form -> form.isMarked(field)).orElse(true),
                    reasons(sent.map(form -> form.markReason(field)).or(() -> Optional.of(mark.reason())))));
        }
        for (var found : proposals) {
            var field = RecordsForm.field(piece, found.passage());
            passages.add(new RecordsItemPage.Passage(
                    field,
                    found.passage().in(text),
                    found(found.kind()),
                    sent.map(form -> form.isMarked(field))
                            .orElse(piece.decision().isEmpty()),
                    reasons(sent.map(form -> form.markReason(field))
                            .or(() -> desk.rules().proposedFor(found.kind()).map(Reason::code)))));
        }
        return passages;
    }

    private static String found(Proposal.Kind kind) {
        return switch (kind) {
            case PRIVATE_NUMBER -> "looks like the number of a card, an account or social security";
            case TELEPHONE -> "looks like a telephone number";
            case MAILBOX -> "looks like a mail address";
            case STREET_ADDRESS -> "looks like a street address";
            case ELSEWHERE -> "is kept back elsewhere in this conversation";
        };
    }

    /// The city's reasons, and none at first.
    private List<DeskPage.Option> reasons(Optional<String> chosen) {
        var options = new ArrayList<DeskPage.Option>();
        options.add(new DeskPage.Option(
                "", "Choose the reason", chosen.filter(code -> !code.isEmpty()).isEmpty()));
        RecordsRules rules = desk.rules();
        rules.reasons()
                .forEach(reason -> options.add(new DeskPage.Option(
                        reason.code(),
                        reason.code() + " " + reason.words(Locale.ENGLISH),
                        chosen.filter(reason.code()::equals).isPresent())));
        return options;
    }
}
