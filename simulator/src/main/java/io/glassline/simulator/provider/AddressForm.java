package io.glassline.simulator.provider;

/// How people are addressed on an account.
public interface AddressForm {

    /// The address of somebody who writes to the city, as the provider tells it.
    ///
    /// @throws BadRequest when it is not such an address
    String sender(String given);

    /// What is equal for two spellings of one person's address.
    String key(String address);
}
