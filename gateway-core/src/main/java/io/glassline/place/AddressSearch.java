package io.glassline.place;

import io.glassline.place.HouseNumbers.House;
import io.glassline.place.Mention.Meant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the address that a citizen means. It is taken without asking back only where nothing else could be meant:
/// one street, told from all others, has the very number, or one crossing joins the two streets.
///
/// A number that a street has not is never taken for another one.
public final class AddressSearch {

    /// How many addresses a citizen is asked to choose from.
    public static final int CHOICE_MAX = 3;

    /// How far a pin may lie from the address it means, in metres.
    static final int PIN_METRES_MAX = 100;

    /// How near a pin must lie to be taken, in metres, and how many times farther every other address.
    private static final int PIN_METRES_SURE = 15;

    private static final int PIN_TIMES_FARTHER = 3;

    private final AddressBook book;
    private final Surroundings surroundings;

    public AddressSearch(AddressBook book, Surroundings surroundings) {
        this.book = book;
        this.surroundings = surroundings;
    }

    public AddressAnswer said(String words) {
        var reading = AddressReading.of(words, surroundings);
        if (reading.outside().isPresent()) {
            return new AddressAnswer.Outside(reading.outside().get());
        }
        var finder = new Mentions(reading.tokens());
        var phrases = finder.phrases();
        var mentions = phrases.isEmpty() ? List.<Mention>of() : finder.among(book.near(phrases));
        if (mentions.isEmpty()) {
            return AddressAnswer.NOTHING;
        }
        var numbers = new HouseNumbers(reading.tokens(), mentions);
        var houses = numbers.houses();
        var context = new SaidAround(reading.tokens(), mentions);
        if (!houses.isEmpty()) {
            return houses(reading, houses, context);
        }
        if (context.streets().size() > 1) {
            return crossings(reading, context, numbers.hasStray());
        }
        return numbers.lonely()
                .map(number -> answer(
                        reading,
                        Found.of(mentions.stream()
                                .map(street -> found(number, street, reading.unit()))
                                .toList()),
                        false))
                .orElse(AddressAnswer.NOTHING);
    }

    /// What lies at a point, as a phone sends it.
    public AddressAnswer pin(double latitude, double longitude) {
        var around = book.around(latitude, longitude, PIN_METRES_MAX);
        if (around.isEmpty()) {
            return AddressAnswer.NOTHING;
        }
        var nearest = around.getFirst().metresTo(latitude, longitude);
        var isSure = nearest <= PIN_METRES_SURE
                && around.stream()
                        .skip(1)
                        .allMatch(other -> other.metresTo(latitude, longitude)
                                >= Math.max(PIN_METRES_SURE, PIN_TIMES_FARTHER * nearest));
        return isSure
                ? new AddressAnswer.Sure(around.getFirst())
                : AddressAnswer.perhaps(around.stream().limit(CHOICE_MAX).toList());
    }

    // houses

    private AddressAnswer houses(AddressReading reading, List<House> houses, SaidAround context) {
        var found = Found.of(houses.stream()
                .map(house -> found(house.number(), house.street(), reading.unit()))
                .toList());
        if (houses.size() > 1) {
            return answer(reading, found, false);
        }
        var house = houses.getFirst();
        if (context.mayBeBesides(house)) {
            var crossing = crossingsOf(context.streets());
            return answer(reading, Found.of(List.of(found, new Found(crossing, false))), false);
        }
        return answer(reading, found, house.isClear() && context.isClear(house));
    }

    /// The addresses with this number, and whether they are the ones that were said.
    private record Found(List<AddressEntry> entries, boolean isSaid) {

        static Found of(List<Found> all) {
            return all.size() == 1
                    ? all.getFirst()
                    : new Found(
                            all.stream()
                                    .flatMap(found -> found.entries().stream())
                                    .distinct()
                                    .toList(),
                            false);
        }
    }

    private Found found(Token number, Mention street, String unit) {
        var meant = street.meant();
        if (meant.surely().isEmpty()) {
            return new Found(numbered(number, meant.perhaps(), unit).entries(), false);
        }
        return numbered(number, meant.surely(), unit);
    }

    private Found numbered(Token number, Set<Integer> streets, String unit) {
        var exact = Units.chosen(book.numbered(streets, Set.of(number.whole())), unit);
        if (!exact.isEmpty() || number.tail().isEmpty()) {
            return new Found(exact, true);
        }
        if (number.tail().length() == 1) {
            var ofUnit = book.numbered(streets, Set.of(number.text())).stream()
                    .filter(entry -> AddressEntry.plain(entry.unit()).equals(number.tail()))
                    .toList();
            if (!ofUnit.isEmpty()) {
                return new Found(ofUnit, true);
            }
        }
        var near = new LinkedHashSet<>(List.of(number.text()));
        if (number.tail().startsWith("-")) {
            near.add(number.tail().substring(1));
        }
        return new Found(Units.chosen(book.numbered(streets, near), unit), false);
    }

    private AddressAnswer answer(AddressReading reading, Found found, boolean isClear) {
        var entries = found.entries();
        var isSure = found.isSaid() && isClear && reading.isClear();
        if (!reading.zip().isEmpty()) {
            var ofZip = entries.stream()
                    .filter(entry -> entry.zip().equals(reading.zip()))
                    .toList();
            isSure &= !ofZip.isEmpty()
                    || entries.stream().allMatch(entry -> entry.zip().isEmpty());
            entries = ofZip.isEmpty() ? entries : ofZip;
        }
        if (entries.isEmpty()) {
            return AddressAnswer.NOTHING;
        }
        return entries.size() == 1 && isSure
                ? new AddressAnswer.Sure(entries.getFirst())
                : AddressAnswer.perhaps(entries.stream().limit(CHOICE_MAX).toList());
    }

    // crossings

    private AddressAnswer crossings(AddressReading reading, SaidAround context, boolean hasStray) {
        var streets = context.streets();
        var isSaid = streets.size() == 2
                && streets.stream()
                        .map(Mention::meant)
                        .noneMatch(meant -> meant.surely().isEmpty());
        return answer(
                reading,
                new Found(crossingsOf(streets), isSaid),
                streets.size() == 2 && !hasStray && context.isCrossing(streets));
    }

    private List<AddressEntry> crossingsOf(List<Mention> streets) {
        var crossings = new LinkedHashSet<AddressEntry>();
        for (var i = 0; i < streets.size(); i++) {
            for (var other : streets.subList(i + 1, streets.size())) {
                crossings.addAll(book.crossings(any(streets.get(i).meant()), any(other.meant())));
            }
        }
        return new ArrayList<>(crossings);
    }

    private static Set<Integer> any(Meant meant) {
        return meant.surely().isEmpty() ? meant.perhaps() : meant.surely();
    }
}
