package io.glassline.app.plugin;

import io.glassline.channel.ChannelAdapter;
import io.glassline.channel.ContractVersion;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/// One plug-in: a jar, or a folder of jars of which one names the contract.
///
/// @param classes what loads its classes
record PluginJar(ChannelAdapter adapter, ClassLoader classes) {

    /// The plug-in's channel, guarded against what its code may do wrong.
    ///
    /// @throws NotAPlugin when there is none that can be used.
    static PluginJar load(Path place) throws NotAPlugin {
        var jars = jars(place);
        checkContract(jars);
        // Never closed: its classes may be needed as long as the gateway runs.
        var loader = new URLClassLoader(
                place.getFileName().toString(),
                jars.stream().map(PluginJar::url).toArray(URL[]::new),
                new ContractClasses(PluginJar.class.getClassLoader()));
        try {
            var found = new ArrayList<ChannelAdapter>();
            ServiceLoader.load(ChannelAdapter.class, loader).forEach(found::add);
            return switch (found.size()) {
                case 0 ->
                    throw new NotAPlugin("it names no adapter in META-INF/services/" + ChannelAdapter.class.getName());
                case 1 -> new PluginJar(GuardedPlugin.of(place.getFileName().toString(), found.getFirst()), loader);
                default ->
                    throw new NotAPlugin("it has %d adapters; put each in a jar of its own".formatted(found.size()));
            };
        } catch (ServiceConfigurationError e) {
            var cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new NotAPlugin("its adapter cannot be made: " + cause, e);
        } catch (LinkageError | RuntimeException e) {
            throw new NotAPlugin("its adapter cannot be used: " + e, e);
        }
    }

    private static List<Path> jars(Path place) throws NotAPlugin {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (var found = Files.list(place)) {
            var jars = found.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new NotAPlugin("there is no jar in it");
            }
            return jars;
        } catch (IOException e) {
            throw new NotAPlugin("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static void checkContract(List<Path> jars) throws NotAPlugin {
        for (var jar : jars) {
            var version = contract(jar);
            if (version.isPresent()) {
                if (!version.get().equals(Integer.toString(ContractVersion.NOW))) {
                    throw new NotAPlugin(
                            "it is built for version %s of the channel contract, and this gateway has version %d"
                                    .formatted(version.get(), ContractVersion.NOW));
                }
                return;
            }
        }
        throw new NotAPlugin(
                "its manifest does not say %s: %d".formatted(ContractVersion.ATTRIBUTE, ContractVersion.NOW));
    }

    private static Optional<String> contract(Path jar) throws NotAPlugin {
        try (var file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(manifest -> manifest.getMainAttributes().getValue(ContractVersion.ATTRIBUTE))
                    .map(String::strip);
        } catch (IOException e) {
            throw new NotAPlugin("%s is no jar that can be read: %s".formatted(jar.getFileName(), e.getMessage()), e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new AssertionError("a file's address is well formed", e);
        }
    }
}
