package io.glassline.app.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A plug-in as an agency builds one: compiled against the contract, in a jar.
final class BuiltJar {

    /// A channel of the kind `pigeon`, whose adapter does `$receive` with a call and is made by `$made`.
    private static final String SOURCE = """
            package agency;

            import io.glassline.channel.*;
            import io.glassline.message.ChannelKind;
            import java.time.Duration;
            import java.util.*;

            public final class $Name implements PushAdapter {
                public $Name() { $made }
                public ChannelKind kind() { return new ChannelKind("$kind"); }
                public Capabilities capabilities() { return new Capabilities(160, 0); }
                public ChannelAdapter.AccountForm form() {
                    return new ChannelAdapter.AccountForm(Set.of(), Set.of(), Set.of(), Set.of());
                }
                public Receipt receive(WebhookCall call, ChannelAccount account) { $receive }
                public WebhookReply acknowledgement() { return WebhookReply.status(200); }
                public List<Outgoing.Part> render(Outgoing message) { return List.of(); }
                public SendOutcome send(Outgoing m, Outgoing.Part p, ChannelAccount a, String callback) {
                    return new SendOutcome.Accepted("coo");
                }
                public SendPolicy usualPolicy() {
                    return new SendPolicy(1, SendPolicy.WhenUnknown.ASK_A_PERSON, Duration.ZERO);
                }
            }
            """;

    private final List<String> names;
    private String kind = "pigeon";
    private String receive = "return new Receipt.Nothing(\"it only coos\");";
    private String made = "";
    private @Nullable String contract = "1";
    private @Nullable String services;

    BuiltJar(String... names) {
        this.names = List.of(names);
    }

    BuiltJar kind(String other) {
        kind = other;
        return this;
    }

    BuiltJar receives(String body) {
        receive = body;
        return this;
    }

    BuiltJar made(String body) {
        made = body;
        return this;
    }

    BuiltJar contract(@Nullable String version) {
        contract = version;
        return this;
    }

    BuiltJar services(String text) {
        services = text;
        return this;
    }

    void in(Path folder, String name) throws IOException {
        var classes = Files.createTempDirectory("plugin");
        for (var type : names) {
            var source = classes.resolve(type + ".java");
            Files.writeString(
                    source,
                    SOURCE.replace("$Name", type)
                            .replace("$kind", kind)
                            .replace("$receive", receive)
                            .replace("$made", made));
            var compiled = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            null,
                            "-d",
                            classes.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            source.toString());
            assertThat(compiled).isZero();
        }
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (contract != null) {
            manifest.getMainAttributes().putValue("Glassline-Contract", contract);
        }
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)), manifest)) {
            for (var type : names) {
                jar.putNextEntry(new JarEntry("agency/" + type + ".class"));
                jar.write(Files.readAllBytes(classes.resolve("agency/" + type + ".class")));
            }
            var listed = services == null
                    ? names.stream().map(type -> "agency." + type + "\n").reduce("", String::concat)
                    : services;
            jar.putNextEntry(new JarEntry("META-INF/services/io.glassline.channel.ChannelAdapter"));
            jar.write(listed.getBytes(UTF_8));
        }
    }
}
