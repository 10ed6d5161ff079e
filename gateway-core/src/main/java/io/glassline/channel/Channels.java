package io.glassline.channel;

import io.glassline.message.ChannelKind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The accounts the city runs, as they are now, and the adapters that speak for them. Safe to call from any thread.
public final class Channels {

    private volatile Running running;

    /// @param adapters those of kinds that are gone as well, for whoever still holds an account of theirs
    private record Running(Map<String, ChannelAccount> accounts, Map<ChannelKind, ChannelAdapter> adapters) {}

    /// @throws IllegalArgumentException when an account's kind has no adapter; configuration is checked before.
    public Channels(Collection<ChannelAccount> accounts, Collection<? extends ChannelAdapter> adapters) {
        this.running = running(accounts, adapters, Map.of());
    }

    private static Running running(
            Collection<ChannelAccount> accounts,
            Collection<? extends ChannelAdapter> adapters,
            Map<ChannelKind, ChannelAdapter> before) {
        var byKind = new HashMap<>(before);
        adapters.forEach(adapter -> byKind.put(adapter.kind(), adapter));
        accounts.forEach(account -> adapter(byKind, account));
        return new Running(
                accounts.stream().collect(Collectors.toUnmodifiableMap(ChannelAccount::id, Function.identity())),
                Map.copyOf(byKind));
    }

    /// Goes on with these accounts and with these adapters in the place of those of the same kinds, all at once.
    ///
    /// @throws IllegalArgumentException when an account's kind has no adapter; then nothing changes.
    public void takeUp(Collection<ChannelAccount> accounts, Collection<? extends ChannelAdapter> adapters) {
        running = running(accounts, adapters, running.adapters());
    }

    public Optional<ChannelAccount> account(String id) {
        return Optional.ofNullable(running.accounts().get(id));
    }

    /// The account that citizens of a channel reach at this address.
    public Optional<ChannelAccount> accountAt(ChannelKind kind, String ownAddress) {
        return accounts().stream()
                .filter(account ->
                        account.kind().equals(kind) && account.ownAddress().equals(ownAddress))
                .findFirst();
    }

    public Collection<ChannelAccount> accounts() {
        return running.accounts().values();
    }

    public ChannelAdapter adapter(ChannelAccount account) {
        return adapter(running.adapters(), account);
    }

    private static ChannelAdapter adapter(Map<ChannelKind, ChannelAdapter> adapters, ChannelAccount account) {
        var adapter = adapters.get(account.kind());
        if (adapter == null) {
            throw new IllegalArgumentException("no adapter for channel kind " + account.kind());
        }
        return adapter;
    }

    public Optional<ChannelAdapter> adapter(ChannelKind kind) {
        return Optional.ofNullable(running.adapters().get(kind));
    }

    /// How an account sends that we send to by calling its provider.
    public Optional<SendPolicy> sendPolicy(String accountId) {
        return account(accountId)
                .flatMap(account -> adapter(account) instanceof PushAdapter adapter
                        ? Optional.of(adapter.usualPolicy().of(account))
                        : Optional.empty());
    }

    /// How much one address and the city may say to each other, where we send by calling a provider.
    public Optional<TrafficBudget> trafficBudget(String accountId) {
        return account(accountId)
                .flatMap(account -> adapter(account) instanceof PushAdapter adapter
                        ? Optional.of(adapter.usualBudget().of(account))
                        : Optional.empty());
    }

    /// How long a message that makes no sense alone waits for more words: not at all where we do not send
    /// by calling a provider, as on the phone.
    public Duration burstWait(String accountId) {
        return account(accountId)
                .filter(account -> adapter(account) instanceof PushAdapter)
                .map(account -> BurstPolicy.USUAL.of(account).atMost())
                .orElse(Duration.ZERO);
    }

    /// Whether a link to the receipt is said when staff close a conversation: never on the phone.
    public boolean endsWithReceipt(String accountId) {
        return account(accountId)
                .filter(account -> adapter(account) instanceof PushAdapter)
                .map(account -> ReceiptPolicy.USUAL.of(account).atEnd())
                .orElse(false);
    }

    /// When an account's conversations end by themselves. Those of an account that is no longer
    /// configured do as chats.
    public EndPolicy endPolicy(String accountId) {
        return account(accountId)
                .map(account -> adapter(account).usualEnd().of(account))
                .orElse(EndPolicy.CHAT);
    }

    /// Whether what is said on an account is spoken on a line; false for one that is no longer configured.
    public boolean isSpoken(String accountId) {
        return account(accountId)
                .map(account -> adapter(account) instanceof LineAdapter)
                .orElse(false);
    }

    /// The accounts we send to by calling the provider.
    public Set<String> pushAccountIds() {
        return accounts().stream()
                .filter(account -> adapter(account) instanceof PushAdapter)
                .map(ChannelAccount::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
