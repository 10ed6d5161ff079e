package io.glassline.app.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Note;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board;
import io.glassline.message.Message;
import io.glassline.message.Message.Offer;
import io.glassline.message.Signal;
import io.glassline.privacy.PrivateNumbers;
import io.glassline.routing.RoutingDecision.Condition;
import io.glassline.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A conversation as it is now.
record ConversationBody(
        String id,
        @JsonUnwrapped StageBody stage,
        String language,
        String account,
        String channel,
        String address,
        String pseudonym,
        Instant openedAt,
        Instant lastActivityAt) {

    static ConversationBody of(Conversation conversation) {
        return new ConversationBody(
                conversation.id().toString(),
                StageBody.of(conversation.stage()),
                conversation.language().toLanguageTag(),
                conversation.lane().accountId(),
                conversation.lane().citizen().channel().name(),
                conversation.lane().citizen().shown(),
                conversation.pseudonym().toString(),
                conversation.openedAt(),
                conversation.lastActivityAt());
    }

    /// The fields that depend on the state stand among the conversation's own.
    sealed interface StageBody {

        static StageBody of(Stage stage) {
            var state = stage.state();
            return switch (stage) {
                case Stage.WithBot _ -> new Bot(state);
                case Stage.Waiting(var queue, var priority, var since) ->
                    new Waiting(state, queue.name(), priority.name().toLowerCase(Locale.ROOT), since);
                case Stage.WithAgent(var queue, var agentId, var since, var _) ->
                    new WithAgent(state, queue.name(), agentId, since);
                case Stage.Closed(var at, var outcome) -> new Closed(state, at, outcome);
            };
        }

        record Bot(String state) implements StageBody {}

        record Waiting(String state, String queue, String priority, Instant since) implements StageBody {}

        record WithAgent(String state, String queue, String agent, Instant since) implements StageBody {}

        record Closed(String state, Instant closedAt, String outcome) implements StageBody {}
    }

    /// One page of a list.
    record Page(List<Listed> conversations, Optional<String> cursor) {

        static Page of(Board.Listing listing) {
            return new Page(listing.lines().stream().map(Listed::of).toList(), listing.nextCursor());
        }
    }

    /// A conversation in a list, with what was said last.
    /// `snoozedUntil` may be over.
    record Listed(
            @JsonUnwrapped ConversationBody conversation,
            String lastWords,
            String lastAuthor,
            Optional<Instant> snoozedUntil) {

        static Listed of(Board.ConversationLine line) {
            return new Listed(
                    ConversationBody.of(line.conversation()), line.lastWords(), line.lastAuthor(), line.snoozedUntil());
        }
    }

    /// A conversation, whole. `earlier` and `later` are the ids of the citizen's conversations beside it.
    record Transcript(
            @JsonUnwrapped ConversationBody conversation,
            List<MessageBody> messages,
            List<DecisionBody> decisions,
            List<SignalBody> signals,
            List<NoteBody> notes,
            Optional<Instant> snoozedUntil,
            Optional<String> earlier,
            Optional<String> later) {

        static Transcript of(Board.Transcript transcript) {
            return new Transcript(
                    ConversationBody.of(transcript.conversation()),
                    transcript.messages().stream().map(MessageBody::of).toList(),
                    transcript.decisions().stream().map(DecisionBody::of).toList(),
                    transcript.signals().stream().map(SignalBody::of).toList(),
                    transcript.notes().stream().map(NoteBody::of).toList(),
                    transcript.snoozedUntil(),
                    transcript.earlier().map(neighbour -> neighbour.id().toString()),
                    transcript.later().map(neighbour -> neighbour.id().toString()));
        }
    }

    /// Words for colleagues, which were not sent. `behind` counts the messages that were there before.
    record NoteBody(String id, int behind, String agent, String text, List<String> mentioned, Instant at) {

        static NoteBody of(Note note) {
            return new NoteBody(
                    note.id().toString(),
                    note.behind(),
                    note.agentId(),
                    note.text(),
                    note.mentioned().stream().sorted().toList(),
                    note.at());
        }
    }

    /// A reaction, an edit, a deletion or a notice. `about` is the message's id; `text` an emoji, the new
    /// words, or what the notice says.
    record SignalBody(String id, String kind, Optional<String> about, Optional<String> text, Instant at) {

        static SignalBody of(Board.SignalLine line) {
            return new SignalBody(
                    line.id().toString(),
                    line.signal().kind(),
                    line.about().map(Message.Id::toString),
                    text(line.signal()),
                    line.at());
        }

        private static Optional<String> text(Signal signal) {
            return switch (signal) {
                case Signal.Reaction(var _, var emoji) -> Optional.of(emoji);
                case Signal.ReactionWithdrawn(var _, var emoji) -> emoji;
                case Signal.Edit(var _, var text) -> Optional.of(PrivateNumbers.masked(text));
                case Signal.Deletion _ -> Optional.empty();
                case Signal.ServiceNotice(var _, var description) -> Optional.of(description);
            };
        }
    }

    /// Numbers of cards and the like are masked in `text`. `providerId` is the first of `providerIds`, for programs
    /// that know of one.
    record MessageBody(
            String id,
            String direction,
            String author,
            String kind,
            String text,
            Instant at,
            Optional<String> delivery,
            Optional<String> deliveryNote,
            Optional<String> providerId,
            Optional<List<String>> providerIds,
            Optional<List<Offer>> offers,
            Optional<Long> auditIndex) {

        static MessageBody of(Board.Said said) {
            var message = said.message();
            var providerIds = ifAny(said.providerIds());
            return new MessageBody(
                    message.id().toString(),
                    message.inbound() ? "in" : "out",
                    message.author().role(),
                    message.content().kind(),
                    PrivateNumbers.masked(message.content().words()),
                    message.at(),
                    said.delivery().map(delivery -> delivery.word()),
                    said.deliveryNote(),
                    providerIds.map(List::getFirst),
                    providerIds,
                    ifAny(message.offers()),
                    said.auditIndex());
        }

        private static <T> Optional<List<T>> ifAny(List<T> list) {
            return list.isEmpty() ? Optional.empty() : Optional.of(list);
        }
    }

    record DecisionBody(
            Instant at,
            String about,
            String outcome,
            String rule,
            String rulesVersion,
            String because,
            List<Condition> trace) {

        static DecisionBody of(Change.Decision decided) {
            var because = decided.decision().because();
            return new DecisionBody(
                    decided.at(),
                    decided.about().toString(),
                    decided.decision().outcome(),
                    because.rule(),
                    because.rulesVersion(),
                    because.words(),
                    because.trace());
        }
    }
}
