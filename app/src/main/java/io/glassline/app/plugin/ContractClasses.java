package io.glassline.app.plugin;

import java.util.List;
import java.util.Set;

/// What a plug-in sees of the gateway: the channel contract, what adapters share, the kit that asks
/// channels, and the log. Anything else it brings
/// along, in its own version.
final class ContractClasses extends ClassLoader {

    private static final Set<String> PACKAGES =
            Set.of("io.glassline.channel", "io.glassline.message", "io.glassline.channels", "io.glassline.kit");

    private static final List<String> LIBRARIES = List.of("org.slf4j.", "org.jspecify.");

    private final ClassLoader gateway;

    ContractClasses(ClassLoader gateway) {
        super("the channel contract", ClassLoader.getPlatformClassLoader());
        this.gateway = gateway;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var dot = name.lastIndexOf('.');
        var isOpen = PACKAGES.contains(dot < 0 ? "" : name.substring(0, dot))
                || LIBRARIES.stream().anyMatch(name::startsWith);
        if (!isOpen) {
            throw new ClassNotFoundException(name);
        }
        return gateway.loadClass(name);
    }
}
