package io.glassline.channels;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a provider's error numbers mean, whether it says them at once or in a report: a table for each provider.
///
/// @param meanings those that are about one message
/// @param busy we were too quick
/// @param ofTheAccount the account's token, standing or bill, and no message
public record ProviderErrors(Map<Integer, Meaning> meanings, Set<Integer> busy, Set<Integer> ofTheAccount) {

    /// `word` is one of those of [io.glassline.channel.SendOutcome.Rejected], or the number; `words` is
    /// what is said to the desk.
    public record Meaning(String word, String words) {}

    public ProviderErrors {
        meanings = Map.copyOf(meanings);
        busy = Set.copyOf(busy);
        ofTheAccount = Set.copyOf(ofTheAccount);
    }

    /// The word for the number, or the number itself.
    public String word(int code) {
        return meaning(code).map(Meaning::word).orElseGet(() -> Integer.toString(code));
    }

    public Optional<Meaning> meaning(int code) {
        return Optional.ofNullable(meanings.get(code));
    }

    public boolean isBusy(int code) {
        return busy.contains(code);
    }

    public boolean isOfTheAccount(int code) {
        return ofTheAccount.contains(code);
    }
}
