package io.glassline.router.words;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message in which phrases are looked for: as it stands, and as it may be meant. For one thread.
public final class SearchText {

    private final List<NormalizedText> readings;
    private @Nullable SearchWords of;
    private List<Reading> found = List.of();

    public SearchText(List<NormalizedText> readings) {
        this.readings = List.copyOf(readings);
    }

    /// Its readings, with their words looked up in `words`.
    List<Reading> in(SearchWords words) {
        if (of != words) {
            found = readings.stream()
                    .map(reading -> new Reading(words.size(), words.numbersOf(reading.words())))
                    .toList();
            of = words;
        }
        return found;
    }

    /// Where the words of the rules stand in one reading.
    static final class Reading {

        private static final int[] NOWHERE = {};

        private final int[][] numbersAt;
        private final int[][] placesOf;

        Reading(int size, int[][] numbersAt) {
            this.numbersAt = numbersAt;
            this.placesOf = new int[size][];
            for (var at = 0; at < numbersAt.length; at++) {
                for (var number : numbersAt[at]) {
                    var places = placesOf[number];
                    placesOf[number] = places == null ? new int[] {at} : with(places, at);
                }
            }
        }

        private static int[] with(int[] places, int at) {
            var more = Arrays.copyOf(places, places.length + 1);
            more[places.length] = at;
            return more;
        }

        /// In which places the word stands, in their order.
        int[] places(int number) {
            var places = placesOf[number];
            return places == null ? NOWHERE : places;
        }

        boolean isAt(int place, int number) {
            if (place >= numbersAt.length) {
                return false;
            }
            for (var known : numbersAt[place]) {
                if (known == number) {
                    return true;
                }
            }
            return false;
        }
    }
}
