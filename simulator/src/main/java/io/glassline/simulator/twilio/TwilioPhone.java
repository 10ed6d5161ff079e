package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's number for calls.
public final class TwilioPhone implements Provider {

    static final Account ACCOUNT = new Account("city-voice", new PhoneNumbers(true, true), 1_000_000, true);

    @Override
    public Account account() {
        return ACCOUNT;
    }

    @Override
    public StandIn standIn(Surroundings surroundings) {
        return new TwilioVoice(surroundings);
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return TwilioDemo.gatewayVariables(addresses);
    }
}
