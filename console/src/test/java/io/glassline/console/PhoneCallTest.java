package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.turn.PhoneLines.PhoneLine;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an agent sees of a phone call, and that nobody is spoken to who has hung up.
class PhoneCallTest extends ConsoleFixture {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # number   | heard of, min ago | ended   | the page says                                             | and has the form for a reply
              shown    | 0                 | not yet | On the line now                                           | true
              shown    | 9                 | not yet | On the line now                                           | true
              shown    | 11                | not yet | Not heard of since                                        | false
              shown    | 1                 | ended   | Call back, then close the conversation.                   | false
              withheld | 1                 | ended   | The number is withheld, so nobody can call back.          | false
            """)
    void anAgentSeesWhetherAnyoneIsOnTheLine(String number, int minutes, String ended, String words, boolean replies)
            throws Exception {
        var id = call(number.equals("withheld") ? Optional.empty() : Optional.of("+15550142"), minutes, ended);
        take(id);

        var page = agent.get("/console/conversations/" + id).body();

        assertThat(page).contains(words).doesNotContain("CA5b1f");
        assertThat(page.contains("Send reply")).isEqualTo(replies);
        assertThat(page.contains("every 5s")).isEqualTo(replies);
        assertThat(page.contains("+15550142")).isEqualTo(number.equals("shown"));
    }

    @Test
    void aReplyThatNobodyWouldHearIsRefusedAndKept() throws Exception {
        var id = call(Optional.of("+15550142"), 0, "not yet");
        take(id);
        agent.get("/console/conversations/" + id);
        call(Optional.of("+15550142"), 0, "ended");

        var answer = agent.submit("/console/conversations/" + id + "/messages", Map.of("text", "Good morning"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Nobody is on the line any more").contains("Good morning");
    }

    @Test
    void aConversationThatIsNoCallSaysNothingOfALine() throws Exception {
        assertThat(agent.get("/console/conversations/" + conversation.id()).body())
                .doesNotContain("On the line now")
                .contains("hx-trigger=\"sse:desk\"");
    }

    private void take(String id) throws Exception {
        agent.get("/console/conversations/" + id);
        agent.submit("/console/conversations/" + id + "/taking", Map.of());
    }

    private String call(Optional<String> number, int minutesAgo, String ended) {
        var caller = Address.ofCaller(new ChannelKind("voice"), number, "CA5b1f");
        var waits = town.waiting("voice", caller.value(), Town.WATER, "There is no water");
        var heardAt = clock.instant().minusSeconds(60L * minutesAgo);
        town.memory.phoneLines.put(
                waits.lane(), new PhoneLine(heardAt, ended.equals("ended") ? Optional.of(heardAt) : Optional.empty()));
        return waits.id().toString();
    }
}
