package io.glassline.sources;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The JDBC drivers there are: those on the class path, and those that a city put beside the gateway.
public final class Drivers {

    private final List<Driver> drivers;

    /// @param added those of plug-in jars; they come first, so that a city's own version of a driver is
    ///     the one used
    public Drivers(List<Driver> added) {
        var all = new ArrayList<>(added);
        ServiceLoader.load(Driver.class, Drivers.class.getClassLoader()).forEach(all::add);
        this.drivers = List.copyOf(all);
    }

    /// The driver that speaks to what this URL names.
    public Optional<Driver> of(String url) {
        return drivers.stream().filter(driver -> accepts(driver, url)).findFirst();
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }
}
