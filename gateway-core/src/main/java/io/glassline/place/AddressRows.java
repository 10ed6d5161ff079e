package io.glassline.place;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// An answer as a flow is given it, the columns of which are promised to it.
public final class AddressRows {

    private static final String MATCH = "match";
    private static final String LABEL = "label";
    private static final String SURE = "sure";
    private static final String PERHAPS = "perhaps";
    private static final String OUTSIDE = "outside";

    private AddressRows() {}

    /// At most [AddressSearch#CHOICE_MAX] rows, the best first, each with `id`, `label`, `street`,
    /// `number`, `unit`, `kind` (`address`, `intersection`), `latitude`, `longitude`, `area`, `match`
    /// (`sure`, `perhaps`). Or one row with `match` = `outside`, the place as `label`, and whom to ask
    /// there as `outside` with the language behind it, `outside_en`.
    public static List<Map<String, String>> of(AddressAnswer answer) {
        return switch (answer) {
            case AddressAnswer.Sure(var entry) -> List.of(row(entry, SURE));
            case AddressAnswer.Perhaps(var entries) ->
                entries.stream().map(entry -> row(entry, PERHAPS)).toList();
            case AddressAnswer.Outside(var neighbour) -> List.of(row(neighbour));
        };
    }

    private static Map<String, String> row(AddressEntry entry, String match) {
        var row = new LinkedHashMap<String, String>();
        row.put("id", entry.id());
        row.put(LABEL, entry.label());
        row.put("street", entry.street().label());
        row.put("number", entry.number());
        row.put("unit", entry.unit());
        row.put("kind", entry.isCrossing() ? "intersection" : "address");
        row.put("latitude", degrees(entry.latitude()));
        row.put("longitude", degrees(entry.longitude()));
        row.put("area", entry.area());
        row.put(MATCH, match);
        return row;
    }

    private static Map<String, String> row(Neighbour neighbour) {
        var row = new LinkedHashMap<String, String>();
        for (var column : List.of("id", "street", "number", "unit", "kind", "latitude", "longitude", "area")) {
            row.put(column, "");
        }
        row.put(LABEL, neighbour.name());
        row.put(MATCH, OUTSIDE);
        neighbour.outside().forEach((language, text) -> row.put(OUTSIDE + "_" + language, text));
        return row;
    }

    /// Six places are some ten centimetres.
    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
