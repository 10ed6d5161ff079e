package io.glassline.simulator.provider;

import java.util.List;
import java.util.Optional;

/// The city that the stand-ins work for.
///
/// @param accounts in the order in which they are listed
/// @param questions what the demo phone offers to ask; none where the city is the example city, whose are
///     fixed
/// @param webChat the gateway's account that the city's website shows the chat of, which no provider stands behind
public record City(String name, List<CityAccount> accounts, List<String> questions, Optional<String> webChat) {

    /// What stands in `config/`.
    public static final City EXAMPLE = new City(
            "Alder Bay",
            List.of(
                    new CityAccount("sms", "city-sms", "+15550100", "+15550100"),
                    new CityAccount("whatsapp", "city-whatsapp", "100000000000001", "+15550102"),
                    new CityAccount("telegram", "city-telegram", "1000000001", "bot"),
                    new CityAccount("email", "city-email", "help@city.example", "help@city.example"),
                    new CityAccount("voice", "city-voice", "+15550101", "+15550101")),
            List.of(),
            Optional.of("city-web"));

    public City {
        accounts = List.copyOf(accounts);
        questions = List.copyOf(questions);
    }
}
