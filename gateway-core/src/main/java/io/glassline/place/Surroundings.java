package io.glassline.place;

import io.glassline.spelling.EditDistance;
import java.util.List;
import java.util.Optional;

/// What may be named behind an address: the city itself and the places around it.
///
/// @param here what the city, its state and its country are called
public record Surroundings(List<String> here, List<Neighbour> neighbours) {

    public Surroundings {
        here = List.copyOf(here);
        neighbours = List.copyOf(neighbours);
    }

    Optional<Neighbour> ofZip(String zip) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.zips().contains(zip))
                .findFirst();
    }

    Optional<Neighbour> named(String joined) {
        return neighbours.stream()
                .filter(neighbour -> neighbour.names().stream().anyMatch(name -> isName(joined, name)))
                .findFirst();
    }

    boolean isHere(String joined) {
        return here.stream().anyMatch(name -> isName(joined, name));
    }

    private static boolean isName(String joined, String name) {
        var plain = String.join("", Street.plainWords(name));
        return joined.equals(plain)
                || plain.length() > 5
                        && EditDistance.between(joined, plain) == 1
                        && joined.charAt(0) == plain.charAt(0);
    }
}
