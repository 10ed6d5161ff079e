package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import io.glassline.message.Author;
import io.glassline.store.Change;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A town, someone who waits in it, and an agent who is signed in.
abstract class ConsoleFixture {

    final ManualClock clock = new ManualClock();
    final Town town = new Town(-1, clock);
    Browser agent;
    Conversation conversation;

    @BeforeEach
    void someoneIsSignedInAndSomeoneWaits() throws Exception {
        agent = new Browser(town).signedInAs("agent");
        conversation = town.waiting("sms", "+15550199", Town.WASTE, "My trash was not picked up on Elm Street");
    }

    @AfterEach
    void closes() {
        town.close();
    }

    Stage stage() {
        return town.memory.find(conversation.id()).orElseThrow().stage();
    }

    long viewings() {
        return town.memory.kinds().stream().filter("transcript.viewed"::equals).count();
    }

    List<Author> said() {
        return town.memory.transcript(conversation.id()).orElseThrow().messages().stream()
                .map(said -> said.message().author())
                .toList();
    }

    static Change change(Conversation moved) {
        return new Change(moved, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
