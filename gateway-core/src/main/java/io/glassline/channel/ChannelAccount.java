package io.glassline.channel;

import io.glassline.message.ChannelKind;
import java.util.Map;
import java.util.Optional;

/// One number, bot or mailbox the city runs on a channel, with the settings and secrets that its adapter asks for.
///
/// `ownAddress` is how citizens reach it: a number in E.164, a bot's id, a mailbox.
public record ChannelAccount(
        String id, ChannelKind kind, String ownAddress, Map<String, String> settings, Map<String, Secret> secrets) {

    public ChannelAccount {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /// A setting that the configuration was checked to hold.
    public String requiredSetting(String name) {
        return setting(name)
                .orElseThrow(() -> new IllegalStateException("account " + id + " has no setting named " + name));
    }

    public Secret secret(String name) {
        var secret = secrets.get(name);
        if (secret == null) {
            throw new IllegalStateException("account " + id + " has no secret named " + name);
        }
        return secret;
    }
}
