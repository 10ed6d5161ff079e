package io.glassline.storage.postgres;

import io.glassline.place.AddressEntry;
import io.glassline.place.Street;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/// Writes a list of addresses by `copy`, in the text form of PostgreSQL's manual.
final class AddressCopy {

    private static final String STREETS = "copy place_street (list_id, id, label) from stdin";
    private static final String NAMES = "copy place_street_name (list_id, name, is_whole, streets) from stdin";
    private static final String ADDRESSES = """
            copy place_address (list_id, id, street, number, plain_number, unit, other, zip, area, latitude, longitude)
            from stdin
            """;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Handle handle;
    private final long list;

    AddressCopy(Handle handle, long list) {
        this.handle = handle;
        this.list = list;
    }

    void write(Collection<AddressEntry> entries) {
        var streets = new LinkedHashSet<Street>();
        entries.forEach(entry -> streets.addAll(List.of(entry.street(), entry.other())));
        copy(
                STREETS,
                streets.stream()
                        .map(street -> List.<Object>of(street.id(), street.label()))
                        .toList());
        names(streets, true);
        names(streets, false);
        copy(ADDRESSES, entries.stream().map(AddressCopy::values).toList());
    }

    private void names(Set<Street> streets, boolean isWhole) {
        var names = new LinkedHashMap<String, Set<Integer>>();
        for (var street : streets) {
            for (var name : isWhole ? street.keys() : street.parts()) {
                names.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(street.id());
            }
        }
        copy(
                NAMES,
                names.entrySet().stream()
                        .map(name -> List.<Object>of(name.getKey(), isWhole, array(name.getValue())))
                        .toList());
    }

    private static String array(Set<Integer> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static List<Object> values(AddressEntry entry) {
        return List.of(
                entry.id(),
                entry.street().id(),
                entry.number(),
                entry.plainNumber(),
                entry.unit(),
                entry.other().id(),
                entry.zip(),
                entry.area(),
                entry.latitude(),
                entry.longitude());
    }

    private void copy(String sql, List<List<Object>> rows) {
        try {
            var copy = handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql);
            var buffer = new ByteArrayOutputStream();
            for (var row : rows) {
                buffer.writeBytes(line(row).getBytes(StandardCharsets.UTF_8));
                if (buffer.size() >= BUFFER_BYTES) {
                    copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
                    buffer.reset();
                }
            }
            copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
            copy.endCopy();
        } catch (SQLException e) {
            throw new IllegalStateException("the list of addresses could not be written: " + e.getSQLState(), e);
        }
    }

    private String line(List<Object> row) {
        return list + "\t" + row.stream().map(AddressCopy::escaped).collect(Collectors.joining("\t")) + "\n";
    }

    private static String escaped(Object value) {
        return value.toString()
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\0", "");
    }
}
