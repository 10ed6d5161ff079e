package io.glassline.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Channels;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.declared.channel.DeclaredAdapter;
import io.glassline.router.city.ChannelKinds;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The channels that a city's folder declares, among those that are built in.
class AdaptersTest {

    private static final Path EXAMPLE = Path.of("..", "config");

    @TempDir
    Path folder;

    @BeforeEach
    void copyTheExampleCityAndGiveItAnAccount() throws IOException {
        try (var files = Files.walk(EXAMPLE)) {
            for (var file : files.toList()) {
                var copy = folder.resolve(EXAMPLE.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        append("custom");
    }

    private void append(String kind) throws IOException {
        var file = folder.resolve("channels.yml");
        Files.writeString(file, Files.readString(file) + """

              - id: city-%s
                kind: %s
                address: front-desk
                settings:
                  api-url: "http://127.0.0.1:9"
                secrets:
                  signing-secret: "${GLASSLINE_CUSTOM_SIGNING_SECRET}"
            """.formatted(kind, kind));
    }

    @Test
    void anAccountIsOnAChannelThatIsAFile() {
        var city = good();

        assertThat(city.accounts()).anyMatch(account -> account.id().equals("city-custom"));
        assertThat(city.declaredChannels())
                .as("those that no account is on are not read")
                .singleElement()
                .matches(adapter -> adapter.kind().name().equals("custom"));
    }

    @Test
    void aChangedFileIsReadByTheNextCallAndAnAccountWithItsAdapterGoes() throws IOException {
        var before = good();
        var channels = new Channels(List.of(), Adapters.all());
        channels.takeUp(before.accounts(), before.declaredChannels());
        var account = channels.account("city-custom").orElseThrow();
        assertThat(words(channels, "{\"type\":\"message\",\"id\":\"1\",\"from\":\"7\",\"text\":\"hello\"}"))
                .isEqualTo("hello");

        change("channels/custom.yml", "        text: item.text\n", "        text: item.words\n");
        Files.delete(folder.resolve("channels/custom.cases.yml"));
        var after = good();
        channels.takeUp(after.accounts(), after.declaredChannels());
        assertThat(words(channels, "{\"type\":\"message\",\"id\":\"1\",\"from\":\"7\",\"words\":\"hello\"}"))
                .isEqualTo("hello");
        assertThat(after.version()).isNotEqualTo(before.version());

        channels.takeUp(List.of(), List.of());
        assertThat(channels.account("city-custom")).isEmpty();
        assertThat(channels.adapter(account)).as("who still holds the account").isNotNull();
    }

    @Test
    void aMistakeInAChannelThatNobodyIsOnIsForWhoeverChecks() throws IOException {
        change("channels/line.yml", "encoding: base64", "encoding: base46");

        assertThat(good().declaredChannels()).hasSize(1);
        assertThat(read(Adapters.formsOfEvery()))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class,
                        bad -> assertThat(((Parsed.Bad<?>) bad).problems())
                                .extracting(Problem::file)
                                .containsOnly("channels/line.yml"));
    }

    @Test
    void aKindThatIsNoneIsToldWithTheKindsThereAre() throws IOException {
        append("custon");

        assertThat(read(Adapters.forms()))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class,
                        bad -> assertThat(((Parsed.Bad<?>) bad).problems())
                                .extracting(Problem::says)
                                .containsExactly("\"custon\" is not a kind of channel; did you mean \"custom\"?"));
    }

    private String words(Channels channels, String body) {
        var account = channels.account("city-custom").orElseThrow();
        var adapter = (DeclaredAdapter) channels.adapter(account);
        var call = adapter.signed(
                new WebhookCall(
                        "POST",
                        "",
                        "https://city.example/channels/city-custom",
                        Map.of("webhook-id", List.of("1")),
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Instant.parse("2026-03-02T08:00:00Z")),
                account);
        return ((Receipt.Events) adapter.receive(call, account))
                .fromCitizens()
                .getFirst()
                .content()
                .words();
    }

    private void change(String name, String from, String to) throws IOException {
        var file = folder.resolve(name);
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private CityConfig good() {
        return switch (read(Adapters.forms())) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private Parsed<CityConfig> read(ChannelKinds kinds) {
        return CityConfig.read(folder, kinds, PlaceholderVariables::value);
    }
}
