package io.glassline.channel;

import io.glassline.message.ChannelKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One number, bot or mailbox the city runs on a channel, with the settings and secrets that its adapter asks for.
///
/// `ownAddress` is how citizens reach it: a number in E.164, a bot's id, a mailbox. `nextSecrets` are those that are to
/// follow some of `secrets`, while the provider changes over; they prove calls, and nothing is sent with them.
public record ChannelAccount(
        String id,
        ChannelKind kind,
        String ownAddress,
        Map<String, String> settings,
        Map<String, Secret> secrets,
        Map<String, Secret> nextSecrets) {

    /// How citizens know the account, where `ownAddress` is a provider's number for it and not what people dial.
    public static final String PUBLIC_ADDRESS = "public-address";

    /// The settings that every account may have, whatever its channel.
    public static final Set<String> SETTINGS_OF_ALL = Set.of(
            PUBLIC_ADDRESS,
            EndPolicy.AFTER_QUIET_HOURS,
            NextSecrets.SETTING,
            MediaPolicy.MAX_MIB,
            MediaPolicy.UNSCANNED,
            MediaPolicy.ORIGINAL_DAYS);

    public ChannelAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
        nextSecrets = Map.copyOf(nextSecrets);
    }

    /// An account whose secrets stay as they are.
    public ChannelAccount(
            String id, ChannelKind kind, String ownAddress, Map<String, String> settings, Map<String, Secret> secrets) {
        this(id, kind, ownAddress, settings, secrets, Map.of());
    }

    /// What a citizen dials, writes to or looks for.
    public String publicAddress() {
        return setting(PUBLIC_ADDRESS).orElse(ownAddress);
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /// A setting that the configuration was checked to hold.
    public String requiredSetting(String name) {
        return setting(name)
                .orElseThrow(() -> new IllegalStateException("account " + id + " has no setting named " + name));
    }

    /// The account as it is when the change of its secrets is over; empty where none is changed.
    public Optional<ChannelAccount> withNextSecrets() {
        return nextSecrets.isEmpty() ? Optional.empty() : Optional.of(withSecrets(nextSecrets));
    }

    /// The account with these secrets in place of its own of the same names.
    ChannelAccount withSecrets(Map<String, Secret> others) {
        var all = new HashMap<>(secrets);
        all.putAll(others);
        return new ChannelAccount(id, kind, ownAddress, settings, all);
    }

    public Secret secret(String name) {
        var secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalStateException("account " + id + " has no secret named " + name);
        }
        return secret;
    }
}
