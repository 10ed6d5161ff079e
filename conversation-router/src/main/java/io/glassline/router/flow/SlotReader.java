package io.glassline.router.flow;

import io.glassline.router.words.NormalizedText;
import io.glassline.router.words.Numbers;
import io.glassline.routing.Lookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the answer to one question in what a citizen gives.
final class SlotReader {

    /// On a telephone a number of the city's own country is said without it.
    private static final int NATIONAL_DIGITS = 10;

    private static final int PHONE_DIGITS_MAX = 15;

    private static final Pattern MAIL =
            Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,4}\\.[a-z]{2,24}");

    /// Where two streets meet.
    private static final Set<String> CROSSING_WORDS =
            Set.of("corner", "intersection", "crossing", "esquina", "cruce", "interseccion");

    private final Step.Act.Ask ask;
    private final Flow.Context context;

    SlotReader(Step.Act.Ask ask, Flow.Context context) {
        this.ask = ask;
        this.context = context;
    }

    /// What was found.
    sealed interface Reading {

        /// The slots that are filled by it.
        record Read(Map<String, String> values) implements Reading {}

        /// Not without this look-up.
        record Needs(Lookup lookup) implements Reading {}

        /// It may be one of these: rows of the city's addresses.
        record Which(List<Map<String, String>> rows) implements Reading {}

        /// An address of another place.
        record Elsewhere(Map<String, String> place) implements Reading {}

        /// The city's list of addresses does not answer.
        record Away() implements Reading {}

        record Nothing() implements Reading {}
    }

    Reading read(Given given) {
        var words = given.words();
        return switch (ask.kind()) {
            case SlotKind.Text(var parser) -> value(parser.answer(words));
            case SlotKind.Number(var min, var max) -> value(number(words, min, max));
            case SlotKind.Pick(var options) -> value(option(options, words));
            case SlotKind.YesOrNo _ -> value(given.yes().or(given::begins).map(yes -> yes ? "yes" : "no"));
            case SlotKind.Day(var isPast) ->
                value(Days.in(words, context.today(), isPast).map(Object::toString));
            case SlotKind.Address _ -> address(given);
            case SlotKind.Picture _ -> value(given.picture());
            case SlotKind.Phone _ -> value(phone(words));
            case SlotKind.Mail _ -> value(mail(words));
        };
    }

    /// The choice that was picked by its button or number.
    Reading picked(String value) {
        return switch (ask.kind()) {
            case SlotKind.Pick(var options) ->
                value(options.stream()
                        .map(Step.Option::value)
                        .filter(value::equals)
                        .findFirst());
            case SlotKind.YesOrNo _ -> value(Optional.of(value).filter(List.of("yes", "no")::contains));
            case SlotKind.Text _,
                    SlotKind.Number _,
                    SlotKind.Day _,
                    SlotKind.Address _,
                    SlotKind.Picture _,
                    SlotKind.Phone _,
                    SlotKind.Mail _ -> new Reading.Nothing();
        };
    }

    private Reading value(Optional<String> value) {
        return value.<Reading>map(found -> new Reading.Read(Map.of(ask.slot(), found)))
                .orElseGet(Reading.Nothing::new);
    }

    private static Optional<String> number(String words, long min, long max) {
        var numbers = Numbers.inDigits(NormalizedText.of(words.replaceAll("(?<=\\d),(?=\\d{3})", ""))
                        .words())
                .stream()
                .filter(word -> word.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .distinct()
                .toList();
        return numbers.size() == 1 && numbers.getFirst() >= min && numbers.getFirst() <= max
                ? Optional.of(numbers.getFirst().toString())
                : Optional.empty();
    }

    private static Optional<String> option(List<Step.Option> options, String words) {
        var said = NormalizedText.of(words);
        var number = Numbers.choice(said, options.size());
        if (number.isPresent()) {
            return Optional.of(options.get(number.getAsInt() - 1).value());
        }
        return NamedChoice.in(said, options).map(Step.Option::value);
    }

    private Optional<String> phone(String words) {
        var plain = String.join(" ", Numbers.inDigits(List.of(words.strip().split("\\s+"))));
        var digits = plain.replaceAll("\\D", "");
        if (plain.contains("+") && digits.length() > NATIONAL_DIGITS - 3 && digits.length() <= PHONE_DIGITS_MAX) {
            return Optional.of("+" + digits);
        }
        if (digits.length() == NATIONAL_DIGITS) {
            return Optional.of("+1" + digits);
        }
        return digits.length() == NATIONAL_DIGITS + 1 && digits.startsWith("1")
                ? Optional.of("+" + digits)
                : Optional.empty();
    }

    private static Optional<String> mail(String words) {
        var written = (" " + words.toLowerCase(Locale.ROOT) + " ")
                .replaceAll("\\s+(at|arroba)\\s+", "@")
                .replaceAll("\\s+(dot|punto)\\s+", ".")
                .replaceAll("\\s+(underscore|guion bajo)\\s+", "_");
        var found = MAIL.matcher(written);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    // Addresses

    private Reading address(Given given) {
        if (given.pin().isPresent()) {
            return pinned(given.pin().get());
        }
        return NormalizedText.of(given.words()).isNothing()
                ? new Reading.Nothing()
                : address(new Lookup(Lookup.ADDRESS, Map.of("said", given.words())));
    }

    private Reading address(Lookup lookup) {
        var result = context.lookups().get(lookup);
        if (result == null) {
            return new Reading.Needs(lookup);
        }
        return switch (result) {
            case Lookup.Result.Unreachable _ -> new Reading.Away();
            case Lookup.Result.Found(var rows) when rows.isEmpty() -> new Reading.Nothing();
            case Lookup.Result.Found(var rows) ->
                switch (rows.getFirst().getOrDefault("match", "")) {
                    case "outside" -> new Reading.Elsewhere(rows.getFirst());
                    case "sure" -> new Reading.Read(filled(rows.getFirst()));
                    default -> new Reading.Which(rows);
                };
        };
    }

    /// The row of an address that the citizen picked among those that `said` may mean.
    Reading picked(String said, String id) {
        var lookup = new Lookup(Lookup.ADDRESS, Map.of("said", said));
        var result = context.lookups().get(lookup);
        if (result == null) {
            return new Reading.Needs(lookup);
        }
        return switch (result) {
            case Lookup.Result.Unreachable _ -> new Reading.Away();
            case Lookup.Result.Found(var rows) ->
                rows.stream()
                        .filter(row -> id.equals(row.get("id")))
                        .findFirst()
                        .<Reading>map(row -> new Reading.Read(filled(row)))
                        .orElseGet(Reading.Nothing::new);
        };
    }

    /// A pin is a place as it stands; the nearest address is what people call it.
    private Reading pinned(Given.Pin pin) {
        var latitude = degrees(pin.latitude());
        var longitude = degrees(pin.longitude());
        var near = address(new Lookup(Lookup.ADDRESS, Map.of("latitude", latitude, "longitude", longitude)));
        var isPlace = ask.kind() instanceof SlotKind.Address(var place) && place;
        return switch (near) {
            case Reading.Read(var values)
            when isPlace -> {
                var exact = new LinkedHashMap<>(values);
                exact.put(ask.slot() + "-latitude", latitude);
                exact.put(ask.slot() + "-longitude", longitude);
                yield new Reading.Read(exact);
            }
            case Reading.Which _, Reading.Nothing _, Reading.Away _
            when isPlace ->
                new Reading.Read(Map.of(
                        ask.slot(),
                        latitude + ", " + longitude,
                        ask.slot() + "-latitude",
                        latitude,
                        ask.slot() + "-longitude",
                        longitude));
            case Reading.Read _,
                    Reading.Which _,
                    Reading.Nothing _,
                    Reading.Away _,
                    Reading.Needs _,
                    Reading.Elsewhere _ -> near;
        };
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private Map<String, String> filled(Map<String, String> row) {
        var values = new LinkedHashMap<String, String>();
        values.put(ask.slot(), row.getOrDefault("label", ""));
        for (var part : SlotKind.ADDRESS_PARTS) {
            values.put(ask.slot() + "-" + part, row.getOrDefault(part, ""));
        }
        return values;
    }

    /// Whether a text may hold an address, so that it is worth looking for one: it has a number, or tells of a
    /// crossing.
    boolean mayHoldAddress(String text) {
        return HouseNumbers.mayBeIn(text, context.spoken())
                || NormalizedText.of(text).words().stream().anyMatch(CROSSING_WORDS::contains);
    }
}
