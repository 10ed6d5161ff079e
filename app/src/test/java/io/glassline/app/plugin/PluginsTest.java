package io.glassline.app.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.Receipt;
import io.glassline.channel.WebhookCall;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Channels that agencies bring as jars: the good ones work, the bad ones are told of and keep nobody from working.
class PluginsTest {

    @TempDir
    private Path folder;

    private Plugins plugins() {
        return Plugins.in(folder, Set.of(new ChannelKind("sms")));
    }

    private static Receipt called(ChannelAdapter adapter) {
        return adapter.receive(
                new WebhookCall("POST", "", "https://city.example/x", Map.of(), new byte[0], Instant.EPOCH),
                new ChannelAccount("city-pigeon", adapter.kind(), "loft", Map.of(), Map.of()));
    }

    @Test
    void aJarThatIsDroppedInIsAChannel() throws IOException {
        new BuiltJar("Pigeon").in(folder, "pigeon.jar");

        var adapter = plugins().adapters().getFirst();
        assertThat(adapter.kind()).hasToString("pigeon");
        assertThat(called(adapter)).isEqualTo(new Receipt.Nothing("it only coos"));
        assertThat(plugins().refused()).isEmpty();
    }

    @Test
    void aFolderOfJarsIsOnePluginToo() throws IOException {
        var own = Files.createDirectory(folder.resolve("pigeon"));
        new BuiltJar("Pigeon").in(own, "pigeon.jar");
        new BuiltJar("Library").services("").contract(null).in(own, "library.jar");
        Files.createDirectory(folder.resolve("empty"));

        assertThat(plugins().adapters()).hasSize(1);
        assertThat(plugins().refused()).containsExactly(Map.entry("empty", "there is no jar in it"));
    }

    @Test
    void aJdbcDriverAsItsMakerPublishesItIsADriverOfItsOwnClasses() throws Exception {
        var published = Path.of(org.mariadb.jdbc.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(published, folder.resolve("mariadb-java-client.jar"));

        var plugins = plugins();
        assertThat(plugins.refused()).isEmpty();
        assertThat(plugins.adapters()).isEmpty();
        var driver = plugins.drivers().getFirst();
        assertThat(driver.acceptsURL("jdbc:mariadb://localhost/records")).isTrue();
        assertThat(driver.getClass()).isNotEqualTo(org.mariadb.jdbc.Driver.class);
        assertThat(new io.glassline.sources.Drivers(plugins.drivers()).of("jdbc:mariadb://localhost/records"))
                .containsSame(driver);
    }

    @Test
    void withoutTheFolderThereAreNone() {
        assertThat(Plugins.in(folder.resolve("none"), Set.of()).adapters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what is wrong             | what is told
              no contract               | its manifest does not say Glassline-Contract: 1
              another contract          | it is built for version 2 of the channel contract, and this gateway has version 1
              no adapter                | it names no adapter in META-INF/services/io.glassline.channel.ChannelAdapter
              two adapters              | it has 2 adapters; put each in a jar of its own
              a class that is not there | its adapter cannot be made
              a constructor that throws | its adapter cannot be made: java.lang.IllegalStateException: no loft
              a constructor that links to nothing | its adapter cannot be made: java.lang.NoClassDefFoundError: io/glassline/app/node/Adapters
              a kind that is taken      | the kind of channel "sms" has another adapter
              no kind                   | its adapter cannot be used
              no jar                    | is no jar that can be read
            """)
    void aBadOneIsLeftOutAndTheOthersWork(String wrong, String told) throws IOException {
        new BuiltJar("Good").kind("good").in(folder, "a.jar");
        new BuiltJar("AlsoGood").kind("also-good").in(folder, "z.jar");
        var bad = wrong.equals("two adapters") ? new BuiltJar("Bad", "Worse") : new BuiltJar("Bad");
        switch (wrong) {
            case "no contract" -> bad.contract(null);
            case "another contract" -> bad.contract("2");
            case "no adapter" -> bad.services("");
            case "a class that is not there" -> bad.services("agency.Nobody");
            case "a constructor that throws" -> bad.made("throw new IllegalStateException(\"no loft\");");
            case "a constructor that links to nothing" -> bad.made("io.glassline.app.node.Adapters.plugins();");
            case "a kind that is taken" -> bad.kind("sms");
            case "no kind" -> bad.kind("");
            default -> {}
        }
        if (wrong.equals("no jar")) {
            Files.writeString(folder.resolve("bad.jar"), "<html>404</html>");
        } else {
            bad.in(folder, "bad.jar");
        }

        var plugins = plugins();
        assertThat(plugins.adapters())
                .extracting(adapter -> adapter.kind().name())
                .containsExactly("good", "also-good");
        assertThat(plugins.refused()).hasSize(1);
        assertThat(plugins.refused().get("bad.jar")).contains(told);
    }

    @Test
    void anErrorOfItsCodeIsTheFailureOfOneCall() throws IOException {
        new BuiltJar("Pigeon")
                .receives("io.glassline.app.node.Adapters.plugins(); return null;")
                .in(folder, "pigeon.jar");

        var adapter = plugins().adapters().getFirst();
        assertThatThrownBy(() -> called(adapter))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the plug-in pigeon.jar failed")
                .hasMessageContaining("io/glassline/app/node/Adapters");
    }

    @Test
    void anExceptionOfItsCodeComesAsItIs() throws IOException {
        new BuiltJar("Pigeon")
                .receives("throw new java.util.NoSuchElementException(\"no feather\");")
                .in(folder, "pigeon.jar");

        var adapter = plugins().adapters().getFirst();
        assertThatThrownBy(() -> called(adapter)).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void itsLibrariesAreItsOwn() throws IOException {
        new BuiltJar("Pigeon")
                .receives(
                        "try { Class.forName(\"com.fasterxml.jackson.databind.JsonNode\"); }"
                                + " catch (ClassNotFoundException e) { return new Receipt.Nothing(e.getMessage()); } return null;")
                .in(folder, "pigeon.jar");

        assertThat(called(plugins().adapters().getFirst()))
                .isEqualTo(new Receipt.Nothing("com.fasterxml.jackson.databind.JsonNode"));
    }
}
