package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's number for text messages.
public final class TwilioSms implements Provider {

    @Override
    public String kind() {
        return "sms";
    }

    @Override
    public Account account(CityAccount city) {
        return new Account(city, new PhoneNumbers(false, true), 1_600, false);
    }

    @Override
    public StandIn standIn(Account account, Surroundings surroundings) {
        return new TwilioMessaging(account, surroundings);
    }

    @Override
    public Map<String, String> settings(Addresses addresses) {
        return TwilioDemo.settings(addresses);
    }

    @Override
    public Map<String, String> secrets() {
        return TwilioDemo.SECRETS;
    }

    @Override
    public Map<String, String> gatewayVariables(Addresses addresses) {
        return TwilioDemo.gatewayVariables(addresses);
    }
}
