package io.glassline.router;

import io.glassline.channel.ChannelAdapter.AccountForm;
import io.glassline.channel.HoldPolicy;
import io.glassline.config.Parsed;
import io.glassline.message.ChannelKind;
import io.glassline.router.city.ChannelKinds;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The example city's own configuration, as it is shipped in `config/`.
public final class ExampleCity {

    public static final Path FOLDER = Path.of("..", "config");

    public static final ChannelKinds KINDS = ChannelKinds.builtIn(Map.of(
            new ChannelKind("sms"),
            new AccountForm(Set.of("account-sid"), Set.of("api-url"), Set.of("auth-token"), Set.of()).sending(),
            new ChannelKind("voice"),
            new AccountForm(Set.of("account-sid"), HoldPolicy.SETTINGS, Set.of("auth-token"), Set.of())
                    .choosing("talks-by", "gather", "conversation-relay")
                    .choosing("interruptible", "any", "dtmf", "none", "speech")
                    .choosing("tts-provider", "Amazon", "ElevenLabs", "Google")
                    .choosing("transcription-provider", "Deepgram", "Google"),
            new ChannelKind("whatsapp"),
            new AccountForm(
                            Set.of(),
                            Set.of("api-url", "business-account-id"),
                            Set.of("app-secret", "verify-token", "access-token"),
                            Set.of())
                    .sending(),
            new ChannelKind("telegram"),
            new AccountForm(Set.of(), Set.of("api-url"), Set.of("bot-token", "webhook-secret"), Set.of()).sending(),
            new ChannelKind("email"),
            new AccountForm(
                            Set.of("smtp-host", "smtp-port", "imap-host", "imap-port"),
                            Set.of("tls", "smtp-tls", "user", "display-name", "authserv-id", "folder"),
                            Set.of("password"),
                            Set.of("token-secret"))
                    .sending(),
            new ChannelKind("web"),
            new AccountForm(Set.of(), Set.of("origins"), Set.of("session-secret"), Set.of()).sending()));

    /// Every variable that has no value of its own is set to its own name.
    public static final Function<String, Optional<String>> ENVIRONMENT =
            name -> name.matches(".*(TOKEN|SECRET|PASSWORD|SID|HOST)") ? Optional.of("demo-" + name) : Optional.empty();

    private static final CityConfig CITY = read();

    private ExampleCity() {}

    public static CityConfig city() {
        return CITY;
    }

    /// A copy that a test may change.
    public static void copyTo(Path folder) throws IOException {
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static CityConfig read() {
        return switch (CityConfig.read(FOLDER, KINDS, ENVIRONMENT)) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) ->
                throw new AssertionError("config/ has mistakes:\n"
                        + String.join(
                                "\n", problems.stream().map(Object::toString).toList()));
        };
    }
}
