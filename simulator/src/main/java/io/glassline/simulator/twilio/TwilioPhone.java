package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.CityAccount;
import io.glassline.simulator.provider.PhoneNumbers;
import io.glassline.simulator.provider.Provider;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import java.util.Map;

/// The city's number for calls.
public final class TwilioPhone implements Provider {

    @Override
    public String kind() {
        return "voice";
    }

    @Override
    public Account account(CityAccount city) {
        return new Account(city, new PhoneNumbers(true, true), 1_000_000, true);
    }

    @Override
    public StandIn standIn(Account account, Surroundings surroundings) {
        return new TwilioVoice(account, surroundings);
    }

    @Override
    public Map<String, String> settings(Addresses addresses) {
        return Map.of("account-sid", TwilioDemo.ACCOUNT_SID);
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
