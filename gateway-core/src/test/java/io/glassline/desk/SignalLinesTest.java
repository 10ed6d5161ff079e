package io.glassline.desk;

import static io.glassline.conversation.Samples.NOW;
import static io.glassline.turn.City.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Samples;
import io.glassline.conversation.Stage;
import io.glassline.desk.Board.Said;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.message.Message;
import io.glassline.message.Signal;
import io.glassline.message.Signal.About;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The conversation: the citizen asks (`in-1`) when trash day is, and the bot answers (`out-1`) "It is
/// Tuesday." twice, a minute apart (`out-2`). It was closed an hour later.
class SignalLinesTest {

    private static final Message.Id ASKED = Message.Id.received(ANA.accountId(), "in-1");
    private static final Message.Id ANSWERED = new Message.Id(new UUID(0, 1));
    private static final Message.Id AGAIN = new Message.Id(new UUID(0, 2));

    private final Conversation conversation =
            Samples.conversation(ANA).with(new Stage.Closed(NOW.plusSeconds(3600), "answered"));

    private final List<Said> messages = List.of(
            said(ASKED, new Author.Citizen(), "When is trash day?", NOW, "in-1"),
            said(ANSWERED, new Author.Bot("b"), "It is Tuesday.", NOW.plusSeconds(1), "out-1"),
            said(AGAIN, new Author.Bot("b"), "It is Tuesday.", NOW.plusSeconds(61), "out-2"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # names        | after s | belongs to
              id in-1      | 100     | the question
              id out-1     | 100     | the first answer
              id out-1     | 9000    | the first answer
              id elsewhere | 100     | the conversation
              id elsewhere | 9000    | nothing here
              words        | 30      | the first answer
              words        | 100     | the second answer
              nothing      | 100     | the conversation
              nothing      | 9000    | nothing here
              nothing      | -100    | nothing here
            """)
    void aSignalBelongsToTheMessageItNames(String names, int afterSeconds, String belongsTo) {
        Optional<About> about = switch (names) {
            case "words" -> Optional.of(new About.ByWords("It is Tuesday."));
            case "nothing" -> Optional.empty();
            default -> Optional.of(new About.ById(names.substring("id ".length())));
        };
        var thumb = signal(new Signal.Reaction(about, "👍"), NOW.plusSeconds(afterSeconds));

        var lines = SignalLines.of(conversation, messages, List.of(thumb));

        assertThat(lines.stream()
                        .map(line -> line.about().map(SignalLinesTest::shown).orElse("the conversation")))
                .isEqualTo(belongsTo.equals("nothing here") ? List.of() : List.of(belongsTo));
    }

    private static String shown(Message.Id id) {
        return id.equals(ASKED) ? "the question" : id.equals(ANSWERED) ? "the first answer" : "the second answer";
    }

    private static Inbound signal(Signal signal, Instant at) {
        return Samples.inbound(ANA, "s", signal, Optional.empty(), at);
    }

    private static Said said(Message.Id id, Author author, String words, Instant at, String providerId) {
        var message = new Message(id, 1, author, new Content.Text(words), List.of(), Optional.empty(), at);
        return new Said(message, Optional.empty(), Optional.empty(), List.of(providerId), Optional.empty());
    }
}
