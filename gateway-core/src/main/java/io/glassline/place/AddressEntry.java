package io.glassline.place;

import java.util.Locale;

/// An address or a crossing of the city's list.
///
/// @param id the city's own
/// @param number empty for a crossing
/// @param other the street that crosses; the same one for an address
/// @param area the city's own zone, or empty
public record AddressEntry(
        String id,
        Street street,
        String number,
        String unit,
        Street other,
        String zip,
        String area,
        double latitude,
        double longitude) {

    public boolean isCrossing() {
        return street.id() != other.id();
    }

    public String label() {
        return isCrossing() ? street.label() + " & " + other.label() : number + " " + street.label();
    }

    AddressEntry withUnit(String other) {
        return new AddressEntry(id, street, number, other, this.other, zip, area, latitude, longitude);
    }

    public String plainNumber() {
        return plain(number);
    }

    /// A house number or a unit as it is compared.
    static String plain(String number) {
        return number.toLowerCase(Locale.ROOT)
                .replace("\u00bd", "1/2")
                .replace('\u2013', '-')
                .replaceAll("[\\s.#]", "")
                .replaceFirst("^0+(?=[0-9])", "");
    }

    /// Metres to a point, as far as a city is flat.
    public double metresTo(double toLatitude, double toLongitude) {
        var north = (toLatitude - latitude) * METRES_PER_DEGREE;
        var east = (toLongitude - longitude) * METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        return Math.hypot(north, east);
    }

    public static final double METRES_PER_DEGREE = 111_320;
}
