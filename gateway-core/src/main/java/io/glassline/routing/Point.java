package io.glassline.routing;

import java.util.Optional;

/// A place on earth, in degrees of WGS 84.
public record Point(double latitude, double longitude) {

    private static final double METRES_PER_DEGREE = 111_195;

    public Point {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("no place on earth: " + latitude + ", " + longitude);
        }
    }

    /// Empty for what is none.
    public static Optional<Point> of(String latitude, String longitude) {
        try {
            return Optional.of(new Point(Double.parseDouble(latitude.strip()), Double.parseDouble(longitude.strip())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// In metres, good to one in a thousand within a city.
    public double distanceTo(Point other) {
        var north = (other.latitude - latitude) * METRES_PER_DEGREE;
        var east = (other.longitude - longitude)
                * METRES_PER_DEGREE
                * Math.cos(Math.toRadians((latitude + other.latitude) / 2));
        return Math.hypot(north, east);
    }
}
