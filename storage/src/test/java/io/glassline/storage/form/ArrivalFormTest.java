package io.glassline.storage.form;

import static io.glassline.conversation.Samples.AUDIT;
import static io.glassline.conversation.Samples.NOW;
import static io.glassline.conversation.Samples.arrival;
import static io.glassline.conversation.Samples.inbound;
import static io.glassline.conversation.Samples.lane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.audit.MessageEvent;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.channel.MailThread;
import io.glassline.channel.WebhookCall;
import io.glassline.conversation.Inbound;
import io.glassline.intake.InboundLog.Arrival;
import io.glassline.intake.InboundLog.Stamped;
import io.glassline.log.LeafForm;
import io.glassline.message.Content;
import io.glassline.message.Message;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ArrivalFormTest {

    /// As the program before the sealed part wrote it: one message, whose entry is of version 1.
    private static final String OF_BEFORE = """
            AQAAAARQT1NUAAAAAAAAACZodHRwczovL2NpdHkuZXhhbXBsZS9jaGFubmVscy9jaXR5LXNtcwAAAAAAAAABeAAAAABppXvAOt5o
            sQAAAAFTq6d/g7lRjYUQW7/C9wbBAAAACGNpdHktc21zAAAAA1NNMQAAAANzbXMAAAAJKzE1NTUwMTk5AAAAHnsia2luZCI6InRl
            eHQiLCJ0ZXh0IjoiaGVsbG8ifQAAAABppXvAOt5osQAAAABppXvAOt5osQAAAAAAAAAAAAAAAAAAABBtZXNzYWdlLnJlY2VpdmVk
            AAAAAGmle8A63mixAAAAuHsiYWNjb3VudCI6ImNpdHktc21zIiwiYWN0b3IiOiJjaXRpemVuIiwiYXQiOiIyMDI2LTAzLTAyVDEy
            OjAwOjAwWiIsImMiOiJLNkdMN2NVTmlzelNiZnZDbFNNNXB2WEJ4NmpQSVk1QmdzaFNvYW8zN0ZjPSIsImNoYW5uZWwiOiJzbXMi
            LCJjb250ZW50IjoidGV4dCIsImtpbmQiOiJtZXNzYWdlLnJlY2VpdmVkIiwidiI6MX0AAAAgBwcHBwcHBwcHBwcHBwcHBwcHBwcH
            BwcHBwcHBwcHBwcBU6unf4O5UY2FEFu/wvcGwQA=""";

    static final List<Content> CONTENTS = List.of(
            new Content.Text(""),
            new Content.Text("¿Dónde está mi 🚲? \0 \n"),
            new Content.Media("image/jpeg", URI.create("https://api.example/1"), Optional.of("my street")),
            new Content.Place(40.1, -74.000000001, Optional.empty()),
            new Content.Choice("1", "Yes"),
            new Content.Keys("42#"),
            new Content.Call(),
            new Content.Unsupported("a dice"));

    @ParameterizedTest
    @FieldSource("CONTENTS")
    void isTheSameWhenItIsReadAgain(Content content) {
        var lane = lane();
        var thread = new MailThread("<1@x>", List.of("<0@x>"), Optional.of("Bins"), Optional.of(new UUID(1, 2)));
        var first = inbound(lane, "1", content, Optional.empty(), NOW.plusNanos(123_456_789));
        var second = new Inbound(
                Message.Id.received(lane.accountId(), "2"),
                lane.accountId(),
                "2",
                lane.citizen(),
                content,
                NOW,
                NOW,
                Optional.of(thread),
                Set.of(Mark.values()),
                3);
        var call = new WebhookCall(
                "POST",
                "status",
                "https://city.example/channels/x?a=%2B1",
                Map.of("content-type", List.of("text/plain"), "x-two", List.of("1", "")),
                new byte[] {0, -1, 'x'},
                NOW.plusNanos(1));
        var arrival = new Arrival(
                call,
                List.of(
                        new Stamped(first, AUDIT.of(new MessageEvent.Receipt(first))),
                        new Stamped(second, AUDIT.of(new MessageEvent.Receipt(second)))));

        var read = ArrivalForm.read(ArrivalForm.write(arrival));

        assertThat(read).usingRecursiveComparison().isEqualTo(arrival);
        assertThat(read.messages()).isEqualTo(arrival.messages());
    }

    @Test
    void whatIsNotAnArrivalIsSaidToBeSo() {
        var whole = ArrivalForm.write(arrival(inbound(lane(), "1", "hello")));
        for (var length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ArrivalForm.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ArrivalForm.read(Arrays.copyOf(whole, whole.length + 1)))
                .hasMessageContaining("more behind it");
        whole[0] = 9;
        assertThatThrownBy(() -> ArrivalForm.read(whole)).hasMessageContaining("form 9");
    }

    @Test
    void anArrivalThatTheProgramBeforeSpooledIsRead() {
        var arrival = ArrivalForm.read(Base64.getMimeDecoder().decode(OF_BEFORE));

        var entry = arrival.messages().getFirst().entry();
        assertThat(arrival.messages().getFirst().inbound().content()).isEqualTo(new Content.Text("hello"));
        assertThat(entry.message()).contains(Message.Id.received("city-sms", "SM1"));
        assertThat(LeafForm.fault(entry.leaf()))
                .as("its leaf stays of version 1")
                .isEmpty();
        assertThat(entry.opening()).hasValueSatisfying(opening -> {
            assertThat(opening.salt()).hasSize(32).containsOnly(7);
            assertThat(opening.sealed()).isEmpty();
            assertThat(opening.wordsSalt()).isEmpty();
        });
        assertThat(ArrivalForm.read(ArrivalForm.write(arrival)))
                .as("and is spooled again as it was")
                .usingRecursiveComparison()
                .isEqualTo(arrival);
    }
}
