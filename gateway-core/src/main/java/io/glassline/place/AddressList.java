package io.glassline.place;

import io.glassline.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A city's list of addresses, as one version of its configuration names it.
///
/// @param surroundings what is named behind an address
public record AddressList(Origin origin, Surroundings surroundings) {

    /// Where the list comes from.
    public sealed interface Origin {}

    /// Files of the city's folder.
    ///
    /// @param digest of the files and of how they are read: the same digest is the same list
    public record Listed(String digest, List<AddressEntry> entries) implements Origin {

        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /// Tables of a database, which are read again now and then.
    public record Tables(Source source, Columns addresses, Optional<Columns> crossings) implements Origin {}

    /// @param table with its schema, such as `gis.address_point`
    /// @param columns by our name, theirs
    public record Columns(String table, Map<String, String> columns) {

        public Columns {
            columns = Map.copyOf(columns);
        }
    }
}
