package io.glassline.rating;

/// A part of a whole, with the interval in which the true share lies 19 times out of 20, by
/// Wilson's score: honest also for few, and for none or all of them.
///
/// @param of how many there are
/// @param share from 0 to 1
public record Share(long of, double share, double least, double most) {

    /// Standard deviations within which 95 of 100 lie.
    private static final double Z = 1.959964;

    /// @param part at most `of`; of none nothing is known, and the interval is all there is
    public static Share of(long part, long of) {
        if (part < 0 || part > of) {
            throw new IllegalArgumentException(part + " of " + of);
        }
        if (of == 0) {
            return new Share(0, 0, 0, 1);
        }
        var share = (double) part / of;
        var square = Z * Z / of;
        var centre = (share + square / 2) / (1 + square);
        var half = Z * Math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square);
        return new Share(of, share, Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
