package io.glassline.app.node;

import io.glassline.place.AddressEntries;
import io.glassline.place.AddressEntry;
import io.glassline.place.AddressList;
import io.glassline.place.AddressList.Columns;
import io.glassline.source.Source;
import io.glassline.sources.Sources;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a city's list of addresses whole, wherever it lies.
public final class AddressListReader {

    private static final Logger LOG = LoggerFactory.getLogger(AddressListReader.class);

    private final Sources sources;

    public AddressListReader(Sources sources) {
        this.sources = sources;
    }

    /// Names a list. Tables keep theirs whatever is in them.
    static String digest(AddressList list) {
        return switch (list.origin()) {
            case AddressList.Listed(var digest, var _) -> digest;
            case AddressList.Tables(var source, var addresses, var crossings) ->
                "%s: %s, %s"
                        .formatted(
                                source.name(),
                                told(addresses),
                                crossings.map(AddressListReader::told).orElse("no crossings"));
        };
    }

    private static String told(Columns columns) {
        return columns.table() + new TreeMap<>(columns.columns());
    }

    /// @throws IllegalStateException when a table cannot be read to its end
    public Collection<AddressEntry> read(AddressList list) {
        return switch (list.origin()) {
            case AddressList.Listed(var _, var entries) -> entries;
            case AddressList.Tables(var source, var addresses, var crossings) -> {
                var entries = new AddressEntries();
                table(source, addresses, entries::address);
                crossings.ifPresent(table -> table(source, table, entries::crossing));
                yield entries.entries();
            }
        };
    }

    /// A row that is no address is left out: a table is not ours to mend.
    private void table(
            Source source, Columns table, Function<Map<String, String>, Optional<AddressEntries.Mistake>> entries) {
        var ours = List.copyOf(table.columns().keySet());
        var theirs = ours.stream().map(table.columns()::get).toList();
        var left = new AtomicInteger();
        var because = sources.readAll(source, table.table(), theirs, values -> {
            var row = new HashMap<String, String>();
            for (var i = 0; i < ours.size(); i++) {
                row.put(ours.get(i), values.get(i));
            }
            if (entries.apply(row).isPresent()) {
                left.incrementAndGet();
            }
        });
        if (because.isPresent()) {
            throw new IllegalStateException(
                    "the table %s of %s cannot be read: %s".formatted(table.table(), source.name(), because.get()));
        }
        if (left.get() > 0) {
            LOG.atWarn().log("{} rows of {} are no addresses and are left out", left.get(), table.table());
        }
    }
}
