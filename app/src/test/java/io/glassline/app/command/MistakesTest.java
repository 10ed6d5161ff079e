package io.glassline.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tired person's mistakes, as the command line tells them: all at once, each with its place, and nothing is
/// started.
class MistakesTest {

    /// The project's root: the tests of a module run in the module's folder.
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path folder;

    @Test
    void theExampleCityHasNone() throws Exception {
        var said = glassline(Map.of(), "check", HOME.resolve("config").toString());

        assertThat(said.status).as(said.text).isZero();
        assertThat(said.text).contains("no mistakes", "Alder Bay", "6 accounts");
    }

    @Test
    void everyMistakeOfAConfigurationIsToldAtOnceWithFileAndLine() throws Exception {
        var config = copyOfTheExample();
        replace(config.resolve("city.yml"), "zone: America/Los_Angeles", "zone: America/Los_Angles");
        replace(config.resolve("channels.yml"), "account-sid:", "account-sit:");
        replace(config.resolve("lookups.yml"), "sql:", "sqll:");

        var said = glassline(Map.of(), "check", config.toString());

        assertThat(said.status).isEqualTo(1);
        assertThat(said.text)
                .containsPattern("city\\.yml:\\d+:\\d+: zone .*America/Los_Angles")
                .containsPattern("channels\\.yml:\\d+:\\d+: .*account-sit")
                .containsPattern("lookups\\.yml:\\d+:\\d+: .*sqll")
                .contains("mistakes");
    }

    @Test
    void serveTellsAllThatADeploymentLacksAndStartsNothing() throws Exception {
        var said = glassline(Map.of("GLASSLINE_PORT", "80800"), "serve");

        assertThat(said.status).isEqualTo(1);
        assertThat(said.text)
                .contains("GLASSLINE_DB_URL is not set")
                .contains("GLASSLINE_REDIS_URL is not set")
                .contains("GLASSLINE_PUBLIC_URL is not set")
                .contains("GLASSLINE_PORT is to be a port from 1 to 65535, not 80800")
                .contains("GLASSLINE_TWILIO_AUTH_TOKEN")
                .contains("nothing was started");
    }

    @Test
    void serveRefusesTheDemosSecrets() throws Exception {
        var said = glassline(
                Map.ofEntries(
                        Map.entry("GLASSLINE_TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001"),
                        Map.entry("GLASSLINE_TWILIO_AUTH_TOKEN", "demo-twilio-auth-token"),
                        Map.entry("GLASSLINE_META_APP_SECRET", "s3cret-of-our-own"),
                        Map.entry("GLASSLINE_META_VERIFY_TOKEN", "s3cret-of-our-own"),
                        Map.entry("GLASSLINE_META_ACCESS_TOKEN", "s3cret-of-our-own"),
                        Map.entry("GLASSLINE_TELEGRAM_BOT_TOKEN", "77:s3cret-of-our-own"),
                        Map.entry("GLASSLINE_TELEGRAM_WEBHOOK_SECRET", "demo-telegram-webhook-secret"),
                        Map.entry("GLASSLINE_MAILBOX_PASSWORD", "s3cret-of-our-own"),
                        Map.entry("GLASSLINE_WEB_CHAT_SECRET", "demo-web-chat-session-secret"),
                        Map.entry("GLASSLINE_SMTP_HOST", "localhost"),
                        Map.entry("GLASSLINE_IMAP_HOST", "localhost")),
                "serve");

        assertThat(said.status).isEqualTo(1);
        assertThat(said.text)
                .contains("account city-sms: auth-token is the demo's secret")
                .contains("account city-telegram: webhook-secret is the demo's secret")
                .contains("account city-web: session-secret is the demo's secret")
                .doesNotContain("demo-twilio-auth-token", "s3cret-of-our-own");
    }

    @Test
    void serveRefusesWhatCouldBeGuessedOrReadOnTheWay() throws Exception {
        var variables = new HashMap<>(Map.of(
                "GLASSLINE_TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001",
                "GLASSLINE_TWILIO_AUTH_TOKEN", "short-one",
                "GLASSLINE_META_APP_SECRET", "xxxxxxxxxxxxxxxxxxxxxxxx",
                "GLASSLINE_META_VERIFY_TOKEN", "ChangeMe-please-soon",
                "GLASSLINE_META_ACCESS_TOKEN", "s3cret-of-our-own",
                "GLASSLINE_TELEGRAM_BOT_TOKEN", "77:s3cret-of-our-own",
                "GLASSLINE_TELEGRAM_WEBHOOK_SECRET", "s3cret-of-our-own",
                "GLASSLINE_MAILBOX_PASSWORD", "s3cret-of-our-own"));
        variables.putAll(Map.of(
                "GLASSLINE_WEB_CHAT_SECRET", "s3cret-of-our-own",
                "GLASSLINE_SMTP_HOST", "mail.city.example",
                "GLASSLINE_IMAP_HOST", "127.0.0.1",
                "GLASSLINE_MAIL_TLS", "none",
                "GLASSLINE_TELEGRAM_API_URL", "http://telegram-proxy.city.example",
                "GLASSLINE_META_API_URL", "http://localhost:9",
                "GLASSLINE_PUBLIC_URL", "http://talk.city.example"));

        var refused = glassline(variables, "serve");
        variables.put("GLASSLINE_INSECURE", "secrets, http,mail,everything");
        var allowed = glassline(variables, "serve");

        assertThat(refused.status).isEqualTo(1);
        assertThat(refused.text)
                .contains("account city-sms: auth-token has 9 characters; at least 12")
                .contains("account city-whatsapp: app-secret is nearly one character again and again")
                .contains("account city-whatsapp: verify-token looks like a word that holds a secret's place")
                .contains("mail to and from mail.city.example would go in clear")
                .contains("account city-telegram: api-url is without TLS")
                .contains("GLASSLINE_PUBLIC_URL is without TLS")
                .contains("GLASSLINE_INSECURE=mail")
                .doesNotContain("127.0.0.1", "localhost:9", "short-one", "xxxx", "ChangeMe", "s3cret-of-our-own");
        assertThat(allowed.text)
                .contains("GLASSLINE_DB_URL is not set")
                .contains("GLASSLINE_INSECURE knows secrets, http, mail, and not everything")
                .doesNotContain("auth-token", "app-secret", "verify-token", "clear", "TLS");
    }

    @Test
    void aPasswordsHashIsMadeForTheStaffsFile() throws Exception {
        var made = given("horse battery staple\n", Map.of(), "hash-password", "m.torres");
        var tooShort = given("horse\n", Map.of(), "hash-password", "m.torres");

        assertThat(made.status).isZero();
        assertThat(made.text).matches("m\\.torres pbkdf2-sha256\\$600000\\$[^$ ]+\\$[^$ ]+\\R");
        assertThat(tooShort.status).isEqualTo(1);
        assertThat(tooShort.text).contains("at least 15 characters");
    }

    @Test
    void serveTellsHowATokenIsWritten() throws Exception {
        var said = glassline(
                Map.of(
                        "GLASSLINE_API_TOKENS",
                        "a-secret-by-itself-as-before, demo:supervisor:demo-api-token, crm:boss:s3cret-of-our-own"),
                "serve");

        assertThat(said.status).isEqualTo(1);
        assertThat(said.text)
                .contains("GLASSLINE_API_TOKENS: a token has no name or no role; write each token as name:role:secret")
                .contains("GLASSLINE_API_TOKENS holds the demo's token, which is public")
                .contains("token \"crm\" has no role that is known")
                .doesNotContain("a-secret-by-itself", "s3cret-of-our-own");
    }

    private record Said(int status, String text) {}

    private Said glassline(Map<String, String> environment, String... arguments) throws Exception {
        return given("", environment, arguments);
    }

    /// @param input what the command reads.
    private Said given(String input, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dglassline.home=" + HOME,
                "-cp",
                System.getProperty("java.class.path"),
                "io.glassline.app.Glassline"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GLASSLINE_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // a command that reads nothing may have ended
        }
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Path copyOfTheExample() throws IOException {
        var example = HOME.resolve("config");
        try (var files = Files.walk(example)) {
            for (var file : files.toList()) {
                var copy = folder.resolve(example.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return folder;
    }

    private static void replace(Path file, String words, String by) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(words);
        Files.writeString(file, text.replaceFirst(words, by));
    }
}
