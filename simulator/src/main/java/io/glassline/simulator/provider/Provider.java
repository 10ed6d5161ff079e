package io.glassline.simulator.provider;

import java.util.Map;

/// What the folder of a provider offers: the city's account there, and the stand-in.
public interface Provider {

    Account account();

    StandIn standIn(Surroundings surroundings);

    /// How a gateway is told where the stand-in is and which secrets it shares with it: the variables that
    /// `config/channels.yml` names.
    Map<String, String> gatewayVariables(Addresses addresses);

    /// @param url the base of all HTTP APIs, without a slash at the end
    record Addresses(String url, int smtpPort, int imapPort) {}
}
