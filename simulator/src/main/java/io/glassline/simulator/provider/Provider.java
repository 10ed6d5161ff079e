package io.glassline.simulator.provider;

import java.util.Map;

/// What the folder of a provider offers: what the city's accounts there are like, and the stand-in of each.
public interface Provider {

    /// The channel, as `channels.yml` names it.
    String kind();

    Account account(CityAccount city);

    StandIn standIn(Account account, Surroundings surroundings);

    /// What an account of a gateway must say so that it works with the stand-in, by the names of `channels.yml`.
    Map<String, String> settings(Addresses addresses);

    /// The secrets that it shares with the stand-in, likewise.
    Map<String, String> secrets();

    /// How a gateway is told where the stand-in is and which secrets it shares with it: the variables that
    /// `config/channels.yml` names.
    Map<String, String> gatewayVariables(Addresses addresses);

    /// @param url the base of all HTTP APIs, without a slash at the end
    record Addresses(String url, int smtpPort, int imapPort) {}
}
