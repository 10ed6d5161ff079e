package io.glassline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Capabilities;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Channels;
import io.glassline.channel.Outgoing;
import io.glassline.channel.PushAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.Receipt.Fault;
import io.glassline.channel.SendOutcome;
import io.glassline.channel.SendPolicy;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.conversation.InMemoryPorts;
import io.glassline.conversation.InMemoryRecord;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Samples;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Content;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is genuine belongs to the account it is for, whatever path it came by.
class IntakeForOthersTest {

    private static final ChannelKind NOTES = new ChannelKind("notes");
    private static final ChannelAccount WATER = account("water", "100");
    private static final ChannelAccount WASTE = account("waste", "200");

    /// Its calls cannot be proven with the secrets that the others share.
    private static final ChannelAccount POLICE = account("police", "911");

    private final InMemoryRecord record = new InMemoryRecord();
    private final InMemoryQuarantine quarantine = new InMemoryQuarantine(Samples.AUDIT, record.entries::add);
    private final List<Lane> ready = new ArrayList<>();
    private final Notes adapter = new Notes();
    private final Intake intake = new Intake(
            new Channels(List.of(WATER, WASTE, POLICE), List.of(adapter)),
            InMemoryPorts.over(record).inbound(),
            quarantine,
            InMemoryPorts.over(record).outbox(),
            InMemoryPorts.over(record).ledger(),
            Samples.AUDIT,
            ready::add,
            Runnable::run);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # a call to "water" that says | is kept for                 | in quarantine
              100:hello                   | water hello                 | -
              200:hello                   | waste hello                 | -
              100:one 200:two             | waste two, water one        | -
              300:hello                   | -                           | for an address that is none of the city's accounts
              100:one 300:two             | water one                   | for an address that is none of the city's accounts
              911:help                    | -                           | for account police, which cannot prove or read it
            """)
    void whatIsForAnotherNumberBelongsToItsAccount(String says, String kept, String quarantined) {
        var call = new WebhookCall(
                "POST", "", "https://city.example", Map.of(), says.getBytes(StandardCharsets.UTF_8), Samples.NOW);

        intake.accept(call, adapter, WATER).join();
        intake.accept(call, adapter, WATER).join();

        var messages = record.inbound.values().stream()
                .map(accepted -> accepted.inbound)
                .map(message -> message.accountId() + " " + message.content().words())
                .sorted()
                .collect(Collectors.joining(", "));
        assertThat(messages).isEqualTo(kept == null ? "" : kept);
        assertThat(quarantine.waiting(9).stream().map(Quarantine.Line::because).toList())
                .isEqualTo(quarantined == null ? List.of() : List.of(quarantined));
        assertThat(ready.stream().distinct())
                .containsExactlyInAnyOrderElementsOf(record.inbound.values().stream()
                        .map(accepted -> accepted.inbound)
                        .map(Inbound::lane)
                        .toList());
    }

    private static ChannelAccount account(String id, String address) {
        return new ChannelAccount(id, NOTES, address, Map.of(), Map.of());
    }

    /// Reads `address:word` for each note in a call.
    private static final class Notes implements PushAdapter {

        @Override
        public ChannelKind kind() {
            return NOTES;
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(160, 0);
        }

        @Override
        public AccountForm form() {
            return new AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
        }

        @Override
        public Receipt receive(WebhookCall call, ChannelAccount account) {
            if (account.equals(POLICE)) {
                return new Receipt.Refused(Fault.NOT_AUTHENTIC, "signature wrong");
            }
            var notes = Stream.of(new String(call.body(), StandardCharsets.UTF_8).split(" "))
                    .map(note -> note.split(":"))
                    .toList();
            var own = notes.stream()
                    .filter(note -> note[0].equals(account.ownAddress()))
                    .<ChannelEvent>map(note -> new ChannelEvent.MessageReceived(
                            note[0] + note[1],
                            new Address(NOTES, "ana"),
                            new Content.Text(note[1]),
                            call.receivedAt(),
                            Optional.empty(),
                            Set.of()))
                    .toList();
            var others = notes.stream()
                    .map(note -> note[0])
                    .filter(address -> !address.equals(account.ownAddress()))
                    .collect(Collectors.toSet());
            return new Receipt.Events(own, others);
        }

        @Override
        public WebhookReply acknowledgement() {
            return WebhookReply.status(200);
        }

        @Override
        public List<Outgoing.Part> render(Outgoing message) {
            return List.of(new Outgoing.Part(0, message.text(), List.of()));
        }

        @Override
        public SendOutcome send(Outgoing message, Outgoing.Part part, ChannelAccount account, String callbackUrl) {
            throw new UnsupportedOperationException("nothing is sent in these tests");
        }

        @Override
        public SendPolicy usualPolicy() {
            return new SendPolicy(1, SendPolicy.WhenUnknown.SEND_AGAIN, Duration.ZERO);
        }
    }
}
