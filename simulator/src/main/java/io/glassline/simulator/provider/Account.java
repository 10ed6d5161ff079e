package io.glassline.simulator.provider;

/// One of the city's accounts with a provider.
///
/// @param id as the gateway's configuration has it, such as `city-sms`
/// @param charactersMax how long one message of a citizen may be
/// @param mayBeSilent whether a citizen may say nothing, as on the phone
public record Account(String id, AddressForm addresses, int charactersMax, boolean mayBeSilent) {

    /// What is equal for two spellings of one person's address on this account.
    public String key(String address) {
        return addresses.key(address);
    }
}
