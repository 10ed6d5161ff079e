package io.glassline.channel;

import io.glassline.message.ChannelKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Translates between one provider's wire format and ours.
///
/// Receiving is pure: no state, no connection, no clock, no log; the gateway does the storing, the deciding and the
/// retrying, once, for every channel. That is what keeps an adapter to one short file and lets its test be a table
/// of captured payloads. Sending may make the call, because the providers' own kits do; the gateway throttles it,
/// retries it and keeps its journal.
///
/// There are two ways for a channel to take our answer, and so two kinds of adapter. Adapters are safe to use from
/// any thread. The contract is executable: every adapter passes the questions of `channel-kit`.
public sealed interface ChannelAdapter permits PushAdapter, LineAdapter {

    ChannelKind kind();

    Capabilities capabilities();

    /// The settings and secrets an account of this kind must have, and those it may have.
    AccountForm form();

    /// Checks and reads one delivery.
    ///
    /// Proof comes first: unless the call is shown to come from the provider, the answer is [Receipt.Refused] and
    /// nothing else in the call is looked at. One call may hold many events; they keep their order.
    Receipt receive(WebhookCall call, ChannelAccount account);

    /// What the provider is told once its events are safely stored (and nothing is to be said on its own
    /// connection).
    WebhookReply acknowledgement();

    /// As [#acknowledgement()], where it depends on what was called: people may look at it.
    default WebhookReply acknowledgement(WebhookCall call) {
        return acknowledgement();
    }

    /// When this channel's conversations end by themselves.
    default EndPolicy usualEnd() {
        return EndPolicy.CHAT;
    }

    /// The message as the parts that the channel can carry, in order. Pure, and the same each time.
    List<Outgoing.Part> render(Outgoing message);

    /// How long after a citizen's last words the provider takes ours; empty where that is always.
    default Optional<Duration> replyWindow() {
        return Optional.empty();
    }

    /// What configuration must say of an account, and what it may say. [ChannelAccount#SETTINGS_OF_ALL] it
    /// always may. `words` are the settings that have one of a few words, with those words.
    record AccountForm(
            Set<String> requiredSettings,
            Set<String> optionalSettings,
            Set<String> requiredSecrets,
            Set<String> optionalSecrets,
            Map<String, Set<String>> words) {

        public AccountForm(
                Set<String> requiredSettings,
                Set<String> optionalSettings,
                Set<String> requiredSecrets,
                Set<String> optionalSecrets) {
            this(requiredSettings, optionalSettings, requiredSecrets, optionalSecrets, Map.of());
        }

        public AccountForm {
            requiredSettings = Set.copyOf(requiredSettings);
            optionalSettings = and(optionalSettings, ChannelAccount.SETTINGS_OF_ALL);
            requiredSecrets = Set.copyOf(requiredSecrets);
            optionalSecrets = Set.copyOf(optionalSecrets);
            words = Map.copyOf(words);
        }

        /// This, and what every account may say of how it sends, and how much.
        public AccountForm sending() {
            return new AccountForm(
                    requiredSettings,
                    and(
                            and(
                                    and(and(optionalSettings, SendPolicy.SETTINGS), TrafficBudget.SETTINGS),
                                    BurstPolicy.SETTINGS),
                            ReceiptPolicy.SETTINGS),
                    requiredSecrets,
                    optionalSecrets,
                    words);
        }

        /// This, and a setting that may be there and is one of these words.
        public AccountForm choosing(String setting, String... ofWords) {
            var all = new HashMap<>(words);
            all.put(setting, Set.of(ofWords));
            return new AccountForm(
                    requiredSettings, and(optionalSettings, Set.of(setting)), requiredSecrets, optionalSecrets, all);
        }

        /// What is wrong with a setting's value.
        public Optional<String> mistake(String setting, String value) {
            var allowed = words.getOrDefault(setting, Set.of(value));
            return allowed.contains(value)
                    ? SendPolicy.mistake(setting, value)
                            .or(() -> EndPolicy.mistake(setting, value))
                            .or(() -> TrafficBudget.mistake(setting, value))
                            .or(() -> BurstPolicy.mistake(setting, value))
                            .or(() -> ReceiptPolicy.mistake(setting, value))
                            .or(() -> HoldPolicy.mistake(setting, value))
                            .or(() -> NextSecrets.mistake(setting, value))
                            .or(() -> MediaPolicy.mistake(setting, value))
                    : Optional.of("\"%s\" must be %s"
                            .formatted(setting, allowed.stream().sorted().collect(Collectors.joining(" or "))));
        }

        private static Set<String> and(Set<String> some, Set<String> more) {
            var all = new HashSet<>(some);
            all.addAll(more);
            return Set.copyOf(all);
        }
    }
}
