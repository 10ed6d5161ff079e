package io.glassline.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The example city's addresses, and the places around it.
public final class AlderBay {

    public static final Surroundings SURROUNDINGS = new Surroundings(
            List.of("Alder Bay", "CA", "California", "USA"),
            List.of(
                    new Neighbour(
                            "Port Ellery",
                            List.of("Port Ellery", "Pt Ellery"),
                            List.of("95988"),
                            Map.of("en", "Ask the City of Port Ellery.", "es", "Pregunte en Port Ellery.")),
                    new Neighbour(
                            "Millbrook", List.of("Millbrook"), List.of("95995"), Map.of("en", "Ask Millbrook."))));

    private AlderBay() {}

    public static List<AddressEntry> entries() {
        var folder = Path.of("..", "config");
        var streets = new HashMap<String, Street>();
        var entries = new ArrayList<AddressEntry>();
        for (var row : rows(folder.resolve("addresses.csv"))) {
            var street = street(streets, row.get("street"));
            entries.add(entry(row, street, row.get("number"), row.get("unit"), street, row.get("zip")));
        }
        for (var row : rows(folder.resolve("crossings.csv"))) {
            entries.add(entry(row, street(streets, row.get("street")), "", "", street(streets, row.get("other")), ""));
        }
        return entries;
    }

    private static Street street(Map<String, Street> streets, String label) {
        return streets.computeIfAbsent(label, name -> Street.of(streets.size(), name));
    }

    private static AddressEntry entry(
            Map<String, String> row, Street street, String number, String unit, Street other, String zip) {
        return new AddressEntry(
                row.get("id"),
                street,
                number,
                unit,
                other,
                zip,
                row.get("area"),
                Double.parseDouble(row.get("latitude")),
                Double.parseDouble(row.get("longitude")));
    }

    private static List<Map<String, String>> rows(Path file) {
        try {
            var lines = Files.readAllLines(file);
            var names = lines.getFirst().split(",");
            return lines.stream()
                    .skip(1)
                    .map(line -> {
                        var values = line.split(",", -1);
                        var row = new HashMap<String, String>();
                        for (var i = 0; i < names.length; i++) {
                            row.put(names[i], values[i]);
                        }
                        return (Map<String, String>) row;
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
