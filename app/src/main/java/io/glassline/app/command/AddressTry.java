package io.glassline.app.command;

import io.glassline.app.node.AddressListReader;
import io.glassline.app.node.AddressQuestion;
import io.glassline.place.AddressEntry;
import io.glassline.place.AddressList;
import io.glassline.place.AddressRows;
import io.glassline.place.AddressSearch;
import io.glassline.place.ListedAddresses;
import io.glassline.routing.Lookup;
import io.glassline.routing.Lookups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;

/// Looks one address up in the city's list, read into memory: no gateway and no database of it is needed.
public final class AddressTry {

    private AddressTry() {}

    /// The look-up of addresses as forms make it.
    ///
    /// @throws IllegalStateException when the list cannot be read, and why
    public static Lookups lookups(AddressList list, LiveSources live) {
        var search = search(new AddressListReader(live.sources()).read(list), list);
        return lookup -> new Lookup.Result.Found(AddressRows.of(AddressQuestion.answer(search, lookup.arguments())));
    }

    private static AddressSearch search(Collection<AddressEntry> entries, AddressList list) {
        return new AddressSearch(new ListedAddresses(new ArrayList<>(entries)), list.surroundings());
    }

    static int tried(AddressList list, Map<String, String> arguments) {
        var out = System.out;
        if (!AddressQuestion.isAsked(arguments)) {
            out.println("address asks with said=\"45 elm street\", or with latitude=.. and longitude=..");
            return 1;
        }
        try (var live = LiveSources.open()) {
            var entries = new AddressListReader(live.sources()).read(list);
            var search = search(entries, list);
            var started = System.nanoTime();
            var rows = AddressRows.of(AddressQuestion.answer(search, arguments));
            var took = Duration.ofNanos(System.nanoTime() - started).toMillis();
            for (var row : rows) {
                row.forEach((column, value) -> out.printf("%s: %s%n", column, value));
                out.println();
            }
            out.printf("%d rows from %d addresses and crossings in %d ms%n", rows.size(), entries.size(), took);
            return 0;
        } catch (IllegalStateException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
