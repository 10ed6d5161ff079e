package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's number for text messages.
public final class TwilioSms implements Provider {

    static final Account ACCOUNT = new Account("city-sms", new PhoneNumbers(false, true), 1_600, false);

    @Override
    public Account account() {
        return ACCOUNT;
    }

    @Override
    public StandIn standIn(Surroundings surroundings) {
        return new TwilioMessaging(surroundings);
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return TwilioDemo.gatewayVariables(addresses);
    }
}
