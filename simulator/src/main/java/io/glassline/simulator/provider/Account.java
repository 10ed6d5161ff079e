package io.glassline.simulator.provider;

/// One of the city's accounts with a provider.
///
/// @param city how the city's configuration names it
/// @param charactersMax how long one message of a citizen may be
/// @param mayBeSilent whether a citizen may say nothing, as on the phone
public record Account(CityAccount city, AddressForm addresses, int charactersMax, boolean mayBeSilent) {

    /// As the gateway's configuration has it, such as `city-sms`.
    public String id() {
        return city.id();
    }

    /// What the provider knows it by.
    public String own() {
        return city.own();
    }

    /// What is equal for two spellings of one person's address on this account.
    public String key(String address) {
        return addresses.key(address);
    }
}
