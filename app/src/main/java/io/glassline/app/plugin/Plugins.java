package io.glassline.app.plugin;

import io.glassline.channel.ChannelAdapter;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jars in the folder of plug-ins, each with its channel or JDBC driver, or with why it has none.
/// One that is bad is left out and told of; the gateway and the others go on.
///
/// A jar in the folder is a plug-in, and so is a folder in it, with all its jars. It is code that the city
/// trusts: it is kept apart so that its libraries do not meet ours, not to hold it prisoner.
public final class Plugins {

    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final List<ChannelAdapter> adapters;
    private final List<ClassLoader> classLoaders;
    private final List<Driver> drivers;
    private final Map<String, String> refused;

    private Plugins(
            List<ChannelAdapter> adapters,
            List<ClassLoader> classLoaders,
            List<Driver> drivers,
            Map<String, String> refused) {
        this.adapters = List.copyOf(adapters);
        this.classLoaders = List.copyOf(classLoaders);
        this.drivers = List.copyOf(drivers);
        this.refused = Map.copyOf(refused);
    }

    /// The folder that `GLASSLINE_PLUGINS` names, else `plugins` beside the gateway.
    public static Path folder() {
        var variable = System.getenv("GLASSLINE_PLUGINS");
        return variable == null ? Path.of(System.getProperty("glassline.home", ""), "plugins") : Path.of(variable);
    }

    /// @param folder need not exist
    /// @param taken the kinds that others speak for already
    public static Plugins in(Path folder, Collection<ChannelKind> taken) {
        var adapters = new ArrayList<ChannelAdapter>();
        var classLoaders = new ArrayList<ClassLoader>();
        var drivers = new ArrayList<Driver>();
        var refused = new TreeMap<String, String>();
        var kinds = new HashSet<>(taken);
        for (var place : places(folder)) {
            var name = place.getFileName().toString();
            try {
                var driver = DriverJar.load(place);
                if (!driver.isEmpty()) {
                    drivers.addAll(driver);
                    LOG.atInfo().log("plug-in {}: a JDBC driver", name);
                    continue;
                }
                var plugin = PluginJar.load(place);
                var adapter = plugin.adapter();
                if (!kinds.add(adapter.kind())) {
                    throw new NotAPlugin("the kind of channel \"%s\" has another adapter".formatted(adapter.kind()));
                }
                adapters.add(adapter);
                classLoaders.add(plugin.classes());
                LOG.atInfo().log("plug-in {}: channel {}", name, adapter.kind());
            } catch (NotAPlugin e) {
                refused.put(name, String.valueOf(e.getMessage()));
                LOG.atError().setCause(e.getCause()).log("plug-in {} is left out: {}", name, e.getMessage());
            } catch (RuntimeException e) {
                refused.put(name, "its adapter cannot be used: " + e);
                LOG.atError().setCause(e).log("plug-in {} is left out: its adapter cannot be used", name);
            }
        }
        return new Plugins(adapters, classLoaders, drivers, refused);
    }

    private static List<Path> places(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var found = Files.list(folder)) {
            return found.filter(place -> Files.isDirectory(place)
                            || place.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the folder of plug-ins cannot be read: {}", folder);
            return List.of();
        }
    }

    /// Their channels, in the order of the files' names.
    public List<ChannelAdapter> adapters() {
        return adapters;
    }

    /// What loads the classes of each, and of the samples it may bring.
    public List<ClassLoader> classLoaders() {
        return classLoaders;
    }

    /// The JDBC drivers among them.
    public List<Driver> drivers() {
        return drivers;
    }

    /// Why those are left out that are, by the file's name.
    public Map<String, String> refused() {
        return refused;
    }
}
