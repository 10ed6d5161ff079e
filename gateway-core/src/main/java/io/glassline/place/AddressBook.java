package io.glassline.place;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// A city's list of addresses, as it is looked into. All names and numbers are plain, as [Street#keys()] and
/// [AddressEntry#plainNumber()] give them.
public interface AddressBook {

    /// Ways to say streets, all that may be meant by one of `phrases` among them. It may give more.
    Collection<Way> near(Collection<String> phrases);

    /// The addresses with one of these numbers on one of these streets.
    List<AddressEntry> numbered(Set<Integer> streets, Set<String> plainNumbers);

    /// The crossings of a street of `these` with one of `those`, however they are written in the list.
    List<AddressEntry> crossings(Set<Integer> these, Set<Integer> those);

    /// What lies within so many metres of a point, the nearest first.
    List<AddressEntry> around(double latitude, double longitude, int metres);

    /// A way to say the name of one or more streets.
    ///
    /// @param key in letters without blanks
    /// @param isWhole whether it is the name, and no single word of it
    record Way(String key, boolean isWhole, List<Street> streets) {

        public Way {
            streets = List.copyOf(streets);
        }
    }
}
