package io.glassline.kit;

import static io.glassline.kit.ChannelUnderTest.shown;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelEvent;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.kit.Verdict.DoesNotApply;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whom a call is from, for which of the city's accounts it is, and what an account has.
final class AccountQuestions {

    private AccountQuestions() {}

    static Verdict settings(ChannelUnderTest channel) {
        var account = channel.sample().account();
        var form = channel.adapter().form();
        if (!account.kind().equals(channel.adapter().kind())) {
            return new Verdict.Failed("the account is of the kind " + account.kind() + ", the adapter of "
                    + channel.adapter().kind());
        }
        return Verdict.of(missing(
                        "setting", form.requiredSettings(), account.settings().keySet())
                .or(() -> missing(
                        "secret", form.requiredSecrets(), account.secrets().keySet()))
                .or(() -> unknown(
                        "setting", account.settings().keySet(), form.requiredSettings(), form.optionalSettings()))
                .or(() -> unknown("secret", account.secrets().keySet(), form.requiredSecrets(), form.optionalSecrets()))
                .or(() -> both("setting", form.requiredSettings(), form.optionalSettings()))
                .or(() -> both("secret", form.requiredSecrets(), form.optionalSecrets())));
    }

    private static Optional<String> missing(String what, Set<String> required, Set<String> there) {
        return required.stream()
                .filter(name -> !there.contains(name))
                .map(name -> "the " + what + " \"" + name + "\" is required, and the account has none")
                .findFirst();
    }

    private static Optional<String> unknown(
            String what, Set<String> there, Set<String> required, Set<String> optional) {
        return there.stream()
                .filter(name -> !required.contains(name) && !optional.contains(name))
                .map(name -> "the account has a " + what + " \"" + name + "\", and the form knows none")
                .findFirst();
    }

    private static Optional<String> both(String what, Set<String> required, Set<String> optional) {
        return optional.stream()
                .filter(required::contains)
                .map(name -> "the " + what + " \"" + name + "\" is both required and optional")
                .findFirst();
    }

    /// Else one would read, or hear, what was meant for another.
    static Verdict nobodyKnown(ChannelUnderTest channel) {
        var seen = new HashSet<String>();
        return Verdict.ofEach(channel.sample().fromNobodyKnown(), "the provider always tells who it is", call -> {
            var messages = channel.messages(call);
            if (messages.size() != 1) {
                return Optional.of("a message is " + shown(channel.receive(call)));
            }
            var from = messages.getFirst().from().value();
            return seen.add(from) ? Optional.empty() : Optional.of("another citizen is " + from + ", too");
        });
    }

    static Verdict anotherAddress(ChannelUnderTest channel) {
        return channel.sample()
                .forAnotherAddress()
                .map(call -> Verdict.of(
                        channel.receive(call).equals(Receipt.Events.forOthers(Set.of(ChannelSample.OTHER_ADDRESS)))
                                ? Optional.empty()
                                : Optional.of(shown(call) + ": " + shown(channel.receive(call)))))
                .orElseGet(() -> new DoesNotApply("a call can be for no other account than the one it came to"));
    }

    static Verdict severalAddresses(ChannelUnderTest channel) {
        return channel.sample()
                .forSeveralAddresses()
                .map(call -> Verdict.of(severalAddresses(channel, call).map(wrong -> shown(call) + ": " + wrong)))
                .orElseGet(() -> new DoesNotApply("a call is for one address"));
    }

    private static Optional<String> severalAddresses(ChannelUnderTest channel, WebhookCall call) {
        var ours = channel.sample().account();
        var other = at(ChannelSample.OTHER_ADDRESS, ours);
        var read = channel.receive(call);
        var readByOther = channel.adapter().receive(call, other);
        return unlessShared("our account", read, ChannelSample.OTHER_ADDRESS)
                .or(() -> unlessShared("the other account", readByOther, ours.ownAddress()))
                .or(() -> ChannelUnderTest.fromCitizens(read).stream()
                        .map(ChannelEvent.FromCitizen::providerId)
                        .filter(id -> ChannelUnderTest.fromCitizens(readByOther).stream()
                                .anyMatch(theirs -> theirs.providerId().equals(id)))
                        .map(id -> "both accounts read " + id)
                        .findFirst());
    }

    private static Optional<String> unlessShared(String who, Receipt receipt, String otherAddress) {
        return receipt instanceof Receipt.Events(var events, var others)
                        && !events.isEmpty()
                        && others.equals(Set.of(otherAddress))
                ? Optional.empty()
                : Optional.of("for " + who + " it is " + shown(receipt));
    }

    private static ChannelAccount at(String address, ChannelAccount account) {
        return new ChannelAccount(account.id(), account.kind(), address, account.settings(), account.secrets());
    }
}
