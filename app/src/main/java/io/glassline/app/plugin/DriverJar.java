package io.glassline.app.plugin;

import io.glassline.channel.ContractVersion;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/// A jar with a JDBC driver, as its maker publishes it. It needs nothing of ours, so it is given
/// nothing of ours.
final class DriverJar {

    private static final String DRIVERS = "META-INF/services/" + Driver.class.getName();

    private DriverJar() {}

    /// The drivers in a jar; none where it is another kind of plug-in, such as a channel that brings a
    /// driver along.
    ///
    /// @throws NotAPlugin when it names a driver that cannot be made
    static List<Driver> load(Path place) throws NotAPlugin {
        if (!isDriver(place)) {
            return List.of();
        }
        // Never closed: its classes may be needed as long as the gateway runs.
        var loader = new URLClassLoader(
                place.getFileName().toString(), new URL[] {url(place)}, ClassLoader.getPlatformClassLoader());
        try {
            var found = new ArrayList<Driver>();
            ServiceLoader.load(Driver.class, loader).stream()
                    .filter(provider -> provider.type().getClassLoader() == loader)
                    .forEach(provider -> found.add(provider.get()));
            return found;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new NotAPlugin("its JDBC driver cannot be used: " + e, e);
        }
    }

    private static boolean isDriver(Path place) {
        if (Files.isDirectory(place)) {
            return false;
        }
        try (var jar = new JarFile(place.toFile())) {
            var manifest = jar.getManifest();
            var isChannel =
                    manifest != null && manifest.getMainAttributes().getValue(ContractVersion.ATTRIBUTE) != null;
            return !isChannel && jar.getEntry(DRIVERS) != null;
        } catch (IOException e) {
            return false; // what it is instead is told where it is read as a channel
        }
    }

    private static URL url(Path jar) throws NotAPlugin {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new NotAPlugin("its place has no address", e);
        }
    }
}
