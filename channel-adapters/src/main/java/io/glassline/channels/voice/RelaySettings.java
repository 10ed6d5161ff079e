package io.glassline.channels.voice;

import io.glassline.channel.ChannelAccount;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an account says of its calls by ConversationRelay.
final class RelaySettings {

    static final String TALKS_BY = "talks-by";
    static final String GATHER = "gather";
    static final String RELAY = "conversation-relay";

    static final String TTS_PROVIDER = "tts-provider";
    static final String TRANSCRIPTION_PROVIDER = "transcription-provider";
    static final String INTERRUPTIBLE = "interruptible";

    /// Voices of the provider's, by language: `en=en-US-Journey-O es=es-US-Journey-F`.
    static final String VOICES = "voices";

    private RelaySettings() {}

    static boolean isRelayed(ChannelAccount account) {
        return account.setting(TALKS_BY).filter(RELAY::equals).isPresent();
    }

    static String interruptible(ChannelAccount account) {
        return account.setting(INTERRUPTIBLE).orElse("any");
    }

    static Optional<String> voice(ChannelAccount account, Locale language) {
        var named = language.getLanguage() + "=";
        return account.setting(VOICES)
                .flatMap(all -> Arrays.stream(all.strip().split("\\s+"))
                        .filter(one -> one.startsWith(named))
                        .map(one -> one.substring(named.length()))
                        .findFirst());
    }
}
