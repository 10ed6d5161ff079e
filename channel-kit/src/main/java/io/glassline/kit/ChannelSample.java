package io.glassline.kit;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.WebhookCall;
import io.glassline.message.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a channel's provider sends and answers, written from its documentation and from captured calls. It shares
/// nothing with the adapter, because a mistake that both make would be seen by nobody.
///
/// A jar with an adapter names its sample in `META-INF/services/io.glassline.kit.ChannelSample`. The methods with a
/// body are for what some channels have; a question about them does not apply where they are empty.
public interface ChannelSample {

    /// What stands beside something in [#wordsBesideSomething].
    String BESIDE = "a fire at number 12";

    /// The address of another account of the city's on the same provider.
    String OTHER_ADDRESS = "+15550177";

    /// What the first and the last message of a call of several say.
    String FIRST = "the first of three";

    String LAST = "the last of three";

    /// An account of the channel, with all that its adapter needs but the way to the stand-in.
    ChannelAccount account();

    /// Calls as the provider makes them, proof and all: one of each kind at least.
    List<WebhookCall> genuine();

    /// The same call by someone who is not the provider.
    WebhookCall withWrongProof(WebhookCall call);

    /// The same call with another body, and with the proof that the provider would give for that.
    WebhookCall withBody(WebhookCall call, byte[] body);

    /// A genuine call that carries a kind of message the adapter has never heard of.
    WebhookCall ofUnknownKind();

    /// A body that is not the provider's format at all.
    default byte[] garbage() {
        return new byte[] {'<', '{', '%', 'Z', (byte) 0xFF, 0, '='};
    }

    /// A genuine call by which a citizen says just these words.
    default Optional<WebhookCall> saying(String words) {
        return Optional.empty();
    }

    /// Genuine calls of three messages each: one that says [#FIRST], one that cannot be read, one that says [#LAST].
    default List<WebhookCall> batchesWithABadItem() {
        return List.of();
    }

    /// Genuine calls with which nobody says anything: reactions, changes, deletions, notices.
    default List<WebhookCall> signs() {
        return List.of();
    }

    /// Genuine calls of kinds that hold a file or something that cannot be carried, with [#BESIDE] written beside it.
    default List<WebhookCall> wordsBesideSomething() {
        return List.of();
    }

    /// Genuine calls that only a person can read: a picture, a voice, a file, without words.
    default List<WebhookCall> forAPersonOnly() {
        return List.of();
    }

    /// Genuine calls that ask for no automatic answer, though a person may have written them.
    default List<WebhookCall> perhapsByAPerson() {
        return List.of();
    }

    /// Genuine calls that a machine wrote, and that are about no message of ours.
    default List<WebhookCall> surelyByAMachine() {
        return List.of();
    }

    /// A genuine call for [#OTHER_ADDRESS] alone, which came by the way of our own.
    default Optional<WebhookCall> forAnotherAddress() {
        return Optional.empty();
    }

    /// A genuine call with a message for our own address and another for [#OTHER_ADDRESS].
    default Optional<WebhookCall> forSeveralAddresses() {
        return Optional.empty();
    }

    /// Genuine calls by which the provider itself says that the citizen wants nothing more.
    default List<WebhookCall> stopsByProvider() {
        return List.of();
    }

    /// Genuine calls by which the provider itself says that the citizen may be written to again.
    default List<WebhookCall> startsByProvider() {
        return List.of();
    }

    /// Genuine calls of several citizens who keep back who they are.
    default List<WebhookCall> fromNobodyKnown() {
        return List.of();
    }

    /// Genuine reports of one part of ours, each with what it says of it.
    default Map<Delivery, WebhookCall> deliveryReports() {
        return Map.of();
    }

    /// An address to send to, where it is no phone number.
    default Optional<String> citizen() {
        return Optional.empty();
    }

    /// A stand-in of the provider that takes what is sent, newly started.
    default Optional<ProviderStandIn> provider() throws IOException {
        return Optional.empty();
    }

    /// How long a send may take, whatever the provider does.
    default Duration sendMax() {
        return Duration.ofSeconds(15);
    }
}
